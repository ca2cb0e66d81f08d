import {
  defaultAddressing,
  parseEndpoint,
  type Addressing,
  type EndpointKind,
  type ParsedEndpoint,
} from '../hosts/endpoint.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { urlWarning, warningsAbout, type UrlWarning } from '../requests/urlWarnings.ts';
import { omitUndefined } from '../optional.ts';
import type { PresignRequest } from '../signing/presign.ts';
import type { CdnReading } from './cdnReading.ts';
import { readQuerySignature, type QuerySignature } from './querySignature.ts';
import { MAX_VALIDITY_SECONDS, validateExistingBucket } from '../validate.ts';
import { canonicalQuery } from '../signing/canonicalRequest.ts';

/** Parts of a presigned URL. `url`, `signature` and `securityToken` are secrets until the link expires. */
export interface PresignedUrl extends Omit<QuerySignature, 'signatureVersion'> {
  /** `cdn`: a CDN checks the link, and OSS gave no signature. There is no AccessKey then. */
  readonly signatureVersion: QuerySignature['signatureVersion'] | 'cdn';
  /** Signature of a CDN. */
  readonly cdn?: CdnReading;
  readonly url: string;
  readonly scheme: 'https' | 'http';
  /** As clients send it: with the bucket if the host contains it, and with a port unless it is the scheme's default. */
  readonly host: string;
  /** Absent if the host is not OSS's own. */
  readonly hostKind?: EndpointKind;
  /** Region of the host, if the host names it. */
  readonly hostRegion?: string;
  readonly addressing: Addressing;
  /** Absent on a custom domain, which does not name its bucket. */
  readonly bucket?: string;
  /** Absent if the link is for a bucket. */
  readonly key?: string;
  readonly versionId?: string;
  /** Method, if the query implies it. A plain GET and a plain PUT look the same. */
  readonly method?: PresignRequest['method'];
  /** Region of the signature. V1 has none, so it is that of the host. */
  readonly region?: string;
  readonly warnings: readonly UrlWarning[];
}

/** State of a link's validity at a moment. */
export interface LinkValidity {
  /** `early`: signed for a time more than 15 minutes ahead, which OSS refuses. */
  readonly state: 'early' | 'alive' | 'expired';
  /** Seconds until its expiration; negative afterwards. */
  readonly secondsLeft: number;
}

/** Maximum length of a link: a key has 3 KB encoded, a token a few; anything longer is not a link. */
export const MAX_URL_LENGTH = 65_536;

