import type { OssError } from '../errors/errors.ts';

/** The service's clock, as far as its answers tell it. */
export class ServiceClock {
  /** Service minus local, as OSS demanded it when it refused a signature for its time; 0 until then. */
  offsetMs = 0;
  /** Service minus local by the last `Date` header, to the second: shown, and acted on by presigning alone, once it is over a minute: proxies may change it. */
  observedOffsetMs: number | undefined;
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The time to sign with. */
  time(): Date {
    return new Date(this.#now().getTime() + this.offsetMs);
  }

  /** Notes the `Date` header of an answer that came just now. */
  observe(dateHeader: string | undefined): void {
    this.observedOffsetMs = this.#offsetOf(dateHeader) ?? this.observedOffsetMs;
  }

  /** Sets the clock after a RequestTimeTooSkewed, by the refusal's own time, else by its header; false where neither tells. */
  correct(refusal: OssError): boolean {
    const offsetMs = this.#offsetOf(refusal.details.get('ServerTime')) ?? this.observedOffsetMs;
    if (offsetMs !== undefined) this.offsetMs = offsetMs;
    return offsetMs !== undefined;
  }

  #offsetOf(text: string | undefined): number | undefined {
    const time = Date.parse(text ?? '');
    return Number.isNaN(time) ? undefined : time - this.#now().getTime();
  }
}

/** A clock that is off by this much at most counts as right: an answer takes its time, and its `Date` has whole seconds. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** What a client knows of the service's clock, in milliseconds ahead of the local one. */
export interface ClockOffsets {
  /** Since OSS refused the local time; else 0. */
  readonly clockOffsetMs: ServiceClock['offsetMs'];
  /** By the last answer's `Date`. */
  readonly observedClockOffsetMs?: number | undefined;
}

/** What to add to the local time when presigning: what OSS demanded, else what its answers say where that is noticeable. */
export function presignOffsetMs({ clockOffsetMs, observedClockOffsetMs = 0 }: ClockOffsets): number {
  if (clockOffsetMs !== 0) return clockOffsetMs;
  return isSkewNoticeable(observedClockOffsetMs) ? observedClockOffsetMs : 0;
}

/** Whether a clock is off by so much that the user should know. */
export function isSkewNoticeable(offsetMs: number): boolean {
  return Math.abs(offsetMs) > CLOCK_TOLERANCE_MS;
}
