import { isIP } from 'node:net';
import { objectPath } from '../encoding.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { validateOssProtocol } from './refusedHosts.ts';
import { findRegion, regionOfHostId, regionOfLabel, regionOfZone } from './regions.ts';
import { validateExistingBucket, validateRegion } from '../validate.ts';

/** Kind of endpoint of a region. Acceleration serves only buckets that have it enabled, and no list of buckets. */
export type EndpointKind = 'public' | 'internal' | 'dualstack' | 'accelerate' | 'accelerate-overseas';

/** Position of the bucket in a URL: before the host, first in the path, or implied by the custom domain. */
export type Addressing = 'virtual' | 'path' | 'cname';

/** Parts of an endpoint. */
export interface ParsedEndpoint {
  readonly scheme: 'https' | 'http';
  /** Lower case, with the port unless it is the scheme's default, without the bucket. */
  readonly host: string;
  readonly isIp: boolean;
  readonly isLoopback: boolean;
  /** Absent for hosts that are not OSS's own. */
  readonly kind?: EndpointKind;
  /** Absent if the host does not name it: acceleration, custom domains, IP addresses. */
  readonly region?: string;
  /** True for PrivateLink, whose hosts support no bucket before them. */
  readonly isPrivateLink?: true;
  /** Bucket of a pasted bucket host such as `bucket.oss-cn-hangzhou.aliyuncs.com`. */
  readonly bucket?: string;
}

/** Parts of one of OSS's own hosts. */
interface OssHost {
  readonly endpointHost: string;
  /** Absent for hosts that not every region has: PrivateLink, the data accelerator, and access points. */
  readonly kind?: EndpointKind;
  readonly isPrivateLink?: true;
  readonly region?: string;
  readonly bucket?: string;
}

const ACCELERATION_HOSTS = {
  accelerate: 'oss-accelerate.aliyuncs.com',
  'accelerate-overseas': 'oss-accelerate-overseas.aliyuncs.com',
} as const;

/** `oss-<id>[-internal]`, in classic networks also `vpc100-oss-<id>`; optionally after a bucket. */
const REGIONAL_HOST = /^(?:([^.]+)\.)?((vpc100-)?oss-([a-z0-9-]+?)(-internal)?\.aliyuncs\.com)$/;
/** Dual-stack host; from before there were regions also `oss.aliyuncs.com` for Hangzhou, optionally after a bucket. */
const DUALSTACK_HOST = /^(?:([^.]+)\.)?(([a-z0-9-]+)\.oss\.aliyuncs\.com)$/;
const LEGACY_HOST = /^(?:([^.]+)\.)?(oss(-internal)?\.aliyuncs\.com)$/;
const LEGACY_REGION = 'cn-hangzhou';

/** `ep-<id>.oss.<region>.privatelink.aliyuncs.com`, which supports buckets in the path only. */
const PRIVATE_LINK_HOST = /^([a-z0-9-]+\.oss\.([a-z0-9-]+)\.privatelink\.aliyuncs\.com)$/;
/** Host of the data accelerator, only in the network of its region. It names a zone, in its first form the region. */
const ACCELERATOR_HOST = /^(?:([^.]+)\.)?(([a-z0-9-]+?)(?:-internal)?\.oss-data-acc\.aliyuncs\.com)$/;
/** `<name>-<account>.oss-<region>[-internal].…` of an access point or an object FC access point, whose name stands for the bucket. */
const ACCESS_POINT_HOST =
  /^(?:([^.]+)\.)?(oss-([a-z0-9-]+?)(?:-internal)?\.oss-(?:accesspoint|object-process)\.aliyuncs\.com)$/;
/** Endpoint of a region without its domain, as other tools' settings have it: `oss-cn-hangzhou`, `cn-hangzhou-internal`. */
const SHORT_HOST = /^(?:oss-)?([a-z0-9-]+?)(-internal)?$/;
/** Host name after IDNA, or an IPv6 address. */
const HOSTNAME = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/;

/**
 * Endpoint of a region, `https://…`. A region outside the table gets the regular names. Throws an `InvalidInputError`
 * if the region has no endpoint of that kind.
 */
export function endpointForRegion(region: string, kind: EndpointKind): string {
  validateRegion(region);
  if (kind === 'accelerate' || kind === 'accelerate-overseas') return `https://${ACCELERATION_HOSTS[kind]}`;
  const row = findRegion(region);
  if (row === undefined) return `https://${regularHost(region, kind)}`;
  const host = row[kind];
  if (host === null) {
    throw new InvalidInputError(
      'endpoint',
      kind === 'dualstack' ? 'The region {0} has no dual-stack endpoint.' : 'The region {0} has no internal endpoint.',
      [region],
    );
  }
  return `https://${host}`;
}

