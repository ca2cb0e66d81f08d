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

  /** Lets other work run, then starts a new time slice. */
  async next(): Promise<void> {
    await yieldToEventLoop();
    this.#startedMs = this.#nowMs();
  }
}
