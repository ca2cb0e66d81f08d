import { isDeepStrictEqual } from 'node:util';
import type { ObjectTarget } from '../../links/link.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import type { ObjectAcl, ObjectTags } from '../../oss/client/objectSettings.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { OssError } from '../../oss/errors/errors.ts';
import type { StorageClass } from '../../oss/requests/headerRules.ts';
import { copyableState, describingHeaders, isUnchanged } from '../copy/objectState.ts';
import { NotCopyableError } from '../copy/copyErrors.ts';
import { NotEditableError, validateSendable } from './editErrors.ts';
import type { ObjectKey, PropertiesClient } from './keptProperties.ts';

/** Properties of an object that can be changed. An error stands for what the key may not read. */
export interface ObjectProperties {
  readonly metadata: ObjectMetadata;
  readonly acl: string | OssError;
  readonly tags: ObjectTags | OssError;
}

/** Changes for one object or several. What is not named stays. */
export interface PropertyChanges {
  /** Values of content headers and of `x-oss-meta-*`, by lower-case name; `null` removes one. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** Values of tags; `null` removes one. */
  readonly tags: Readonly<Record<string, string | null>>;
  readonly acl?: ObjectAcl;
  readonly storageClass?: StorageClass;
}

/** What changes for one object: nothing but what differs from its properties. */
export interface ObjectChange {
  /** Headers of a copy of the object over itself: all that it will have. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  /** All tags that it will have. */
  readonly tags?: ObjectTags;
  readonly acl?: ObjectAcl;
}

export const NO_CHANGES: PropertyChanges = { headers: {}, tags: {} };

/** Reads the properties of an object. */
export async function readProperties(
  client: PropertiesClient,
  { bucket, key }: ObjectKey,
  signal: AbortSignal,
): Promise<ObjectProperties> {
  const metadata = await client.headObject(bucket, key, { signal });
  const hasTags = metadata.headers['x-oss-tagging-count'] !== undefined;
  const [acl, tags] = await Promise.all([
    orRefusal(client.getObjectAcl(bucket, key, { signal })),
    hasTags ? orRefusal(client.getObjectTagging(bucket, key, { signal })) : {},
  ]);
  return { metadata, acl, tags };
}

/** Whether others have written the object, or changed its tags or ACL, between two states. */
export function haveChanged(before: ObjectProperties, now: ObjectProperties): boolean {
  return !isUnchanged(before.metadata, now.metadata) || differ(before.acl, now.acl) || differ(before.tags, now.tags);
}

/** Whether two settings differ, as far as they may be read. */
function differ<T extends string | ObjectTags>(one: T | OssError, other: T | OssError): boolean {
  return !(one instanceof OssError) && !(other instanceof OssError) && !isDeepStrictEqual(one, other);
}

async function orRefusal<T>(call: Promise<T>): Promise<T | OssError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof OssError && error.status === 403) return error;
    throw error;
  }
}

/**
 * Changes that an object needs. Throws a `NotEditableError` for one that cannot be copied over itself, and the refusal
 * of what must be read to be kept.
 */
export function changeOf(
  { metadata, acl, tags }: ObjectProperties,
  changes: PropertyChanges,
  key: string,
  object?: ObjectTarget,
): ObjectChange {
  const headers = describingHeaders(metadata);
  const storageClass = differs(changes.storageClass, metadata.storageClass) ? changes.storageClass : undefined;
  const isCopied = storageClass !== undefined || isEffective(headers, changes.headers);
  if (isCopied) {
    validateCopyable(metadata, key, object);
    validateSendable(merged(headers, changes.headers), key);
    // A copy gets the ACL of its bucket unless it is named, so the object's own must be known.
    if (acl instanceof OssError) throw acl;
    if (tags instanceof OssError) throw tags;
  }
  const hasTagChanges = Object.keys(changes.tags).length > 0;
  if (hasTagChanges && tags instanceof OssError) throw tags;
  const newTags =
    !(tags instanceof OssError) && isEffective(tags, changes.tags) ? merged(tags, changes.tags) : undefined;
  return {
    ...(isCopied && { headers: merged(headers, changes.headers) }),
    ...(storageClass !== undefined && { storageClass }),
    ...(newTags && { tags: newTags }),
    ...(changes.acl !== undefined && changes.acl !== acl && { acl: changes.acl }),
  };
}

/** True for a change of nothing. */
export function isNothing(change: ObjectChange): boolean {
  return Object.keys(change).length === 0;
}

function validateCopyable(metadata: ObjectMetadata, key: string, object: ObjectTarget | undefined): void {
  try {
    copyableState(metadata, key);
  } catch (error) {
    if (!(error instanceof NotCopyableError)) throw error;
    throw new NotEditableError(key, error.reason === 'archived' ? 'notRestored' : error.reason, object);
  }
}

function isEffective(
  values: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): boolean {
  return Object.entries(changes).some(([name, value]) => (values[name] ?? null) !== value);
}

function merged(
  values: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  const all = Object.entries({ ...values, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
}

function differs(wanted: string | undefined, present = 'Standard'): boolean {
  return wanted !== undefined && wanted.toLowerCase() !== present.toLowerCase();
}

/** Calls that change properties. */
export type ChangeClient = PropertiesClient &
  Pick<OssClient, 'copyObject' | 'copyInParts' | 'putObjectAcl' | 'putObjectTagging'>;
