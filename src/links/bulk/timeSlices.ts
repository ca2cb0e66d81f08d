import { setImmediate as yieldToEventLoop } from 'node:timers/promises';

/** Length of a time slice, short enough to go unnoticed. */
const SLICE_MS = 8;

/** Time slices of long work, so that it does not block the event loop, which all extensions share. */
export class TimeSlices {
  readonly #nowMs: () => number;
  #startedMs: number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#startedMs = nowMs();
  }

  /** True once the time slice is used up. Checking it is cheaper than an `await`. */
  get isUsedUp(): boolean {
    return this.#nowMs() - this.#startedMs >= SLICE_MS;
  }

  /** Takes a pause if the time slice is used up. */
  async pauseIfUsedUp(): Promise<void> {
    if (this.isUsedUp) await this.next();
  }

  /** Items of an iteration that are defined, at most `limit`, with pauses between them. */
  async collect<T>(items: Iterable<T | undefined>, limit = Number.POSITIVE_INFINITY): Promise<readonly T[]> {
    const found: T[] = [];
    for (const item of items) {
      if (item !== undefined) found.push(item);
      if (found.length >= limit) break;
      await this.pauseIfUsedUp();
    }
    return found;
  }

  /** Lets other work run, then starts a new time slice. */
  async next(): Promise<void> {
    await yieldToEventLoop();
    this.#startedMs = this.#nowMs();
  }
}
