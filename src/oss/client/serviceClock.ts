import type { OssError } from '../errors/errors.ts';
import type { HttpResponse } from './transport.ts';

/**
 * Skew that OSS accepts: a response other than RequestTimeTooSkewed proves that the local clock is within it.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export const ACCEPTED_SKEW_MS = 900_000;
/** Maximum offset accepted from a refusal: a day plus the largest difference of two time zones. */
const MAX_OFFSET_MS = 50 * 3_600_000;
/**
 * Difference between wall clock and monotonic clock which shows that the wall clock was set, or that the computer
 * slept.
 */
const CLOCK_STEP_MS = 5_000;

/** Offset of the service's clock, with both local clocks at the moment of the measurement. */
interface Measurement {
  readonly offsetMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** Clock of OSS, learned from fresh responses that OSS itself made. Discarded as soon as the local clock is set. */
export class ServiceClock {
  #demanded: Measurement | undefined;
  #observed: Measurement | undefined;
  readonly #now: () => Date;
  readonly #monotonicNow: () => number;

  constructor(now: () => Date, monotonicNow: () => number = () => performance.now()) {
    this.#now = now;
    this.#monotonicNow = monotonicNow;
  }

  /** OSS's time minus local time, as OSS demanded it when it refused a signature for its time. 0 if it never did. */
  get offsetMs(): number {
    return this.#stillValid(this.#demanded)?.offsetMs ?? 0;
  }

  /** OSS's time minus local time by the last fresh response's `Date`, to the second. Not used to sign calls. */
  get observedOffsetMs(): number | undefined {
    const offsetMs = this.#stillValid(this.#observed)?.offsetMs;
    const limitMs = this.offsetMs === 0 ? ACCEPTED_SKEW_MS : MAX_OFFSET_MS;
    return offsetMs !== undefined && Math.abs(offsetMs) <= limitMs ? offsetMs : undefined;
  }

  /** Time to sign with. */
  time(): Date {
    return new Date(this.#now().getTime() + this.offsetMs);
  }

  /** Records the `Date` of a response that just arrived, unless a cache or another server wrote it. */
  observe(headers: HttpResponse['headers']): void {
    if (isFreshOssResponse(headers)) this.#observed = this.#measure(headers['date']) ?? this.#observed;
  }

  /**
   * Sets the clock after a RequestTimeTooSkewed, by the time in the refusal, or by its `Date` header. False if neither
   * exists, or if the offset is not plausible.
   */
  correct(refusal: OssError): boolean {
    const fromDocument = refusal.requestId === undefined ? undefined : this.#measure(refusal.details.get('ServerTime'));
    const measured = fromDocument ?? this.#stillValid(this.#observed);
    if (measured === undefined || Math.abs(measured.offsetMs) > MAX_OFFSET_MS) return false;
    this.#demanded = measured;
    return true;
  }

  #measure(text: string | undefined): Measurement | undefined {
    const time = Date.parse(text ?? '');
    if (Number.isNaN(time)) return undefined;
    const wallMs = this.#now().getTime();
    return { offsetMs: time - wallMs, wallMs, monotonicMs: this.#monotonicNow() };
  }

  #stillValid(measured: Measurement | undefined): Measurement | undefined {
    if (measured === undefined) return undefined;
    const wallPassedMs = this.#now().getTime() - measured.wallMs;
    const passedMs = this.#monotonicNow() - measured.monotonicMs;
    return Math.abs(wallPassedMs - passedMs) <= CLOCK_STEP_MS ? measured : undefined;
  }
}

/** Words with which caches mark a stored answer, in headers such as `x-cache`, `cf-cache-status` and `cache-status`. */
const CACHE_HIT = /(?<![a-z-])(?:hit|stale|updating|revalidated)(?![a-z-])/i;

/**
 * True for a response that OSS just made. Each has an ID. Caches repeat old responses with it, and add their own
 * headers.
 */
function isFreshOssResponse(headers: HttpResponse['headers']): boolean {
  const isHit = Object.entries(headers).some(([name, value]) => name.includes('cache') && CACHE_HIT.test(value));
  const isCached = 'age' in headers || 'x-swift-cachetime' in headers || isHit;
  return headers['x-oss-request-id'] !== undefined && !isCached;
}

/** Offset up to which a clock counts as right: a response takes time, and its `Date` has whole seconds. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** Validity below which a link is signed by OSS's clock to the second: a minute of skew would cost much of it. */
export const SHORT_VALIDITY_SECONDS = 300;

/** Known offsets of OSS's clock, in milliseconds ahead of the local clock. */
export interface ClockOffsets {
  /** Demanded by OSS in a refusal, or 0. */
  readonly clockOffsetMs: ServiceClock['offsetMs'];
  /** Measured by the last answer's `Date`. */
  readonly observedClockOffsetMs?: number | undefined;
}

/** Offset to add to the local time when presigning: the demanded one, or the measured one if it matters for the validity. */
export function presignOffsetMs(
  { clockOffsetMs, observedClockOffsetMs = 0 }: ClockOffsets,
  validitySeconds = Number.POSITIVE_INFINITY,
): number {
  if (clockOffsetMs !== 0) return clockOffsetMs;
  const matters = isSkewNoticeable(observedClockOffsetMs) || validitySeconds < SHORT_VALIDITY_SECONDS;
  return matters ? observedClockOffsetMs : 0;
}

/** True if the clock skew is large enough to notify the user. */
export function isSkewNoticeable(offsetMs: number): boolean {
  return Math.abs(offsetMs) > CLOCK_TOLERANCE_MS;
}
