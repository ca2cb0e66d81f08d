import type { ObjectTarget } from '../../links/link.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { isUnreadable } from '../../oss/client/restoreState.ts';
import { encodeQueryComponent } from '../../oss/encoding.ts';
import type { ObjectTags } from '../../oss/client/objectSettings.ts';
import { crc64Header } from '../verifiedContent.ts';
import { NotCopyableError } from './copyErrors.ts';

const CONTENT_HEADERS: readonly string[] = [
  'content-type',
  'content-language',
  'content-disposition',
  'content-encoding',
  'cache-control',
  'expires',
];
const ENCRYPTION = 'x-oss-server-side-encryption';
const DATA_ENCRYPTION = 'x-oss-server-side-data-encryption';
const ENCRYPTION_KEY = 'x-oss-server-side-encryption-key-id';

/** State of an object when its copy started. */
export interface ObjectState extends ObjectMetadata {
  readonly sizeBytes: number;
  readonly etag: string;
}

/** State of an object from its headers. Throws a `NotCopyableError` if it cannot be copied with all its properties. */
export function copyableState(metadata: ObjectMetadata, name: string, object?: ObjectTarget): ObjectState {
  const { sizeBytes, etag, type } = metadata;
  if (type?.toLowerCase() === 'symlink') throw new NotCopyableError(name, 'symlink');
  if (isUnreadable(metadata)) throw new NotCopyableError(name, 'archived', object);
  if (sizeBytes === undefined || etag === undefined) throw new NotCopyableError(name, 'unchecked');
  return { ...metadata, sizeBytes, etag };
}

/** Headers of content and user metadata, as an upload sends them. */
export function describingHeaders({ headers }: Pick<ObjectMetadata, 'headers'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => CONTENT_HEADERS.includes(name) || name.startsWith('x-oss-meta-')),
  );
}

/** Headers of storage class and encryption, which CopyObject does not keep. A KMS key belongs to one region and account. */
export function storageHeaders({ headers, storageClass }: ObjectMetadata, keepsKey: boolean): Record<string, string> {
  const names = [ENCRYPTION, DATA_ENCRYPTION, ...(keepsKey ? [ENCRYPTION_KEY] : [])];
  return {
    ...(storageClass !== undefined && { 'x-oss-storage-class': storageClass }),
    ...Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]))),
  };
}

/** Tags in the format of the header. */
export function taggingHeader(tags: ObjectTags): Record<string, string> {
  const written = Object.entries(tags).map((tag) => tag.map(encodeQueryComponent).join('='));
  return written.length === 0 ? {} : { 'x-oss-tagging': written.join('&') };
}

/** True if both have the same bytes: by CRC-64, otherwise by an ETag that is the MD5 of the content. */
export function hasSameContent(one: ObjectMetadata, other: ObjectMetadata): boolean {
  if (one.sizeBytes === undefined || one.sizeBytes !== other.sizeBytes) return false;
  const [crc64, otherCrc64] = [crc64Header(one.headers), crc64Header(other.headers)];
  if (crc64 !== undefined && otherCrc64 !== undefined) return crc64 === otherCrc64;
  return one.etag !== undefined && one.etag === other.etag && /^[0-9A-F]{32}$/i.test(one.etag);
}

/** True if one is a complete copy of the other: content, headers, metadata, storage class and number of tags. */
export function isCopyOf(one: ObjectMetadata, other: ObjectMetadata): boolean {
  const described = (metadata: ObjectMetadata): string =>
    JSON.stringify([
      Object.entries(describingHeaders(metadata)).sort(([a], [b]) => (a < b ? -1 : 1)),
      metadata.storageClass?.toLowerCase(),
      metadata.headers['x-oss-tagging-count'] ?? '0',
    ]);
  return hasSameContent(one, other) && described(one) === described(other);
}

/** True if the object was not written between the two states. */
export function isUnchanged(before: ObjectMetadata, now: ObjectMetadata): boolean {
  return (
    before.etag === now.etag &&
    before.versionId === now.versionId &&
    before.lastModified?.getTime() === now.lastModified?.getTime()
  );
}
