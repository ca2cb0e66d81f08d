import type { WrittenObject } from '../../oss/client/objectCalls.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { OverwriteProtection } from '../uploadObject.ts';
import { CopyMismatchError, SourceChangedError, TargetExistsError } from './copyErrors.ts';
import {
  copyableState,
  describingHeaders,
  hasSameContent,
  isCopyOf,
  isUnchanged,
  storageHeaders,
  taggingHeader,
  type ObjectState,
} from './objectState.ts';
import { relayObject } from './relayObject.ts';

/** Maximum size of an object that one CopyObject call copies: 1 GB. */
export const MAX_COPIED_AT_ONCE_BYTES = 1_000_000_000;
const COPY_ATTEMPTS = 2;

export type CopyClient = Pick<
  OssClient,
  | 'headObject'
  | 'getObject'
  | 'copyObject'
  | 'copyInParts'
  | 'uploadInParts'
  | 'getObjectAcl'
  | 'getObjectTagging'
  | 'deleteObject'
>;

/** Clients of a copy's source and target. `isRelayed`: the bytes pass through this computer. */
export interface CopyRoute {
  readonly source: CopyClient;
  readonly target: CopyClient;
  readonly isRelayed: boolean;
}

export interface CopiedKey {
  /** Profile of the object, which an error names. */
  readonly profileId?: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

export interface CopyOptions {
  /** True if the user agreed to replace an existing object with the key of the copy. */
  readonly replaces: boolean;
  readonly protection: OverwriteProtection;
  /** False if the user agreed to copies with the ACL of their bucket. */
  readonly keepsAcl: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number) => void;
  /** Called if the upload of the copy could not be aborted, so that OSS may keep its parts. */
  readonly onLeftBehind?: () => void;
  /** Size above which a copy is made in parts of `partSizeBytes`. */
  readonly parts?: { readonly aboveBytes: number; readonly partSizeBytes: number };
}

/**
 * Copies an object with all its properties, and verifies the copy. Returns the state that was copied. An existing equal
 * copy is accepted, so that an interrupted run can be repeated. Other existing objects are replaced only with consent.
 */
export async function copyVerified(
  route: CopyRoute,
  from: CopiedKey,
  to: CopiedKey,
  options: CopyOptions,
): Promise<ObjectState> {
  const { signal, replaces, protection } = options;
  const { bucket, key } = to;
  const { profileId, versionId } = from;
  const isNamed = profileId !== undefined && versionId === undefined;
  const object = isNamed ? { profileId, bucket: from.bucket, key: from.key } : undefined;
  const state = copyableState(await headOf(route.source, from, signal), from.key, object);
  for (let attempt = 1; ; attempt++) {
    if (!replaces && protection !== 'respected') {
      const present = await findObject(route.target, to, signal);
      if (present) return acceptPresent(state, present, key);
    }
    let written: WrittenObject;
    try {
      written = await writeCopy(route, from, to, state, options);
    } catch (error) {
      const refusal = error instanceof OssError ? error.code : undefined;
      if (refusal === 'PreconditionFailed') throw new SourceChangedError(from.key, { cause: error });
      if (refusal !== 'FileAlreadyExists') throw error;
      // The response to an earlier attempt may have been lost after OSS had made the copy.
      return acceptPresent(state, await route.target.headObject(bucket, key, { signal }), key);
    }
    const copy = await route.target.headObject(bucket, key, { signal });
    if (hasSameContent(state, copy)) return state;
    // A damaged copy is deleted, but not an object that was written by others meanwhile.
    if (!replaces && written.etag === copy.etag) await deleteUnchanged(route.target, to, copy, signal);
    if (attempt >= COPY_ATTEMPTS) throw new CopyMismatchError(key);
  }
}

/** Deletes an object unless it has changed. */
export async function deleteUnchanged(
  client: Pick<CopyClient, 'headObject' | 'deleteObject'>,
  { bucket, key }: CopiedKey,
  state: ObjectMetadata,
  signal: AbortSignal,
): Promise<void> {
  const now = await findObject(client, { bucket, key }, signal);
  if (!now) return;
  if (!isUnchanged(state, now)) throw new SourceChangedError(key);
  await client.deleteObject(bucket, key, { signal });
}

/** Metadata of an object, or `undefined` if there is none. */
export async function findObject(
  client: Pick<CopyClient, 'headObject'>,
  target: CopiedKey,
  signal: AbortSignal,
): Promise<ObjectMetadata | undefined> {
  try {
    return await headOf(client, target, signal);
  } catch (error) {
    if (error instanceof OssError && error.status === 404) return undefined;
    throw error;
  }
}

function headOf(
  client: Pick<CopyClient, 'headObject'>,
  { bucket, key, versionId }: CopiedKey,
  signal: AbortSignal,
): Promise<ObjectMetadata> {
  return client.headObject(bucket, key, omitUndefined({ versionId, signal }));
}

function acceptPresent(state: ObjectState, present: ObjectMetadata, key: string): ObjectState {
  if (!isCopyOf(state, present)) throw new TargetExistsError(key);
  return state;
}

async function writeCopy(
  route: CopyRoute,
  from: CopiedKey,
  to: CopiedKey,
  state: ObjectState,
  options: CopyOptions,
): Promise<WrittenObject> {
  const { signal, replaces, keepsAcl, onProgress, onLeftBehind, parts } = options;
  const { source, target, isRelayed } = route;
  const version = omitUndefined({ versionId: from.versionId, signal });
  const acl = keepsAcl ? await source.getObjectAcl(from.bucket, from.key, version) : 'default';
  const headers = {
    ...storageHeaders(state, !isRelayed),
    ...(acl !== 'default' && { 'x-oss-object-acl': acl }),
    ...(!replaces && { 'x-oss-forbid-overwrite': 'true' }),
  };
  const { aboveBytes, partSizeBytes } = parts ?? { aboveBytes: MAX_COPIED_AT_ONCE_BYTES, partSizeBytes: undefined };
  const isWhole = state.sizeBytes <= aboveBytes && !isRelayed;
  const condition = { 'x-oss-copy-source-if-match': state.etag };
  const copied = omitUndefined({ bucket: from.bucket, key: from.key, versionId: from.versionId });
  if (isWhole) {
    return target.copyObject(to.bucket, to.key, copied, { headers: { ...headers, ...condition }, signal });
  }
  // UploadPartCopy copies only the bytes, not the headers of the source.
  const hasTags = state.headers['x-oss-tagging-count'] !== undefined;
  const tags = hasTags ? await source.getObjectTagging(from.bucket, from.key, version) : {};
  const described = { ...describingHeaders(state), ...taggingHeader(tags), ...headers };
  if (isRelayed) {
    const control = { signal, onProgress, ...(onLeftBehind && { onLeftBehind }) };
    return relayObject(source, target, { from: copied, to, state, headers: described }, control);
  }
  return target.copyInParts(
    to.bucket,
    to.key,
    { ...copied, sizeBytes: state.sizeBytes },
    omitUndefined({ headers: { ...described, ...condition }, signal, onProgress, onLeftBehind, partSizeBytes }),
  );
}
