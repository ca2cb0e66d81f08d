import { InvalidInputError } from '../oss/errors/errors.ts';
import { MAX_VALIDITY_SECONDS } from '../oss/validate.ts';
import { compactDuration, formatDuration, parseDuration } from '../text/duration.ts';
import { parseMoment } from '../text/moment.ts';
import type { MomentContext } from '../text/moment.ts';

/** Validity of a link: a duration, which can be reused and is stored, or a moment, which is not. */
export type Validity =
  { readonly kind: 'duration'; readonly seconds: number } | { readonly kind: 'until'; readonly date: Date };

/** Durations offered first: 15 minutes, 1 hour, 1 day, 7 days. */
export const standardValidities: readonly Validity[] = [900, 3600, 86_400, 604_800].map((seconds) => ({
  kind: 'duration',
  seconds,
}));

export interface ValidityContext extends MomentContext {
  /** Maximum validity; default 604,800, the maximum of V4. */
  readonly maxSeconds?: number | undefined;
}

/**
 * Validity as people type it: a duration (`parseDuration`) or a date (`parseMoment`), of 1 to `maxSeconds` seconds.
 * Throws an `InvalidInputError` of the field `validity` that names the allowed values.
 */
export function parseValidity(text: string, context: ValidityContext): Validity {
  if (/^[-−]\s*\d/.test(text.trim())) throw tooShort();
  const date = parseMoment(text, context);
  const validity: Validity = date ? { kind: 'until', date } : { kind: 'duration', seconds: parseDuration(text) };
  assertAllowed(validitySeconds(validity, context.now), context);
  return validity;
}

/**
 * Validity in whole seconds as OSS counts it, from the second in which the link is signed. At least 1. Throws an
 * `InvalidInputError` of the field `validity` if the date is past.
 */
export function validitySeconds(validity: Validity, now: Date): number {
  const seconds = validity.kind === 'duration' ? validity.seconds : wholeSeconds(validity.date) - wholeSeconds(now);
  if (seconds >= 1) return seconds;
  throw validity.kind === 'duration'
    ? tooShort()
    : new InvalidInputError('validity', 'This time is in the past. Enter a later one.');
}

function wholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function tooShort(): InvalidInputError {
  return new InvalidInputError('validity', 'The validity must be at least 1 second.');
}

function assertAllowed(seconds: number, { maxSeconds = MAX_VALIDITY_SECONDS, locale }: ValidityContext): void {
  if (seconds <= maxSeconds) return;
  throw maxSeconds === MAX_VALIDITY_SECONDS
    ? new InvalidInputError('validity', 'The validity can be at most 7 days. OSS refuses longer V4 signatures.')
    : new InvalidInputError('validity', 'The validity can be at most {0} here.', [formatDuration(maxSeconds, locale)]);
}

/** Stored text of a validity, e.g. `1h30m`; `undefined` for dates, which would be past next time. */
export function serializeValidity(validity: Validity): string | undefined {
  return validity.kind === 'duration' ? compactDuration(validity.seconds) : undefined;
}

/** Text of a duration or moment that `parseValidity` reads. */
export function validityText(validity: Validity): string {
  return validity.kind === 'until' ? validity.date.toISOString() : compactDuration(validity.seconds);
}

/** Validity from the text of `serializeValidity`; `undefined` for anything else, since stored state may be old or damaged. */
export function deserializeValidity(stored: unknown): Validity | undefined {
  if (typeof stored !== 'string') return undefined;
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(stored);
  if (!match || stored === '') return undefined;
  const seconds = parseDuration(stored);
  return Number.isSafeInteger(seconds) && seconds >= 1 ? { kind: 'duration', seconds } : undefined;
}

/**
 * Recent validities with one more in front: latest first, without duplicates, at most `limit`. A date changes nothing.
 */
export function withRecentValidity(recent: readonly string[], validity: Validity, limit = 5): readonly string[] {
  const latest = serializeValidity(validity);
  if (latest === undefined) return recent;
  return [latest, ...recent.filter((text) => text !== latest)].slice(0, limit);
}
