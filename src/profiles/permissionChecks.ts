import type { OssClient } from '../oss/client/ossClient.ts';
import { OssError } from '../oss/errors/errors.ts';
import { missingPermission, type Permission } from '../oss/errors/permissions.ts';
import type { BucketPath } from '../oss/names/bucketPath.ts';

/** Result of testing one permission. */
export type CheckOutcome =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' }
  /** OSS responded with another error code. */
  | { readonly kind: 'failed'; readonly code: string }
  /** Not tested, because a test would change something. */
  | { readonly kind: 'notTried'; readonly because: 'writes' | 'deletes' };

export interface PermissionCheck {
  readonly permission: Permission;
  readonly outcome: CheckOutcome;
}

type CheckingClient = Pick<
  OssClient,
  'listBuckets' | 'getBucketInfo' | 'listCustomDomains' | 'listObjects' | 'listObjectVersions' | 'headObject'
>;

/** Bucket or folder on which permissions are tested. */
export interface CheckedFolder {
  /** Absent: only listing buckets is tested. */
  readonly path: BucketPath | undefined;
  /** Whether buckets can be listed; a custom domain cannot list them. */
  readonly hasService: boolean;
}

/** Number of permissions in the result. */
export function checkCount({ path, hasService }: CheckedFolder): number {
  return (hasService ? 1 : 0) + (path ? 7 : 0);
}

/** Page size that is likely to include an object other than a folder marker. */
const LISTED_KEYS = 10;
/** Key that is requested if no object was found. OSS reports its absence only to a caller who may read objects. */
const ABSENT_NAME = 'oss-presigned-links-test-of-permissions';

/**
 * Tests one by one the permissions that the features need on a bucket or folder, by calls that change nothing. Writing
 * is not tested: even a PUT that forbids overwriting adds a version to a versioned bucket, and a deletion adds a
 * marker. Throws any error that is not an OSS response.
 */
export async function* checkPermissions(
  client: CheckingClient,
  { path, hasService }: CheckedFolder,
  signal: AbortSignal,
): AsyncGenerator<PermissionCheck> {
  if (hasService) {
    yield {
      permission: { action: 'oss:ListBuckets' },
      outcome: await outcomeOf(async () => client.listBuckets({ signal }).next()),
    };
  }
  if (!path) return;
  const { bucket, prefix } = path;
  yield {
    permission: { action: 'oss:GetBucketInfo', bucket },
    outcome: await outcomeOf(async () => client.getBucketInfo(bucket, { signal })),
  };
  yield {
    permission: { action: 'oss:ListCname', bucket },
    outcome: await outcomeOf(async () => client.listCustomDomains(bucket, { signal })),
  };
  let key = prefix + ABSENT_NAME;
  yield {
    permission: { action: 'oss:ListObjects', bucket, prefix },
    outcome: await outcomeOf(async () => {
      const { entries } = await client.listObjects(bucket, { prefix, maxKeys: LISTED_KEYS, signal });
      key = entries.find((entry) => !entry.key.endsWith('/'))?.key ?? key;
    }),
  };
  yield {
    permission: { action: 'oss:ListObjectVersions', bucket, prefix },
    outcome: await outcomeOf(async () => client.listObjectVersions(bucket, { prefix, maxKeys: 1, signal })),
  };
  yield {
    permission: { action: 'oss:GetObject', bucket, prefix },
    outcome: await outcomeOf(async () => client.headObject(bucket, key, { signal }), 'NoSuchKey'),
  };
  yield { permission: { action: 'oss:PutObject', bucket, prefix }, outcome: { kind: 'notTried', because: 'writes' } };
  yield {
    permission: { action: 'oss:DeleteObject', bucket, prefix },
    outcome: { kind: 'notTried', because: 'deletes' },
  };
}

async function outcomeOf(call: () => Promise<unknown>, harmlessCode?: string): Promise<CheckOutcome> {
  try {
    await call();
    return { kind: 'allowed' };
  } catch (error) {
    if (!(error instanceof OssError)) throw error;
    if (error.code === harmlessCode) return { kind: 'allowed' };
    return missingPermission(error) ? { kind: 'denied' } : { kind: 'failed', code: error.code };
  }
}
