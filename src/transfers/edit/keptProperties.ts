import type { OssClient } from '../../oss/client/ossClient.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { describingHeaders, storageHeaders, taggingHeader } from '../copy/objectState.ts';

/** Calls that read what a write would lose. */
export type PropertiesClient = Pick<OssClient, 'headObject' | 'getObjectAcl' | 'getObjectTagging'>;

/** Object in a bucket. */
export interface ObjectKey {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Headers with which a new content keeps type, headers, user metadata, tags, ACL, storage class and encryption of an
 * object: OSS itself keeps none of them.
 */
export async function keptHeaders(
  client: Pick<PropertiesClient, 'getObjectAcl' | 'getObjectTagging'>,
  { bucket, key }: ObjectKey,
  metadata: ObjectMetadata,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hasTags = metadata.headers['x-oss-tagging-count'] !== undefined;
  const [acl, tags] = await Promise.all([
    client.getObjectAcl(bucket, key, { signal }),
    hasTags ? client.getObjectTagging(bucket, key, { signal }) : {},
  ]);
  return {
    ...describingHeaders(metadata),
    ...storageHeaders(metadata, true),
    ...taggingHeader(tags),
    ...(acl !== 'default' && { 'x-oss-object-acl': acl }),
  };
}
