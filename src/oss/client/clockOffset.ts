import type { ServiceClock } from './serviceClock.ts';

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
  return isNoticeable(observedClockOffsetMs) ? observedClockOffsetMs : 0;
}

/** Whether a clock is off by so much that the user should know. */
export function isNoticeable(offsetMs: number): boolean {
  return Math.abs(offsetMs) > CLOCK_TOLERANCE_MS;
}
