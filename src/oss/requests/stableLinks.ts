import { InvalidInputError } from '../errors/errors.ts';
import { MAX_VALIDITY_SECONDS, validateDate, validateValidityV1 } from '../validate.ts';

/** Period in which a stable link does not change. */
export type StablePeriod = 'hour' | 'day';

const PERIOD_SECONDS: Readonly<Record<StablePeriod, number>> = { hour: 3600, day: 86_400 };

/** Time by which a stable link may outlast its validity. */
export function stablePeriodSeconds(period: StablePeriod): number {
  return PERIOD_SECONDS[period];
}

/** Signing time and validity, for `PresignOptions`. */
export interface StableTime {
  /** Start of the current hour or day, in UTC, so that the day of the signature and of its scope are the same. */
  readonly signedAt: Date;
  /** In seconds, counted from `signedAt`. */
  readonly expires: number;
}

/**
 * Signing time rounded down to the hour or day, so that the same request gives the same URL until the period ends and
 * caches keep working. The period is added to the validity, so that the link works at least that long from any moment
 * of the period. Throws an `InvalidInputError` if both exceed the 7 days of a V4 link. With temporary credentials the
 * URL also changes with their token.
 */
export function stableSigningTime(input: {
  readonly now: Date;
  readonly validitySeconds: number;
  readonly roundTo: StablePeriod;
  readonly signatureVersion?: 'v4' | 'v1';
}): StableTime {
  const { now, validitySeconds, roundTo, signatureVersion = 'v4' } = input;
  validateDate('signedAt', now);
  validateValidityV1(validitySeconds);
  const periodSeconds = PERIOD_SECONDS[roundTo];
  const longestSeconds = MAX_VALIDITY_SECONDS - periodSeconds;
  if (signatureVersion === 'v4' && validitySeconds > longestSeconds) {
    throw new InvalidInputError(
      'expires',
      roundTo === 'hour'
        ? 'A URL that is stable for an hour can be valid for at most {0} seconds (7 days minus 1 hour), not {1}.'
        : 'A URL that is stable for a day can be valid for at most {0} seconds (6 days), not {1}.',
      [longestSeconds, validitySeconds],
    );
  }
  const periodMs = periodSeconds * 1000;
  // Time is counted from a midnight in UTC, without leap seconds.
  return {
    signedAt: new Date(Math.floor(now.getTime() / periodMs) * periodMs),
    expires: validitySeconds + periodSeconds,
  };
}
