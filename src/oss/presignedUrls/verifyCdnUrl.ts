import { encodePath } from '../encoding.ts';
import type { MessageArgument } from '../errors/errors.ts';
import { cdnHash, cdnStringToHash } from '../signing/cdnHash.ts';
import { validateCdnKey } from '../signing/cdnSettings.ts';
import type { CdnReading } from './cdnReading.ts';
import type { CdnUrl } from './cdnUrl.ts';

/** Mismatch of the hash of a CDN link; `template` and `args` are for `formatMessage`. */
export interface CdnDifference {
  /** `key` if no likely change explains the hash. */
  readonly part: 'path' | 'time' | 'key';
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** Result of the verification of a CDN link's hash. The expiry is `expiresAt` of the interpretation. */
export interface CdnVerification {
  readonly verifies: boolean;
  /** Interpretation that matches the hash, or would match without the difference. */
  readonly reading?: CdnReading;
  readonly difference?: CdnDifference;
}

/**
 * Says whether a link was signed with a key of the domain, and if not, which likely change explains it. The hash covers
 * path and time: host and query can be changed by anyone. A domain has a primary and a secondary key: verify with each.
 * Throws an `InvalidInputError` for what is no key.
 */
export function verifyCdnUrl({ readings }: CdnUrl, privateKey: string): CdnVerification {
  validateCdnKey(privateKey);
  const fits = (reading: CdnReading, changed: Partial<CdnReading> = {}): boolean =>
    cdnHash(cdnStringToHash({ ...reading, ...changed, privateKey })) === reading.hash;

  const right = readings.find((reading) => fits(reading));
  if (right !== undefined) return { verifies: true, reading: right };
  for (const reading of readings) {
    const { timestampText } = reading;
    const signedPath = otherPaths(reading).find((path) => fits(reading, { path }));
    if (signedPath !== undefined) {
      const template = 'The link was signed for another spelling of its path: {0}. Copy it again without changes.';
      return { verifies: false, reading, difference: { part: 'path', template, args: [signedPath] } };
    }
    const signedTime = otherTimes(reading).find((text) => fits(reading, { timestampText: text }));
    if (signedTime !== undefined) {
      const template = 'The time of the link was signed as {0}, but is written as {1}.';
      return { verifies: false, reading, difference: { part: 'time', template, args: [signedTime, timestampText] } };
    }
  }
  const template = 'The link was signed with another CDN key, or its path or time was changed.';
  return { verifies: false, difference: { part: 'key', template, args: [] } };
}

/** Spellings of the path by other signers and encoders. */
function otherPaths({ path, key = '' }: CdnReading): readonly string[] {
  const lowerCase = path.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  return [`/${encodePath(key)}`, encodeURI(`/${key}`), `/${key}`, lowerCase, `/${encodePath(path.slice(1))}`];
}

/** Hexadecimal time in the other case. */
function otherTimes({ timestampText }: CdnReading): readonly string[] {
  return [timestampText.toLowerCase(), timestampText.toUpperCase()];
}
