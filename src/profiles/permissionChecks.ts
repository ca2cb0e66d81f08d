import type { OssClient } from '../oss/client/ossClient.ts';
import { OssError } from '../oss/errors/errors.ts';
import { missingPermission, type Permission } from '../oss/errors/permissions.ts';
import type { BucketPath } from '../oss/names/bucketPath.ts';

/** What trying a permission told. */
export type CheckOutcome =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'denied' }
  /** OSS answered with another refusal, by its code. */
  | { readonly kind: 'failed'; readonly code: string }
  /** Trying would have changed something. */
  | { readonly kind: 'notTried'; readonly because: 'writes' | 'deletes' };

export interface PermissionCheck {
  readonly permission: Permission;
  readonly outcome: CheckOutcome;
}

type CheckingClient = Pick<
  OssClient,
  'listBuckets' | 'getBucketInfo' | 'listCustomDomains' | 'listObjects' | 'listObjectVersions' | 'headObject'
>;

/** What permissions are tried on. */
export interface CheckedFolder {
  /** Without one the list of buckets is all that is tried. */
  readonly place: BucketPath | undefined;
  /** Whether there is a service that could list buckets, which is not so behind a custom domain. */
  readonly hasService: boolean;
}

/** How many permissions are told of. */
export function checkCount({ place, hasService }: CheckedFolder): number {
  return (hasService ? 1 : 0) + (place ? 7 : 0);
}

/** Enough to find an object that is no folder's marker. */
const LISTED_KEYS = 10;
/** Asked for where there is no object: its absence is told only to who may read it. */
const ABSENT_NAME = 'oss-presigned-links-test-of-permissions';

/**
 * Tries, one after the other, what our features need of a bucket or a folder, by calls that change nothing. Writing is
 * never tried: even a PUT that forbids overwriting adds a version to a versioned bucket, and a deletion adds a marker to
 * one. Throws what is no answer of OSS.
 */
export async function* checkPermissions(
  client: CheckingClient,
  { place, hasService }: CheckedFolder,
  signal: AbortSignal,
): AsyncGenerator<PermissionCheck> {
  if (hasService) {
    yield {
      permission: { action: 'oss:ListBuckets' },
      outcome: await outcomeOf(async () => client.listBuckets({ signal }).next()),
    };
  }
  if (!place) return;
  const { bucket, prefix } = place;
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
