import { containerOfKey } from '../../tree/findKey.ts';
import type { Services } from '../services.ts';

/** Services that find the profile of a bucket. */
export type BucketServices = Pick<Services, 'profiles' | 'ledger' | 'memory' | 'tree'>;

/** Profile that signs for a bucket: one that has signed for it before, otherwise one that shows the bucket. */
export async function profileOfBucket(
  bucket: string,
  key: string,
  { profiles, ledger, memory, tree }: BucketServices,
): Promise<string | undefined> {
  const all = profiles.list();
  const used = new Set([
    ...ledger.list().flatMap((entry) => (entry.bucket === bucket ? [entry.profileId] : [])),
    ...memory.profileIdsOf(bucket),
  ]);
  const known = all.find(({ id, buckets }) => used.has(id) || buckets.some((one) => one.split('/')[0] === bucket));
  if (known) return known.id;
  for (const { id } of all) {
    if (await containerOfKey({ profileId: id, bucket, key }, tree)) return id;
  }
  return undefined;
}