function regularHost(region: string, kind: 'public' | 'internal' | 'dualstack'): string {
  switch (kind) {
    case 'public':
      return `oss-${region}.aliyuncs.com`;
    case 'internal':
      return `oss-${region}-internal.aliyuncs.com`;
    case 'dualstack':
      return `${region}.oss.aliyuncs.com`;
  }
}

/**
 * Parses an endpoint as people paste it: without a scheme it is https, path and query are dropped, a bucket before one
 * of OSS's hosts is split off. Plain http is refused except for loopback, unless `allowPlainHttp` is set because the
 * user agreed. Throws an `InvalidInputError` for anything else.
 */
export function parseEndpoint(text: string, options: { readonly allowPlainHttp?: boolean } = {}): ParsedEndpoint {
  const url = parseTypedUrl(text);
  if (url === null || !HOSTNAME.test(url.hostname) || url.hostname === '.') {
    throw new InvalidInputError(
      'endpoint',
      'Enter the host name of an endpoint, such as oss-cn-hangzhou.aliyuncs.com.',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new InvalidInputError('endpoint', 'An endpoint must begin with https://, not with {0}//.', [url.protocol]);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidInputError('endpoint', "An endpoint can't contain a user name or a password.");
  }
  // A name with a trailing dot is the same host, but signatures and certificates use it without the dot.
  const hostname = fullHost(url.hostname.replace(/\.$/, ''));
  const isLoopback = hostIsLoopback(hostname);
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  if (scheme === 'http' && !isLoopback && options.allowPlainHttp !== true) {
    throw new InvalidInputError('endpoint', 'Plain HTTP exposes links and keys to the network. Use https://{0}.', [
      url.host,
    ]);
  }
  validateOssProtocol(hostname);
  const { endpointHost, ...known }: Partial<OssHost> = readOssHost(hostname) ?? {};
  if (known.bucket !== undefined) validateExistingBucket(known.bucket);
  const host = `${endpointHost ?? hostname}${url.port === '' ? '' : `:${url.port}`}`;
  return { scheme, host, isIp: isIP(withoutBrackets(hostname)) !== 0, isLoopback, ...known };
}

/**
 * URL of typed text, with the quotation marks, commas and full-width characters that are typed and pasted with it, and
 * with an IPv6 address that has no brackets.
 */
function parseTypedUrl(text: string): URL | null {
  const typed = text
    .normalize('NFKC')
    .trim()
    .replace(/^["'`<“‘「]+/, '');
  const [beginning = '', scheme, authority = ''] =
    /^(?:(https?:(?!\d+$)\/*|[a-z][a-z0-9+.-]*:\/\/)|\/\/)?([^/?#\\]*)/i.exec(typed) ?? [];
  const host = authority.replace(/["'`>”’」,;、。]{1,9}$/, '');
  const written = isIP(host) === 6 ? `[${host}]` : host;
  return URL.parse(
    `${scheme === undefined ? 'https:' : scheme.slice(0, scheme.indexOf(':') + 1)}//${written}${typed.slice(beginning.length)}`,
  );
}

/** Host of a name without its domain that stands for the endpoint of a region; other names are unchanged. */
function fullHost(hostname: string): string {
  const [, id, internal = ''] = SHORT_HOST.exec(hostname) ?? [];
  if (id === undefined) return hostname;
  const row = findRegion(id);
  if (row) return (internal === '' ? row.public : row.internal) ?? hostname;
  return regionOfHostId(id) === id ? hostname : `oss-${id}${internal}.aliyuncs.com`;
}

/** True for host names and IP addresses (IPv6 with or without brackets, no port) of this machine. */
export function hostIsLoopback(hostname: string): boolean {
  const name = withoutBrackets(hostname);
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Parses one of OSS's own hosts; `undefined` for other hosts. */
function readOssHost(hostname: string): OssHost | undefined {
  return (
    readSpecialHost(hostname) ?? readLegacyHost(hostname) ?? readDualstackHost(hostname) ?? readRegionalHost(hostname)
  );
}

function readSpecialHost(hostname: string): OssHost | undefined {
  const [, linkHost, linkRegion] = PRIVATE_LINK_HOST.exec(hostname) ?? [];
  if (linkHost !== undefined && linkRegion !== undefined) {
    return { endpointHost: linkHost, region: linkRegion, isPrivateLink: true };
  }
  const [, bucket, endpointHost, zone] = ACCELERATOR_HOST.exec(hostname) ?? [];
  if (endpointHost !== undefined && zone !== undefined) {
    return withBucket({ endpointHost, region: regionOfZone(zone) }, bucket);
  }
  const [, accessPoint, pointsHost, id] = ACCESS_POINT_HOST.exec(hostname) ?? [];
  if (pointsHost === undefined || id === undefined) return undefined;
  return withBucket({ endpointHost: pointsHost, region: regionOfHostId(id) }, accessPoint);
}

function readRegionalHost(hostname: string): OssHost | undefined {
  const [, bucket, endpointHost, vpc, id, internal] = REGIONAL_HOST.exec(hostname) ?? [];
  if (endpointHost === undefined || id === undefined) return undefined;
  if (id === 'accelerate' || id === 'accelerate-overseas') return withBucket({ endpointHost, kind: id }, bucket);
  const kind = vpc !== undefined || internal !== undefined ? 'internal' : 'public';
  return withBucket({ endpointHost, kind, region: regionOfHostId(id) }, bucket);
}

function readDualstackHost(hostname: string): OssHost | undefined {
  const [, bucket, endpointHost, label] = DUALSTACK_HOST.exec(hostname) ?? [];
  const region = label === undefined ? undefined : regionOfLabel(label);
  if (endpointHost === undefined || region === undefined) return undefined;
  return withBucket({ endpointHost, kind: 'dualstack', region }, bucket);
}

function readLegacyHost(hostname: string): OssHost | undefined {
  const [, bucket, endpointHost, internal] = LEGACY_HOST.exec(hostname) ?? [];
  // `cn-hangzhou.oss.aliyuncs.com` is a dual-stack host, not a bucket named after a region.
  if (endpointHost === undefined || (bucket !== undefined && regionOfLabel(bucket) !== undefined)) return undefined;
  return withBucket(
    { endpointHost, kind: internal === undefined ? 'public' : 'internal', region: LEGACY_REGION },
    bucket,
  );
}

function withBucket(host: OssHost, bucket: string | undefined): OssHost {
  return bucket === undefined ? host : { ...host, bucket };
}

/** Region of a host, with or without bucket and port; `undefined` if the host does not name it, as with acceleration. */
export function regionFromHost(host: string): string | undefined {
  return readOssHost(host.toLowerCase().replace(/\.?(?::\d+)?$/, ''))?.region;
}

/** Default addressing of an endpoint. The bucket cannot precede IP addresses, localhost and PrivateLink hosts. */
export function defaultAddressing(endpoint: ParsedEndpoint): Addressing {
  return endpoint.isIp || endpoint.isLoopback || endpoint.isPrivateLink === true ? 'path' : 'virtual';
}

/**
 * Target of a request. `path` is encoded and sent byte for byte, without WHATWG `URL`, which normalizes dot segments.
 */
export interface RequestTarget {
  readonly origin: string;
  /** Authority of `origin`: the value of the header `host`. */
  readonly host: string;
  readonly path: string;
}

/**
 * Target of the service (no bucket), a bucket (no key) or an object. Throws an `InvalidInputError` if the endpoint does
 * not support that addressing.
 */
export function requestTarget(
  endpoint: ParsedEndpoint,
  addressing: Addressing,
  bucket?: string,
  key?: string,
): RequestTarget {
  validateAddressing(endpoint, addressing, bucket);
  return requestTargetForPath(endpoint, addressing, bucket, bucket === undefined ? '/' : objectPath(key));
}

/**
 * Throws an `InvalidInputError` unless the addressing works for the endpoint and the bucket, which is absent at service
 * level.
 */
export function validateAddressing(endpoint: ParsedEndpoint, addressing: Addressing, bucket?: string): void {
  if (bucket !== undefined && endpoint.bucket !== undefined && endpoint.bucket !== bucket) {
    throw new InvalidInputError('endpoint', 'The endpoint belongs to the bucket {0}, not to {1}.', [
      endpoint.bucket,
      bucket,
    ]);
  }
  if (addressing === 'cname') {
    if (bucket === undefined) {
      throw new InvalidInputError('endpoint', "A custom domain serves one bucket and can't list buckets.");
    }
    if (endpoint.kind !== undefined) {
      throw new InvalidInputError('addressing', '{0} is an OSS host, not a custom domain.', [endpoint.host]);
    }
  }
  if (addressing === 'virtual' && endpoint.isIp) {
    throw new InvalidInputError(
      'addressing',
      "The bucket can't be part of the IP address {0}. Use path-style addressing.",
      [endpoint.host],
    );
  }
  if (bucket === undefined && (endpoint.kind === 'accelerate' || endpoint.kind === 'accelerate-overseas')) {
    throw new InvalidInputError('endpoint', "Transfer acceleration can't list buckets.");
  }
}

/**
 * `requestTarget` for the `objectPath` of a key and a validated addressing, so that signing many keys encodes each only
 * once.
 */
export function requestTargetForPath(
  endpoint: ParsedEndpoint,
  addressing: Addressing,
  bucket: string | undefined,
  inBucket: string,
): RequestTarget {
  const host = addressing === 'virtual' && bucket !== undefined ? `${bucket}.${endpoint.host}` : endpoint.host;
  // Only the path style has the bucket in the path.
  const path = addressing === 'path' && bucket !== undefined ? `/${bucket}${inBucket}` : inBucket;
  return { origin: `${endpoint.scheme}://${host}`, host, path };
}
