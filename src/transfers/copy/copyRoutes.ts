import type { BucketRef } from '../../links/linkHosts.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { overwriteProtection, type OverwriteProtection } from '../uploadObject.ts';
import type { CopyClient } from './copyVerified.ts';

type RoutedClient = CopyClient & Pick<OssClient, 'locationOf' | 'getBucketVersioning' | 'objectPages'>;

/** Route of a copy between two buckets. `isRelayed`: OSS cannot copy between them, so the bytes pass through this computer. */
export interface PlannedRoute {
  readonly source: RoutedClient;
  readonly target: RoutedClient;
  readonly isRelayed: boolean;
  readonly protection: OverwriteProtection;
}

/**
 * Finds the route of copies between two buckets. OSS copies within a region if the profile of the target may read the
 * source, which is tested with the object `key`.
 */
export async function findRoute(
  from: BucketRef,
  to: BucketRef,
  key: string,
  clientOf: (profileId: string) => Promise<RoutedClient>,
  signal: AbortSignal,
): Promise<PlannedRoute> {
  const [source, target] = await Promise.all([clientOf(from.profileId), clientOf(to.profileId)]);
  const protection = await overwriteProtection(target, to.bucket, signal);
  if (from.profileId === to.profileId && from.bucket === to.bucket) {
    return { source, target, isRelayed: false, protection };
  }
  const [here, there] = await Promise.all([
    source.locationOf(from.bucket, signal),
    target.locationOf(to.bucket, signal),
  ]);
  const isReachable =
    here.region === there.region &&
    (from.profileId === to.profileId || (await canRead(target, from.bucket, key, signal)));
  return { source, target, isRelayed: !isReachable, protection };
}

async function canRead(client: RoutedClient, bucket: string, key: string, signal: AbortSignal): Promise<boolean> {
  try {
    await client.headObject(bucket, key, { signal });
    return true;
  } catch (error) {
    if (error instanceof OssError && (error.status === 403 || error.status === 404)) return false;
    throw error;
  }
}
