import { setImmediate as nextTurn } from 'node:timers/promises';

/** So much work at a time goes unnoticed. */
const SLICE_MS = 8;

/** Divides long work into turns of the event loop, which all extensions share. */
export class TimeSlices {
  readonly #nowMs: () => number;
  #beganMs: number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#beganMs = nowMs();
  }

  /** Whether others have waited long enough. To be asked often, so that nobody need `await` in vain. */
  get isUsedUp(): boolean {
    return this.#nowMs() - this.#beganMs >= SLICE_MS;
  }

  /** Lets others have theirs. */
  async next(): Promise<void> {
    await nextTurn();
    this.#beganMs = this.#nowMs();
  }
}
