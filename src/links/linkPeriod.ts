import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../oss/errors/errors.ts';
import type { PresignOptions } from '../oss/signing/presign.ts';
import { stablePeriodSeconds, stableSigningTime } from '../oss/requests/stableLinks.ts';
import { compactDuration } from '../text/duration.ts';
import type { LinkOptions } from './linkOptions.ts';
import type { LinkWarning } from './linkWarnings.ts';
import { parseValidity, validitySeconds } from './validity.ts';

/** Signing time and validity of a link, with a warning if the validity was shortened. */
export interface LinkPeriod extends Required<Pick<PresignOptions, 'signedAt' | 'expires'>> {
  readonly warnings: readonly LinkWarning[];
}

/** Options that decide about the period of a link. */
export type PeriodOptions = Pick<LinkOptions, 'validity' | 'stable' | 'signatureVersion'>;

/**
 * Period of a link, limited to `maxSeconds` from now. Throws an `InvalidInputError` for a validity that cannot be
 * parsed, is past, or is longer than OSS accepts.
 */
export function linkPeriod(
  { validity, stable, signatureVersion = 'v4' }: PeriodOptions,
  signedAt: Date,
  maxSeconds: number,
): LinkPeriod {
  // V1 has no maximum validity.
  const context = { now: signedAt, ...(signatureVersion === 'v1' && { maxSeconds: Number.MAX_SAFE_INTEGER }) };
  const wantedSeconds = validitySeconds(parseValidity(validity, context), signedAt);
  // A stable link may work for its period beyond the validity.
  const allowedSeconds = maxSeconds - (stable ? stablePeriodSeconds(stable) : 0);
  if (allowedSeconds < 1) {
    throw new InvalidInputError('stable', 'A stable URL would be valid for longer than {0}, the maximum of {1}.', [
      compactDuration(maxSeconds),
      'ossLinks.maxValidity',
    ]);
  }
  const seconds = Math.min(wantedSeconds, allowedSeconds);
  const shortened: LinkWarning = {
    code: 'ValidityShortened',
    text: l10n.t(
      'The link is valid for {0} instead of {1}, the maximum of the setting {2}.',
      compactDuration(seconds),
      compactDuration(wantedSeconds),
      'ossLinks.maxValidity',
    ),
    scope: 'link',
  };
  const warnings = seconds < wantedSeconds ? [shortened] : [];
  if (!stable) return { signedAt, expires: seconds, warnings };
  return {
    ...stableSigningTime({ now: signedAt, validitySeconds: seconds, roundTo: stable, signatureVersion }),
    warnings,
  };
}
