import { InvalidInputError } from '../errors/errors.ts';
import { parseEndpoint } from '../hosts/endpoint.ts';
import { omitUndefined } from '../optional.ts';
import { readCdnTime } from '../signing/cdnHash.ts';
import { validateCdnTtl, type CdnSettings, type CdnType } from '../signing/cdnSettings.ts';
import type { CdnQuery } from '../signing/signCdn.ts';
import type { CdnReading } from './cdnReading.ts';
import { decodePath, MAX_URL_LENGTH } from './presignedUrl.ts';
import { decodeComponent } from './querySignature.ts';

/** URL that may be a CDN link; `verifyCdnUrl` decides. `url` is a secret. */
export interface CdnUrl {
  readonly url: string;
  readonly scheme: 'https' | 'http';
  /** With the port unless it is the default port of the scheme. */
  readonly host: string;
  /** More than one if the name of an object looks like the signature of another type. */
  readonly readings: readonly [CdnReading, ...CdnReading[]];
}

/** Known settings of the domain. Either parameter name means type F. */
export type KnownCdnSettings = Pick<CdnSettings, 'cdnTtl' | 'signParam' | 'timeParam'>;

/** Parts of a URL whose type is not yet known. */
interface UrlParts {
  readonly path: string;
  readonly query: CdnQuery;
}

/** Interpretation without the parts that all types share. */
type Signature = Pick<CdnReading, 'type' | 'path' | 'query' | 'timestampText' | 'hash' | 'rand' | 'uid'>;

const URL_PARTS = /^(https?:\/\/[^/?#]+)(\/[^?#]*)?(?:\?([^#]*))?/i;
const HASH = /^[0-9a-f]{32}$/;
const AUTH_KEY = /^(\d{10})-([^-]+)-([^-]+)-([0-9a-f]{32})$/;
/** Start of an `auth_key` that may be truncated or changed. */
const CUT_AUTH_KEY = /^\d{10}-/;
const PATH_B = /^\/(\d{12})\/([0-9a-f]{32})(\/.*)$/;
const PATH_C1 = /^\/([0-9a-f]{32})\/([0-9a-fA-F]{8})(\/.*)$/;

/**
 * Reads a URL signed for Alibaba Cloud CDN, without any key: which types it can be, for which object, since when and,
 * with the validity set at the CDN, until when. Throws an `InvalidInputError` for ordinary URLs, for hosts of OSS, and
 * for links that were cut or damaged.
 */
export function readCdnUrl(text: string, settings: KnownCdnSettings = {}): CdnUrl {
  const url = text.trim();
  const { cdnTtl } = settings;
  if (cdnTtl !== undefined) validateCdnTtl(cdnTtl);
  const [, origin, path = '/', encodedQuery = ''] = url.length > MAX_URL_LENGTH ? [] : (URL_PARTS.exec(url) ?? []);
  if (origin === undefined) throw noCdnLink();
  const { kind, scheme, host } = parseEndpoint(origin, { allowPlainHttp: true });
  if (kind !== undefined) {
    throw new InvalidInputError('url', 'This is not a CDN link: {0} is an OSS host.', [host]);
  }
  const parts: UrlParts = { path, query: readQuery(encodedQuery) };
  const signatures = [readA(parts), readB(parts), readC1(parts), readC2(parts), readF(parts, settings)];
  const [first, ...others] = signatures.flatMap((signature) => {
    const reading = signature === undefined ? undefined : readingOf(signature, cdnTtl);
    return reading === undefined ? [] : [reading];
  });
  if (first === undefined) throw noCdnLink();
  return { url, scheme, host, readings: [first, ...others] };
}

function noCdnLink(): InvalidInputError {
  return new InvalidInputError('url', 'This is not a CDN link: it has no signature of type A, B, C, or F.');
}

function readQuery(encodedQuery: string): CdnQuery {
  return encodedQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [decodeComponent(pair), null]
        : [decodeComponent(pair.slice(0, equals)), decodeComponent(pair.slice(equals + 1))];
    });
}

