export interface AdaptiveLimitOptions {
  /** Limit at first, 3 by default. */
  readonly first?: number;
  /** Highest limit, 16 by default. */
  readonly most?: number;
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
}

const FIRST = 3;
const MOST = 16;
/** Factor of a raised limit. */
const STEP = 1.5;
/** Share of the proportional gain that a raised limit must bring: 3 to 5 requests must move 17 % more. */
const MIN_GAIN_SHARE = 0.25;
/** Time after which a limit that did not help is tried again, since networks change. */
const HOLD_MS = 5000;
/** Bytes that a request counts as in addition to its own, so that many small ones are no slower than a large one. */
const REQUEST_BYTES = 64 * 1024;
/** Duration of a measurement: the shorter one if enough requests end in it. */
const SHORT_MS = 100;
const LONG_MS = 1000;

/**
 * Number of requests in flight that adapts to what helps: it rises while the throughput rises with it, falls back where
 * it does not, and halves where the service is busy.
 */
export class AdaptiveLimit {
  readonly #most: number;
  readonly #now: () => number;
  #value: number;
  /** Lower limit from which the value was raised, and its throughput; until the raised one is measured. */
  #before: { readonly value: number; readonly rate: number } | undefined;
  /** Whether the requests in flight are still those of the limit before. */
  #isSettling = true;
  /** Time from which the limit may rise. */
  #mayRiseAtMs = -Infinity;
  #busyAtMs = -Infinity;
  #startedMs: number;
  #bytes = 0;
  #ended = 0;
  #isWanted = false;

  constructor({ first = FIRST, most = MOST, now = () => performance.now() }: AdaptiveLimitOptions = {}) {
    this.#value = Math.min(first, most);
    this.#most = most;
    this.#now = now;
    this.#startedMs = now();
  }

  get value(): number {
    return this.#value;
  }

  /** Reports that a request waits for others, so that a higher limit would be used. */
  want(): void {
    this.#isWanted = true;
  }

  /** Reports bytes that requests in flight moved. */
  move(bytes: number): void {
    this.#bytes += bytes;
    this.#measure();
  }

  /** Reports the end of a request. */
  end(): void {
    this.#ended++;
    this.#measure();
  }

  /** Reports a request that the service refused as too many, or did not answer in time. */
  slowDown(): void {
    const nowMs = this.#now();
    // Requests that were in flight together halve the limit once.
    if (nowMs - this.#busyAtMs < LONG_MS) return;
    this.#busyAtMs = nowMs;
    this.#change(Math.max(1, Math.floor(this.#value / 2)), undefined);
    this.#mayRiseAtMs = nowMs + HOLD_MS;
  }

  #measure(): void {
    const elapsedMs = this.#now() - this.#startedMs;
    const rounds = this.#ended / this.#value;
    if (elapsedMs < LONG_MS && (elapsedMs < SHORT_MS || rounds < 2)) {
      // New requests start one after the other; their first ones say nothing about the throughput.
      if (this.#isSettling && rounds >= 1) this.#restart(false);
      return;
    }
    if (this.#isSettling) this.#restart(false);
    else this.#adapt((this.#bytes + this.#ended * REQUEST_BYTES) / elapsedMs);
  }

  #adapt(rate: number): void {
    const before = this.#before;
    if (before !== undefined && rate < before.rate * neededGain(before.value, this.#value)) {
      this.#mayRiseAtMs = this.#now() + HOLD_MS;
      this.#change(before.value, undefined);
      return;
    }
    this.#before = undefined;
    if (this.#isWanted && this.#value < this.#most && this.#now() >= this.#mayRiseAtMs) {
      const raised = Math.min(this.#most, Math.ceil(this.#value * STEP));
      this.#change(raised, { value: this.#value, rate });
      return;
    }
    this.#restart(false);
  }

  #change(value: number, before: { readonly value: number; readonly rate: number } | undefined): void {
    this.#value = value;
    this.#before = before;
    this.#restart(true);
  }

  #restart(isSettling: boolean): void {
    this.#isSettling = isSettling;
    this.#startedMs = this.#now();
    this.#bytes = 0;
    this.#ended = 0;
    this.#isWanted = false;
  }
}

/** Factor by which the throughput must rise from one limit to another. */
function neededGain(from: number, to: number): number {
  return 1 + MIN_GAIN_SHARE * (to / from - 1);
}
