import { omitUndefined } from '../optional.ts';
import type { HttpResponse } from './transport.ts';
import { readXml } from '../xml/xml.ts';
import type { XmlFields } from '../xml/xml.ts';
import {
  isTrue,
  optionalText,
  readDate,
  requiredDate,
  requiredSize,
  requiredText,
  urlDecoder,
} from '../xml/xmlFields.ts';

/** Object in a list. */
export interface ObjectEntry {
  readonly key: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
  /** Without its quotes. */
  readonly etag: string;
  /** E.g. `Standard` or `IA`; the case varies. */
  readonly storageClass: string;
  /** `Normal`, `Multipart`, `Appendable` or `Symlink`. */
  readonly type: string;
  /** State of restoring an archived object, in OSS's format. */
  readonly restoreInfo?: string;
}

/** Page of the list of a bucket's objects. It may be empty although others follow. */
export interface ObjectPage {
  readonly entries: readonly ObjectEntry[];
  /** Common prefixes: parts of keys up to the delimiter. */
  readonly prefixes: readonly string[];
  /** Whether the page contains the marker of the listed folder, which is not an entry. */
  readonly hasMarker?: boolean;
  readonly isTruncated: boolean;
  /** Opaque token for the next page. Absent in the last. */
  readonly nextContinuationToken?: string;
}

/** Metadata of an object from the headers of HeadObject and GetObject. */
export interface ObjectMetadata {
  /** Size of the object, or of the requested range; absent if OSS compresses the response. */
  readonly sizeBytes?: number;
  readonly contentType?: string;
  /** Without its quotes. */
  readonly etag?: string;
  readonly lastModified?: Date;
  readonly storageClass?: string;
  readonly type?: string;
  readonly versionId?: string;
  readonly restoreInfo?: string;
  /** Values of `x-oss-meta-*`, by the lower-case rest of the name. */
  readonly userMetadata: Readonly<Record<string, string>>;
  /** All headers, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Parses the response of ListObjectsV2 without the marker of the listed folder: a zero-byte object whose key is
 * `listedPrefix`. Throws a `MalformedXmlError` for any other document.
 */
export async function readObjectPage(body: AsyncIterable<Uint8Array>, listedPrefix: string): Promise<ObjectPage> {
  const contents: ObjectEntry[] = [];
  const commonPrefixes: string[] = [];
  const { decode, ...rest } = await readObjectList(body, {
    onEntry: (entry) => contents.push(entry),
    onPrefix: (prefix) => commonPrefixes.push(prefix),
  });
  const listed = contents.map((entry) => ({ ...entry, key: decode(entry.key) }));
  const entries = listed.filter((entry) => !isFolderMarker(entry, listedPrefix));
  return omitUndefined({
    entries,
    prefixes: commonPrefixes.map(decode),
    hasMarker: entries.length < listed.length ? true : undefined,
    ...rest,
  });
}

/** True for the marker of a listed folder. */
export function isFolderMarker(
  { key, sizeBytes }: Pick<ObjectEntry, 'key' | 'sizeBytes'>,
  listedPrefix: string,
): boolean {
  return key === listedPrefix && key.endsWith('/') && sizeBytes === 0;
}

/** Parses the response of ListObjectsV2. Entries and prefixes are passed on as they arrive, before `decode` is known. */
export async function readObjectList(
  body: AsyncIterable<Uint8Array>,
  handlers: { readonly onEntry: (entry: ObjectEntry) => void; readonly onPrefix: (prefix: string) => void },
): Promise<Pick<ObjectPage, 'isTruncated' | 'nextContinuationToken'> & { readonly decode: (text: string) => string }> {
  const fields = await readXml(body, 'ListBucketResult', {
    Contents: (object) => {
      handlers.onEntry(readObjectEntry(object, (key) => key));
    },
    'CommonPrefixes/Prefix': (prefix) => {
      handlers.onPrefix(requiredText(prefix, ''));
    },
  });
  const decode = urlDecoder(fields);
  const isTruncated = isTrue(fields, 'IsTruncated');
  const token = isTruncated ? decode(requiredText(fields, 'NextContinuationToken')) : undefined;
  return omitUndefined({ decode, isTruncated, nextContinuationToken: token });
}

/** Fields that all lists of objects have in common. */
export function readObjectEntry(fields: XmlFields, decode: (text: string) => string): ObjectEntry {
  const entry: ObjectEntry = {
    key: decode(requiredText(fields, 'Key')),
    sizeBytes: requiredSize(fields, 'Size'),
    lastModified: requiredDate(fields, 'LastModified'),
    etag: withoutQuotes(requiredText(fields, 'ETag')),
    storageClass: requiredText(fields, 'StorageClass'),
    type: requiredText(fields, 'Type'),
  };
  const restoreInfo = optionalText(fields, 'RestoreInfo');
  return restoreInfo === undefined ? entry : { ...entry, restoreInfo };
}

const USER_METADATA_PREFIX = 'x-oss-meta-';

/** Metadata of an object in the headers of a response. */
export function readObjectMetadata({ headers }: Pick<HttpResponse, 'headers'>): ObjectMetadata {
  const length = headers['content-length'];
  return omitUndefined({
    sizeBytes: length === undefined ? undefined : Number(length),
    contentType: headers['content-type'],
    etag: headers['etag'] === undefined ? undefined : withoutQuotes(headers['etag']),
    lastModified: readDate(headers['last-modified']),
    storageClass: headers['x-oss-storage-class'],
    type: headers['x-oss-object-type'],
    versionId: headers['x-oss-version-id'],
    restoreInfo: headers['x-oss-restore'],
    userMetadata: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        name.startsWith(USER_METADATA_PREFIX) ? [[name.slice(USER_METADATA_PREFIX.length), value]] : [],
      ),
    ),
    headers,
  });
}

/** ETag without its quotes. */
export function withoutQuotes(etag: string): string {
  return etag.length > 1 && etag.startsWith('"') && etag.endsWith('"') ? etag.slice(1, -1) : etag;
}
