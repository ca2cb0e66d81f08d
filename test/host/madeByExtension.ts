import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

/** Resource that the extension created and must dispose of. */
interface Made {
  /** Call that created it, e.g. `commands.registerCommand(ossLinks.refresh)`. */
  readonly call: string;
  readonly isThere: () => boolean;
}

/** Node's own flag of a timer that was cleared or has fired; there is no public one. */
type Timer = NodeJS.Timeout & { readonly _destroyed?: boolean };

const FACTORY_NAME = /^(on[A-Z]|register|create)/;
/** Code that is watched: the extension, and the package that opens its connections. The host creates timers too. */
const OWN_CODE = ['../../src/', import.meta.resolve('undici')].map((path) =>
  fileURLToPath(new URL('./', new URL(path, import.meta.url))),
);

/** Diagnostics channel on which Node reports each opened connection. */
const SOCKETS = 'net.client.socket';

/**
 * Recorder of the resources that the extension creates through VS Code's API, of its timers and its connections, from
 * now until `stop`.
 */
export class MadeByExtension {
  readonly #made: Made[] = [];
  readonly #undo: (() => void)[] = [];

  /** `more`: parts of the API that VS Code passes to the extension only. */
  constructor(more: Readonly<Record<string, object>> = {}) {
    for (const [name, space] of Object.entries({ ...vscode, ...more })) {
      if (typeof space === 'object' && !Object.isFrozen(space)) this.#watchSpace(name, space);
    }
    for (const name of ['setTimeout', 'setInterval'] as const) this.#watchTimers(name);
    subscribe(SOCKETS, this.#noteSocket);
    this.#undo.push(() => unsubscribe(SOCKETS, this.#noteSocket));
  }

  /** Resources that are not disposed yet, by the call that created them. */
  get left(): readonly string[] {
    return this.#made.filter(({ isThere }) => isThere()).map(({ call }) => call);
  }

  /** All created resources, by call. */
  get all(): readonly string[] {
    return this.#made.map(({ call }) => call);
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #watchSpace(spaceName: string, space: object): void {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(space))) {
      if (!FACTORY_NAME.test(name) || !descriptor.configurable) continue;
      const original: unknown = Reflect.get(space, name);
      if (typeof original !== 'function') continue;
      const value = (...args: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(original, space, args);
        const [first] = args;
        if (isByExtension()) {
          this.#noteDisposable(`${spaceName}.${name}(${typeof first === 'string' ? first : ''})`, result);
        }
        return result;
      };
      Object.defineProperty(space, name, { configurable: true, enumerable: true, writable: true, value });
      this.#undo.push(() => Object.defineProperty(space, name, descriptor));
    }
  }

  #noteDisposable(call: string, result: unknown): void {
    if (typeof result !== 'object' || result === null || !('dispose' in result)) return;
    const { dispose } = result;
    if (typeof dispose !== 'function') return;
    let isThere = true;
    this.#made.push({ call, isThere: () => isThere });
    Object.defineProperty(result, 'dispose', {
      configurable: true,
      writable: true,
      value: (...args: readonly unknown[]): unknown => {
        isThere = false;
        return Reflect.apply(dispose, result, args);
      },
    });
  }

  readonly #noteSocket = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    if (isByExtension()) this.#made.push({ call: 'connection', isThere: () => !socket.destroyed });
  };

  #watchTimers(name: 'setTimeout' | 'setInterval'): void {
    const original = globalThis[name];
    const watched = new Proxy(original, {
      apply: (target, self, args): unknown => {
        const timer = Reflect.apply(target, self, args) as Timer;
        if (isByExtension())
          this.#made.push({ call: `${name}(${String(args[1])} ms)`, isThere: () => !timer._destroyed });
        return timer;
      },
    });
    Object.assign(globalThis, { [name]: watched });
    this.#undo.push(() => Object.assign(globalThis, { [name]: original }));
  }
}

/** True if code of the extension, or of the package that opens its connections, is what calls. */
export function isByExtension(): boolean {
  const stack = new Error('where').stack ?? '';
  return OWN_CODE.some((folder) => stack.includes(folder));
}