const ALLOWED_SKEW_MS = 900_000;
/** Scheme, authority, path and query. The part after `#` is never sent. */
const URL_PARTS = /^(https?):\/\/([a-z0-9._-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?)(\/[^?#]*)?\?([^#]*)/i;

/**
 * Parses a presigned URL of OSS, V1 or V4, without any key. Only `verifyPresignedUrl` checks the signature. Throws an
 * `InvalidInputError` for any other URL, and for one that is cut or damaged.
 */
export function readPresignedUrl(text: string): PresignedUrl {
  const url = text.trim();
  const [, scheme = '', authority = '', path = '/', query = ''] =
    url.length > MAX_URL_LENGTH ? [] : (URL_PARTS.exec(url) ?? []);
  if (authority === '') {
    throw new InvalidInputError(
      'url',
      'This is not a presigned OSS URL. Enter a URL that begins with https:// and has a signature.',
    );
  }
  const endpoint = parseEndpoint(`${scheme}://${authority}`, { allowPlainHttp: true });
  const signature = readQuerySignature(query);
  const address = readPathParts(endpoint, path);
  const { bucket, key } = address;
  const link = omitUndefined({
    ...signature,
    ...address,
    url,
    scheme: endpoint.scheme,
    host: address.addressing === 'virtual' && bucket !== undefined ? `${bucket}.${endpoint.host}` : endpoint.host,
    hostKind: endpoint.kind,
    hostRegion: endpoint.region,
    versionId: signature.query['versionId'],
    method: inferMethod(signature.query, key),
    region: signature.signedRegion ?? endpoint.region,
  });
  return { ...link, warnings: warningsOf(link, endpoint) };
}

/** State of a link's validity at a moment. */
export function linkValidityAt(
  { signedAt, expiration }: Pick<PresignedUrl, 'signedAt' | 'expiration'>,
  now: Date,
): LinkValidity {
  const secondsLeft = Math.ceil((expiration.getTime() - now.getTime()) / 1000);
  const isEarly = signedAt !== undefined && signedAt.getTime() - now.getTime() > ALLOWED_SKEW_MS;
  return { state: isEarly ? 'early' : secondsLeft > 0 ? 'alive' : 'expired', secondsLeft };
}

interface PathParts {
  readonly addressing: Addressing;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

function readPathParts(endpoint: ParsedEndpoint, encodedPath: string): PathParts {
  const path = decodePath(encodedPath.slice(1));
  if (endpoint.bucket !== undefined) return { addressing: 'virtual', bucket: endpoint.bucket, key: path || undefined };
  // One of OSS's own hosts without a bucket before it has the bucket in the path, like IP addresses.
  const isPathStyle = endpoint.kind !== undefined || defaultAddressing(endpoint) === 'path';
  if (!isPathStyle) return { addressing: 'cname', bucket: undefined, key: path || undefined };
  const slash = path.indexOf('/');
  const bucket = slash < 0 ? path : path.slice(0, slash);
  validateExistingBucket(bucket);
  return { addressing: 'path', bucket, key: slash < 0 ? undefined : path.slice(slash + 1) || undefined };
}

/** Decodes a path once, without normalizing dot segments: the signature covers the result. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new InvalidInputError(
      'url',
      'The path of the link is not percent-encoded UTF-8. It was truncated or changed.',
      [],
      {
        cause,
      },
    );
  }
}

function inferMethod(
  query: Readonly<Record<string, string>>,
  key: string | undefined,
): PresignRequest['method'] | undefined {
  const has = (name: string): boolean => Object.hasOwn(query, name);
  if (key === undefined) return has('delete') ? 'POST' : has('list-type') || has('versions') ? 'GET' : undefined;
  if (has('uploads')) return 'POST';
  if (has('partNumber') && has('uploadId')) return 'PUT';
  if (has('objectMeta')) return 'HEAD';
  return has('x-oss-process') || Object.keys(query).some((name) => name.startsWith('response-')) ? 'GET' : undefined;
}

function warningsOf(
  link: Omit<PresignedUrl, 'warnings' | 'signatureVersion'> & QuerySignature,
  endpoint: ParsedEndpoint,
): readonly UrlWarning[] {
  const { signatureVersion, key, scheme, hostKind, hostRegion, securityToken } = link;
  const { signedAt, validitySeconds, scopeDay, signedRegion } = link;
  const warnings: UrlWarning[] = [];
  if (signedRegion !== undefined && hostRegion !== undefined && signedRegion !== hostRegion) {
    warnings.push(urlWarning('RegionDiffers', signedRegion, hostRegion));
  }
  if (signedAt !== undefined && scopeDay !== undefined && signedAt.toISOString().slice(0, 10) !== scopeDay) {
    warnings.push(urlWarning('DayDiffers', signedAt.toISOString(), scopeDay));
  }
  if (validitySeconds !== undefined && (validitySeconds < 1 || validitySeconds > MAX_VALIDITY_SECONDS)) {
    warnings.push(urlWarning('ValidityRefused', validitySeconds, MAX_VALIDITY_SECONDS));
  }
  const tokenExpiresFirst = securityToken === undefined ? false : 'perhaps';
  const { isLoopback } = endpoint;
  return [...warnings, ...warningsAbout({ signatureVersion, key, scheme, isLoopback, hostKind, tokenExpiresFirst })];
}

/** Parameters that work without a signature. OSS refuses all others. */
const UNSIGNED_PARAMETERS = ['versionId', 'x-oss-process'];
const QUERY_START = /\\?\?/;

/**
 * URL of a link without its signature, which names the object and gives no access. `written` is the link as written in
 * a text, perhaps with escaped slashes, which are kept.
 */
export function unsignedUrl({ url, query, scheme, host, cdn }: PresignedUrl, written = url): string {
  if (cdn !== undefined) {
    const plain = `${scheme}://${host}${cdn.path}`;
    return written.startsWith(`${scheme}:\\/`) ? plain.replaceAll('/', '\\/') : plain;
  }
  const kept = Object.fromEntries(Object.entries(query).filter(([name]) => UNSIGNED_PARAMETERS.includes(name)));
  const path = written.slice(0, written.search(QUERY_START));
  return Object.keys(kept).length === 0 ? path : `${path}?${canonicalQuery(kept)}`;
}
