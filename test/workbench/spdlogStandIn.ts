import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Replacement for `@vscode/spdlog`, the native module with which VS Code writes its log files, on machines without a
 * compiler. Lines are appended at once and in order; files do not rotate, because a run is short.
 */
export const version = 0;

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const offLevel = levels.length;
let initialLevel = levels.indexOf('info');

/** Sets the level of the loggers that are created from now on. */
export function setLevel(level: number): void {
  initialLevel = level;
}

/** Nothing is held back, so there is nothing to flush. */
export function setFlushOn(): void {}

export function createRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating', name, file));
}

export function createAsyncRotatingLogger(name: string, file: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating_async', name, file));
}

export class Logger {
  readonly #file: string | undefined;
  #level = initialLevel;
  #bare = false;

  constructor(type: string, _name: string, file?: string) {
    this.#file = type.startsWith('rotating') ? file : undefined;
    if (this.#file !== undefined) mkdirSync(path.dirname(this.#file), { recursive: true });
  }

  trace(message: string): void {
    this.#write(0, message);
  }
  debug(message: string): void {
    this.#write(1, message);
  }
  info(message: string): void {
    this.#write(2, message);
  }
  warn(message: string): void {
    this.#write(3, message);
  }
  error(message: string): void {
    this.#write(4, message);
  }
  critical(message: string): void {
    this.#write(5, message);
  }

  getLevel(): number {
    return this.#level;
  }
  setLevel(level: number): void {
    this.#level = level;
  }
  /** No effect: VS Code uses one pattern, the one that lines have here. */
  setPattern(): void {
    this.#bare = false;
  }
  /** Lines are written unformatted from now on. */
  clearFormatters(): void {
    this.#bare = true;
  }
  flush(): void {}
  drop(): void {
    this.#level = offLevel;
  }

  #write(level: number, message: string): void {
    if (level < this.#level || this.#file === undefined) return;
    const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.#file, this.#bare ? message : `${now} [${levels[level] ?? ''}] ${message}\n`);
  }
}
