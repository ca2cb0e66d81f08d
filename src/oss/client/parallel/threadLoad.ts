import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Time between two measurements. */
const INTERVAL_MS = 50;
/** Share of the time in which the thread works, from which it has none to spare. */
const BUSY_SHARE = 0.9;

/** Whether the thread is so busy that more requests in flight would only make each of them slower. */
export class ThreadLoad {
  readonly #utilization: (before?: EventLoopUtilization) => EventLoopUtilization;
  readonly #nowMs: () => number;
  #before: EventLoopUtilization;
  #measuredMs: number;
  #isBusy = false;

  constructor(
    utilization: (before?: EventLoopUtilization) => EventLoopUtilization = (before) =>
      performance.eventLoopUtilization(before),
    nowMs: () => number = () => performance.now(),
  ) {
    this.#utilization = utilization;
    this.#nowMs = nowMs;
    this.#before = utilization();
    this.#measuredMs = nowMs();
  }

  /** By the last measurement; false before the first one. */
  get isBusy(): boolean {
    const nowMs = this.#nowMs();
    if (nowMs - this.#measuredMs >= INTERVAL_MS) {
      this.#isBusy = this.#utilization(this.#before).utilization > BUSY_SHARE;
      this.#before = this.#utilization();
      this.#measuredMs = nowMs;
    }
    return this.#isBusy;
  }
}
