import { encodePath, encodeQueryComponent } from '../encoding.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { isSignatureParameter } from './querySigner.ts';
import { hasDotSegments, validateKey, validateQueryParameter, validateValidityV1 } from '../validate.ts';
import { cdnHash, cdnStringToHash, isCdnTime, writeCdnTime } from './cdnHash.ts';
import {
  parseCdnOrigin,
  validateCdnKey,
  validateCdnParameters,
  validateCdnTtl,
  type CdnSettings,
  type CdnType,
} from './cdnSettings.ts';

/** Query parameters in order, decoded; `null` stands for a bare name. */
export type CdnQuery = readonly (readonly [name: string, value: string | null])[];

/** Object and domain of a link. */
export interface CdnTarget extends CdnSettings {
  /** Scheme, host and optional port of the CDN domain. */
  readonly baseUrl: string;
  /** Object name, not encoded. */
  readonly key: string;
  /** Not protected by the hash: the holder of a link can change it. Type F allows none. */
  readonly query?: CdnQuery;
  /** Primary or secondary key of the domain: a secret. */
  readonly privateKey: string;
  /** Type A: random text, `0` by default; with it two links of the same second differ. */
  readonly rand?: string;
  /** Type A: user, `0` by default. The CDN does not use it. */
  readonly uid?: string;
  /** Types C1, C2, F: case of a hexadecimal time, `lower` by default. */
  readonly hexCase?: 'lower' | 'upper';
}

/** Time in a link, or the values from which it is computed. */
export type CdnMoment =
  | { readonly time: Date }
  | {
      readonly time?: undefined;
      readonly signedAt: Date;
      /** Validity of the link, in seconds from `signedAt`. */
      readonly expires: number;
      readonly cdnTtl: number;
    };

export type CdnInput = CdnTarget & CdnMoment;

/** Link signed for the CDN. */
export interface CdnLink {
  /** Secret until it expires. */
  readonly url: string;
  /** Contains the key, so it is a secret while the domain has this key. */
  readonly stringToHash: string;
  /** Time from which the CDN refuses the link; absent if `cdnTtl` is absent. */
  readonly expiresAt?: Date;
}

/** Query parameters that hold the signature, in lower case; type F, whose names are settings, takes no others beside. */
const SIGNATURE_PARAMETERS: Readonly<Record<CdnType, readonly string[]>> = {
  A: ['auth_key'],
  B: [],
  C1: [],
  C2: ['key1', 'key2'],
  F: [],
};
/** Hyphens separate the fields of type A. */
const FIELD = /^[A-Za-z0-9._~]{1,100}$/;
const MINUTE_SECONDS = 60;

/**
 * Signs a download link for URL authentication at a CDN domain in front of a bucket. The CDN adds its own validity to
 * the time in the link, so that a link which expires after `expires` holds `signedAt + expires - cdnTtl`, perhaps a time
 * in the past. Nothing is sent. Throws an `InvalidInputError` for what the CDN or OSS would refuse.
 */
