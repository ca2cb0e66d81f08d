import { OssError } from '../../oss/errors/errors.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { MAX_COPIED_AT_ONCE_BYTES } from '../copy/copyVerified.ts';
import { SourceChangedError } from '../copy/copyErrors.ts';
import {
  copyableState,
  describingHeaders,
  hasSameContent,
  isUnchanged,
  storageHeaders,
  taggingHeader,
  type ObjectState,
} from '../copy/objectState.ts';
import { PropertiesMismatchError } from './editErrors.ts';
import type { ObjectKey } from './keptProperties.ts';
import {
  haveChanged,
  readProperties,
  type ChangeClient,
  type ObjectChange,
  type ObjectProperties,
} from './propertyChanges.ts';

export interface ChangeOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
  /** Called if the upload of a large copy could not be aborted, so that OSS may keep its parts. */
  readonly onLeftBehind?: () => void;
  /** Size above which an object is copied in parts of `partSizeBytes`. */
  readonly parts?: { readonly aboveBytes: number; readonly partSizeBytes: number };
}

/**
 * Changes properties of an object in place. Headers, metadata and storage class need a copy of the object over itself,
 * which OSS makes: in a bucket with versions it is a new one. Throws a `SourceChangedError`, and changes nothing, if the
 * object has changed since its properties were read. Tags and ACL have calls of their own.
 */
export async function changeProperties(
  client: ChangeClient,
  { bucket, key }: ObjectKey,
  properties: ObjectProperties,
  change: ObjectChange,
  options: ChangeOptions,
): Promise<void> {
  const { signal } = options;
  // Neither calls for tags and ACL nor the conditions of a copy notice that others changed tags or ACL.
  if (haveChanged(properties, await readProperties(client, { bucket, key }, signal))) throw new SourceChangedError(key);
  if (change.headers) await copyOverItself(client, { bucket, key }, properties, change, options);
  if (change.tags) await client.putObjectTagging(bucket, key, change.tags, { signal });
  if (change.acl) await client.putObjectAcl(bucket, key, change.acl, { signal });
}

async function copyOverItself(
  client: ChangeClient,
  target: ObjectKey,
  { metadata, acl, tags }: ObjectProperties,
  { headers = {}, storageClass }: ObjectChange,
  options: ChangeOptions,
): Promise<void> {
  const { bucket, key } = target;
  if (acl instanceof OssError) throw acl;
  if (tags instanceof OssError) throw tags;
  const { signal } = options;
  const state = copyableState(metadata, key);
  const wanted: ObjectMetadata = omitUndefined({
    ...state,
    headers: { ...state.headers },
    storageClass: storageClass ?? state.storageClass,
  });
  const described = {
    ...headers,
    ...storageHeaders(wanted, true),
    ...(acl !== 'default' && { 'x-oss-object-acl': acl }),
  };
  try {
    await writeCopy(client, target, state, { described, tags: taggingHeader(tags) }, options);
  } catch (error) {
    if (!(error instanceof OssError) || error.code !== 'PreconditionFailed') throw error;
    // The response to an earlier attempt may have been lost after OSS had made the copy.
    const now = await client.headObject(bucket, key, { signal });
    if (!isAsWanted(now, state, headers, wanted.storageClass)) throw new SourceChangedError(key, { cause: error });
    return;
  }
  const copy = await client.headObject(bucket, key, { signal });
  // A later change of others has another content, and is not compared.
  if (hasSameContent(state, copy) && !isAsWanted(copy, state, headers, wanted.storageClass)) {
    throw new PropertiesMismatchError(key);
  }
}

async function writeCopy(
  client: ChangeClient,
  { bucket, key }: ObjectKey,
  state: ObjectState,
  {
    described,
    tags,
  }: { readonly described: Readonly<Record<string, string>>; readonly tags: Readonly<Record<string, string>> },
  { signal, onProgress, onLeftBehind, parts }: ChangeOptions,
): Promise<void> {
  // The ETag stays the same when others change properties; the time does not.
  const conditions = omitUndefined({
    'x-oss-copy-source-if-match': state.etag,
    'x-oss-copy-source-if-unmodified-since': state.lastModified?.toUTCString(),
  });
  const { aboveBytes, partSizeBytes } = parts ?? { aboveBytes: MAX_COPIED_AT_ONCE_BYTES, partSizeBytes: undefined };
  if (state.sizeBytes <= aboveBytes) {
    const headers = { ...described, ...conditions, 'x-oss-metadata-directive': 'REPLACE' };
    await client.copyObject(bucket, key, { bucket, key }, { headers, signal });
    return;
  }
  const beforeCompletion = async (): Promise<void> => {
    const now = await client.headObject(bucket, key, { signal });
    if (!isUnchanged(state, now)) throw new SourceChangedError(key);
  };
  await client.copyInParts(
    bucket,
    key,
    { bucket, key, sizeBytes: state.sizeBytes },
    omitUndefined({
      headers: { ...described, ...tags, ...conditions },
      ...{ signal, onProgress, onLeftBehind, partSizeBytes, beforeCompletion },
    }),
  );
}

function isAsWanted(
  now: ObjectMetadata,
  state: ObjectState,
  headers: Readonly<Record<string, string>>,
  storageClass: string | undefined,
): boolean {
  const sorted = (values: Readonly<Record<string, string>>): string =>
    JSON.stringify(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
  return (
    hasSameContent(state, now) &&
    sorted(describingHeaders(now)) === sorted(headers) &&
    (now.storageClass ?? 'Standard').toLowerCase() === (storageClass ?? 'Standard').toLowerCase()
  );
}