/** Interpretation for a signature; `undefined` if its time is invalid. */
function readingOf(signature: Signature, cdnTtl: number | undefined): CdnReading | undefined {
  const seconds = readCdnTime(signature.timestampText, signature);
  if (seconds === undefined) return undefined;
  return omitUndefined({
    ...signature,
    key: decodePath(signature.path.slice(1)) || undefined,
    time: new Date(seconds * 1000),
    expiresAt: cdnTtl === undefined ? undefined : new Date((seconds + cdnTtl) * 1000),
    rand: signature.rand,
    uid: signature.uid,
  });
}

function readA({ path, query }: UrlParts): Signature | undefined {
  const { value, rest } = takeParameter(query, (name) => name === 'auth_key');
  if (value === undefined) return undefined;
  const [, timestampText, rand, uid, hash] = AUTH_KEY.exec(value) ?? [];
  if (timestampText !== undefined && rand !== undefined && uid !== undefined && hash !== undefined) {
    return { type: 'A', path, query: rest, timestampText, rand, uid, hash };
  }
  if (!CUT_AUTH_KEY.test(value)) return undefined;
  throw new InvalidInputError('url', 'The {0} of the link is damaged. It was truncated or changed.', ['auth_key']);
}

function readB({ path, query }: UrlParts): Signature | undefined {
  const [, timestampText, hash, rest] = PATH_B.exec(path) ?? [];
  if (timestampText === undefined || hash === undefined || rest === undefined) return undefined;
  return { type: 'B', path: rest, query, timestampText, hash };
}

function readC1({ path, query }: UrlParts): Signature | undefined {
  const [, hash, timestampText, rest] = PATH_C1.exec(path) ?? [];
  if (timestampText === undefined || hash === undefined || rest === undefined) return undefined;
  return { type: 'C1', path: rest, query, timestampText, hash };
}

/** Parameter names of type C2. The documentation has KEY1 and KEY2; some domains accept them in lower case. */
function readC2({ path, query }: UrlParts): Signature | undefined {
  return readPair('C2', path, query, (name, wanted) => name.toLowerCase() === wanted, ['key1', 'key2']);
}

/**
 * Type F, whose names are those of many other APIs: with no known settings of the domain, a further parameter shows
 * that the URL is something else.
 */
function readF({ path, query }: UrlParts, settings: KnownCdnSettings): Signature | undefined {
  const { signParam = 'sign', timeParam = 'time' } = settings;
  const isKnown = settings.signParam !== undefined || settings.timeParam !== undefined;
  const signature = readPair('F', path, query, (name, wanted) => name === wanted, [signParam, timeParam]);
  return isKnown || signature?.query.length === 0 ? signature : undefined;
}

function readPair(
  type: CdnType,
  path: string,
  query: CdnQuery,
  isNamed: (name: string, wanted: string) => boolean,
  [hashName, timeName]: readonly [string, string],
): Signature | undefined {
  const { value: hash, rest: withTime } = takeParameter(query, (name) => isNamed(name, hashName));
  const { value: timestampText, rest } = takeParameter(withTime, (name) => isNamed(name, timeName));
  if (hash === undefined || timestampText === undefined || !HASH.test(hash)) return undefined;
  return { type, path, query: rest, timestampText, hash };
}

/** Value of a parameter, and the other parameters; a repeated parameter is no signature. */
function takeParameter(
  query: CdnQuery,
  isNamed: (name: string) => boolean,
): { readonly value: string | undefined; readonly rest: CdnQuery } {
  const [named, ...more] = query.filter(([name]) => isNamed(name));
  const value = more.length === 0 ? (named?.[1] ?? undefined) : undefined;
  return { value, rest: query.filter(([name]) => !isNamed(name)) };
}
