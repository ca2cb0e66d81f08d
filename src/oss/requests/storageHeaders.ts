import { contentDispositionFor, type Disposition } from './contentDisposition.ts';
import { encodeQueryComponent } from '../encoding.ts';
import { userMetadataHeader, type DataEncryption, type EncryptionAlgorithm, type StorageClass } from './headerRules.ts';
import { httpDate } from './linkRequest.ts';
import { mapDefined } from '../optional.ts';
import { InvalidInputError } from '../errors/errors.ts';

/** Server-side encryption of an object. */
export interface Encryption {
  readonly algorithm: EncryptionAlgorithm;
  /** With `KMS` only. */
  readonly dataEncryption?: DataEncryption;
  /** ID of a key in KMS; with `KMS` only. */
  readonly keyId?: string;
}

/** Headers stored with an object. An upload must send them with these values. */
export interface StoredObject {
  readonly contentType?: string;
  readonly contentDisposition?: Disposition;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  readonly expires?: Date;
  /** Refuses the upload if an object of this name exists. */
  readonly forbidOverwrite?: boolean;
  readonly storageClass?: StorageClass;
  readonly encryption?: Encryption;
  /** By names without `x-oss-meta-`; at most 8 KB in total. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** At most 10 tags. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Headers for the properties; `linkRequest` validates them. */
export function storedObjectHeaders(stored: StoredObject): Record<string, string | undefined> {
  const { contentDisposition, expires, forbidOverwrite, encryption, metadata = {}, tags } = stored;
  return {
    'content-type': stored.contentType,
    'content-disposition': mapDefined(contentDisposition, ({ type, fileName = '' }) =>
      contentDispositionFor(fileName, type),
    ),
    'content-encoding': stored.contentEncoding,
    'cache-control': stored.cacheControl,
    expires: mapDefined(expires, (date) => httpDate('expires', date)),
    'x-oss-forbid-overwrite': forbidOverwrite?.toString(),
    'x-oss-storage-class': stored.storageClass,
    'x-oss-server-side-encryption': encryption?.algorithm,
    'x-oss-server-side-data-encryption': encryption?.dataEncryption,
    'x-oss-server-side-encryption-key-id': encryption?.keyId,
    'x-oss-tagging': mapDefined(tags, taggingValue),
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [userMetadataHeader(name), value])),
  };
}

function taggingValue(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map((tag) => {
      if (!tag.every((text) => text.isWellFormed())) {
        throw new InvalidInputError('x-oss-tagging', "A tag isn't valid Unicode: it has an unpaired surrogate.");
      }
      return tag.map(encodeQueryComponent).join('=');
    })
    .join('&');
}
