import { parseEndpoint, type Addressing } from './endpoint.ts';
import { InvalidInputError } from './errors.ts';
import { omitUndefined } from './omitUndefined.ts';
import { regionOfHostId } from './regions.ts';
import { validateBucket, validateKey } from './validate.ts';

/** A bucket, or a folder of it. */
export interface BucketPlace {
  readonly bucket: string;
  /** Empty for the whole bucket, else it ends in `/`. */
  readonly prefix: string;
}

/** A place as it was read, with the region of the bucket where the text tells it. */
export interface ReadPlace extends BucketPlace {
  readonly region?: string;
}

/** Where a profile's requests go, to know its buckets in URLs that are not of OSS's own hosts. */
export interface PlaceHost {
  /** Scheme and host. */
  readonly url: string;
  readonly addressing?: Addressing;
}

const URL_PARTS = /^(https?):\/\/([^/?#]+)(\/[^?#]*)?(?:\?([^#]*))?/i;
const CONSOLE_HOST = /^oss\.console\.(?:aliyun|alibabacloud)\.com$/i;
/** In the console's URLs: the region's host id, the bucket, and what of the bucket is shown. */
const CONSOLE_PATH = /^\/bucket\/(?:oss-)?([a-z0-9-]+)\/([^/]+)/;

/**
 * Reads a bucket or a folder as people have it at hand: `name`, `name/prefix`, `oss://name/prefix`, the https URL of a
 * bucket or an object (the folder that holds it counts; a signature is not read), or a page of the OSS console. Throws
 * an `InvalidInputError` where no bucket can be told.
 */
export function readPlace(text: string, own?: PlaceHost): ReadPlace {
  const trimmed = text.trim();
  const [, scheme, authority = '', path = '/', query = ''] = URL_PARTS.exec(trimmed) ?? [];
  if (scheme !== undefined) {
    if (CONSOLE_HOST.test(authority)) return consolePlace(path, query);
    return urlPlace(`${scheme}://${authority}`, decode(path.slice(1)), own);
  }
  if (/^(?!oss:)[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) {
    throw new InvalidInputError('bucket', 'Write a bucket, bucket/folder, oss://bucket/folder, or paste a URL of OSS.');
  }
  const { bucket, rest } = splitPath(trimmed.replace(/^oss:\/\//i, ''));
  return placeOf(bucket, rest === '' || rest.endsWith('/') ? rest : `${rest}/`);
}

/** Splits what `placeText` joined. */
export function splitPlace(text: string): BucketPlace {
  const { bucket, rest } = splitPath(text);
  return { bucket, prefix: rest };
}

/** `bucket`, or `bucket/prefix/`. */
export function placeText({ bucket, prefix }: BucketPlace): string {
  return prefix === '' ? bucket : `${bucket}/${prefix}`;
}

function urlPlace(origin: string, path: string, own: PlaceHost | undefined): ReadPlace {
  const endpoint = parseEndpoint(origin, { allowPlainHttp: true });
  if (endpoint.bucket !== undefined) return placeOf(endpoint.bucket, folderOf(path), endpoint.region);
  const home = own && parseEndpoint(own.url, { allowPlainHttp: true });
  if (home && own.addressing !== 'cname' && endpoint.host.endsWith(`.${home.host}`)) {
    return placeOf(endpoint.host.slice(0, -home.host.length - 1), folderOf(path));
  }
  const hasBucketInPath =
    endpoint.kind !== undefined ||
    endpoint.isIp ||
    endpoint.isLoopback ||
    (home?.host === endpoint.host && own?.addressing !== 'cname');
  if (!hasBucketInPath) {
    throw new InvalidInputError('bucket', 'The custom domain {0} does not tell its bucket: write the name instead.', [
      endpoint.host,
    ]);
  }
  const { bucket, rest } = splitPath(path);
  return placeOf(bucket, folderOf(rest), endpoint.region);
}

function consolePlace(path: string, query: string): ReadPlace {
  const [, hostId, bucket] = CONSOLE_PATH.exec(path) ?? [];
  if (hostId === undefined || bucket === undefined) {
    throw new InvalidInputError('bucket', 'This page of the console is not about a bucket: open the bucket there.');
  }
  const folder = (new URLSearchParams(query).get('path') ?? '').replace(/^\/+/, '');
  return placeOf(bucket, folder === '' || folder.endsWith('/') ? folder : `${folder}/`, regionOfHostId(hostId));
}

function placeOf(bucket: string, prefix: string, region?: string): ReadPlace {
  validateBucket(bucket);
  if (prefix !== '') validateKey(prefix);
  return omitUndefined({ bucket, prefix, region });
}

function splitPath(path: string): { readonly bucket: string; readonly rest: string } {
  const slash = path.indexOf('/');
  return slash < 0 ? { bucket: path, rest: '' } : { bucket: path.slice(0, slash), rest: path.slice(slash + 1) };
}

/** The folder that holds an object, or the folder itself. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    const message = 'The path of the URL is not percent-encoded UTF-8: it was cut or changed.';
    throw new InvalidInputError('bucket', message, [], { cause });
  }
}