export function signCdnUrl(input: CdnInput): CdnLink {
  const { type, baseUrl, key, query = [], privateKey, rand = '0', uid = '0' } = input;
  validateType(type);
  const { scheme, host } = parseCdnOrigin(baseUrl);
  validateCdnKey(privateKey);
  validateCdnObject(key);
  validateCdnQuery(type, query);
  if (type === 'A') validateFields({ rand, uid });
  const { signParam = 'sign', timeParam = 'time' } = input;
  if (type === 'F') validateCdnParameters(signParam, timeParam);

  const { seconds, expiresAt } = momentOf(input);
  const path = `/${encodePath(key)}`;
  const timestampText = writeCdnTime(seconds, input);
  const stringToHash = cdnStringToHash({ type, path, timestampText, privateKey, rand, uid });
  const hash = cdnHash(stringToHash);
  const parts = signedParts(input, { path, timestampText, hash, signParam, timeParam, rand, uid });
  const pairs = [...query.map(writeParameter), ...parts.query];
  const url = `${scheme}://${host}${parts.path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
  return { url, stringToHash, ...(expiresAt !== undefined && { expiresAt }) };
}

function validateType(type: string): void {
  if (!Object.hasOwn(SIGNATURE_PARAMETERS, type)) {
    throw new InvalidInputError('type', 'CDN links have the type A, B, C1, C2, or F, not {0}.', [type]);
  }
}

/** Throws an `InvalidInputError` for object names that no CDN link can address. */
export function validateCdnObject(key: string): void {
  if (key.startsWith('/')) {
    throw new InvalidInputError('key', "CDN links can't point to a name that begins with a slash. Rename the object.");
  }
  validateKey(key);
  if (hasDotSegments(key)) {
    throw new InvalidInputError(
      'key',
      'Most clients rewrite "." and ".." in URLs, so the CDN would refuse the link. Rename the object.',
    );
  }
}

/** Throws an `InvalidInputError` for query parameters that a link of the type cannot contain. */
export function validateCdnQuery(type: CdnType, query: CdnQuery): void {
  for (const [name, value] of query) {
    validateQueryParameter(name, value ?? '');
    if (isSignatureParameter(name)) {
      throw new InvalidInputError(
        'query',
        'A CDN link carries no OSS signature, since OSS refuses requests that are signed twice. Remove the parameter {0}.',
        [name],
      );
    }
    if (SIGNATURE_PARAMETERS[type].includes(name.toLowerCase())) {
      throw new InvalidInputError(
        'query',
        'The parameter {0} is reserved for the CDN signature. Remove it from the query.',
        [name],
      );
    }
  }
  if (type === 'F' && query.length > 0) {
    throw new InvalidInputError(
      'query',
      "CDN links of type F can't have parameters. Remove {0}, or set the domain to type A, B, or C.",
      [query.map(([name]) => name).join(', ')],
    );
  }
}

function validateFields(fields: Readonly<Record<'rand' | 'uid', string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!FIELD.test(value)) {
      throw new InvalidInputError(
        name,
        'The {0} of a type A link has 1 to 100 letters, digits, dots, and underscores. Remove hyphens, or use 0.',
        [name],
      );
    }
  }
}

/** Whole seconds of the time in the link, and the expiry if the validity at the CDN is known. */
function momentOf(input: CdnInput): { readonly seconds: number; readonly expiresAt?: Date } {
  const { type, cdnTtl } = input;
  if (cdnTtl !== undefined) validateCdnTtl(cdnTtl);
  if (input.time === undefined) validateValidityV1(input.expires);
  const exact =
    input.time === undefined ? secondsOf(input.signedAt) + input.expires - input.cdnTtl : secondsOf(input.time);
  const seconds = type === 'B' ? exact - (exact % MINUTE_SECONDS) : exact;
  if (!isCdnTime(seconds)) {
    throw new InvalidInputError(
      input.time === undefined ? 'expires' : 'time',
      'CDN links can expire only between 2001 and 2106. Choose another expiry.',
    );
  }
  if (cdnTtl === undefined) return { seconds };
  if (input.time === undefined && seconds + cdnTtl <= secondsOf(input.signedAt)) {
    throw new InvalidInputError(
      'expires',
      'Links of type B count whole minutes, so this link would expire at once. Choose at least {0} seconds.',
      [MINUTE_SECONDS],
    );
  }
  return { seconds, expiresAt: new Date((seconds + cdnTtl) * 1000) };
}

function secondsOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

interface HashedParts {
  readonly path: string;
  readonly timestampText: string;
  readonly hash: string;
  readonly signParam: string;
  readonly timeParam: string;
  readonly rand: string;
  readonly uid: string;
}

/** Path and signature parameters of the URL. */
function signedParts(
  { type }: CdnInput,
  { path, timestampText, hash, signParam, timeParam, rand, uid }: HashedParts,
): { readonly path: string; readonly query: readonly string[] } {
  switch (type) {
    case 'A':
      return { path, query: [`auth_key=${timestampText}-${rand}-${uid}-${hash}`] };
    case 'B':
      return { path: `/${timestampText}/${hash}${path}`, query: [] };
    case 'C1':
      return { path: `/${hash}/${timestampText}${path}`, query: [] };
    case 'C2':
      return { path, query: [`KEY1=${hash}`, `KEY2=${timestampText}`] };
    case 'F':
      return { path, query: [`${signParam}=${hash}`, `${timeParam}=${timestampText}`] };
  }
}

function writeParameter([name, value]: CdnQuery[number]): string {
  const encodedName = encodeQueryComponent(name);
  return value === null ? encodedName : `${encodedName}=${encodeQueryComponent(value)}`;
}
