import { parseEndpoint, type Addressing } from '../hosts/endpoint.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import { regionOfHostId } from '../hosts/regions.ts';
import { splitBucketPath, type BucketPath } from './bucketPath.ts';
import { validateExistingBucket, validateExistingKey } from '../validate.ts';

/** Bucket path, with the region of the bucket if the text names it. */
export interface LocatedBucketPath extends BucketPath {
  readonly region?: string;
}

/** Endpoint of a profile, for finding its buckets in URLs on hosts that are not OSS's own. */
export interface ProfileEndpoint {
  /** Scheme and host. */
  readonly url: string;
  readonly addressing?: Addressing;
}

const URL_PARTS = /^(https?):\/\/([^/?#]+)(\/[^?#]*)?(?:\?([^#]*))?/i;
const CONSOLE_HOST = /^oss\.console\.(?:aliyun|alibabacloud)\.com$/i;
/** Path of console URLs: the region's host ID, the bucket, and the page of the bucket. */
const CONSOLE_PATH = /^\/bucket\/(?:oss-)?([a-z0-9-]+)\/([^/]+)/;

/** Bucket, object, or folder (a key that ends in `/`). */
export interface Address {
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly region?: string;
}

export interface AddressOptions {
  readonly hosts?: readonly ProfileEndpoint[];
  /** Bucket of a custom domain, if known. */
  readonly bucketAt?: (host: string) => string | undefined;
}

/**
 * Parses a bucket or folder in any form that `readAddress` accepts. The URL of an object means the folder that contains
 * the object; any other text is a folder.
 */
export function readBucketPath(text: string, own?: ProfileEndpoint): LocatedBucketPath {
  const { bucket, key, region } = readAddress(text, own ? { hosts: [own] } : {});
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  const prefix = URL_PARTS.test(text.trim()) ? folderOf(key) : folder;
  // The slash may have made it too long.
  if (prefix !== '') validateExistingKey(prefix);
  return omitUndefined({ bucket, prefix, region });
}

/** Pairs of signs around a pasted address. No bucket and no scheme begins with one of them. */
const QUOTED = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|<([^<>]*)>|[“”]([^“”]*)[“”]|「([^「」]*)」)[,;.，。；、]?$/s;
/** Resource in a policy of RAM. */
const RESOURCE = /^acs:oss:([a-z0-9*-]*):[0-9*]*:([^*]+?)\*?$/is;

/**
 * Parses an address in OSS: `bucket`, `bucket/key`, `oss://bucket/key`, the same with a host, in quotes, the https URL
 * of a bucket or an object (a signature is ignored), a resource of RAM, or a page of the OSS console. Throws an
 * `InvalidInputError` if it names no bucket.
 */
export function readAddress(text: string, options: AddressOptions = {}): Address {
  const typed = text.trim();
  const [, ...quoted] = QUOTED.exec(typed) ?? [];
  const trimmed = (quoted.find((inner: string | undefined) => inner !== undefined) ?? typed).trim();
  const [, hostId = '', resource] = RESOURCE.exec(trimmed) ?? [];
  if (resource !== undefined) {
    const { bucket, prefix } = splitBucketPath(resource);
    return createAddress(bucket, prefix, hostId.replace(/^\*?$|^oss-/, '') || undefined);
  }
  const [, scheme, authority = '', path = '/', query = ''] = URL_PARTS.exec(trimmed) ?? [];
  if (scheme !== undefined) {
    if (CONSOLE_HOST.test(authority)) return readConsoleAddress(path, query);
    return readUrlAddress(`${scheme}://${authority}`, decode(path.slice(1)), options);
  }
  if (/^(?!oss[:：])[a-z][a-z0-9+.-]*[:：][/／]{2}/i.test(trimmed)) {
    throw new InvalidInputError('bucket', 'Enter bucket, bucket/folder, oss://bucket/folder, or paste an OSS URL.');
  }
  const [, prefixText = '', rest = ''] = /^(oss[:：][/／]{0,2}|\/\/|\/)?(.*)$/is.exec(trimmed) ?? [];
  const { bucket, prefix } = splitBucketPath(rest);
  if (!bucket.includes('.')) return createAddress(bucket, prefix);
  // Bucket names have no dot, so this is a host. Hadoop tools write the key unencoded, browsers and the console encode
  // it.
  const host = bucket.slice(bucket.lastIndexOf('@') + 1);
  const isRaw = /^oss/i.test(prefixText);
  return readUrlAddress(`https://${host}`, isRaw ? prefix : decode(prefix.replace(/[?#].*$/s, '')), options);
}

function readUrlAddress(origin: string, path: string, { hosts = [], bucketAt }: AddressOptions): Address {
  const endpoint = parseEndpoint(origin, { allowPlainHttp: true });
  if (endpoint.bucket !== undefined) return createAddress(endpoint.bucket, path, endpoint.region);
  const homes = hosts
    .filter(({ addressing }) => addressing !== 'cname')
    .map(({ url }) => parseEndpoint(url, { allowPlainHttp: true }).host);
  const home = homes.find((host) => endpoint.host.endsWith(`.${host}`));
  if (home !== undefined) return createAddress(endpoint.host.slice(0, -home.length - 1), path);
  // OSS's own hosts have a kind, or a region: PrivateLink and the data accelerator.
  const isOwn = endpoint.kind !== undefined || endpoint.region !== undefined;
  const hasBucketInPath = isOwn || endpoint.isIp || endpoint.isLoopback || homes.includes(endpoint.host);
  if (!hasBucketInPath) return createAddress(bucketAt?.(endpoint.host) ?? throwBucketUnknown(endpoint.host), path);
  const { bucket, prefix } = splitBucketPath(path);
  return createAddress(bucket, prefix, endpoint.region);
}

function throwBucketUnknown(host: string): never {
  throw new InvalidInputError(
    'bucket',
    'The bucket of the custom domain {0} is unknown. Enter the bucket name instead.',
    [host],
  );
}

function readConsoleAddress(path: string, query: string): Address {
  const [, hostId, bucket] = CONSOLE_PATH.exec(path) ?? [];
  if (hostId === undefined || bucket === undefined) {
    throw new InvalidInputError(
      'bucket',
      "This console page doesn't belong to a bucket. Open the bucket in the console, and copy its URL.",
    );
  }
  const folder = (new URLSearchParams(query).get('path') ?? '').replace(/^\/+/, '');
  return createAddress(bucket, folder === '' || folder.endsWith('/') ? folder : `${folder}/`, regionOfHostId(hostId));
}

function createAddress(bucket: string, key: string, region?: string): Address {
  validateExistingBucket(bucket);
  if (key !== '') validateExistingKey(key);
  return omitUndefined({ bucket, key, region });
}

/** Folder that contains an object, or the folder itself. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    const message = 'The path of the URL is not percent-encoded UTF-8. It was truncated or changed.';
    throw new InvalidInputError('bucket', message, [], { cause });
  }
}
