import type { OssClient } from '../oss/client/ossClient.ts';
import { OssError } from '../oss/errors/errors.ts';
import { missingPermission } from '../oss/errors/permissions.ts';
import { splitBucketPath } from '../oss/names/bucketPath.ts';
import { listsBuckets, servesOneBucket, type Profile } from '../profiles/profile.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { Listing } from './listing.ts';
import { addedFolderNode, bucketNode, type BucketOrFolderNode, type ProfileNode } from './nodes.ts';

export interface ProfileListingServices {
  readonly profiles: Profiles;
  readonly clientOf: (profileId: string) => Promise<OssClient>;
}

/** Lists a profile's buckets and folders: added ones first, and only those until the user lists all buckets. */
export async function listProfileChildren(
  node: ProfileNode,
  listing: Listing,
  { profiles, clientOf }: ProfileListingServices,
  signal: AbortSignal,
): Promise<void> {
  const profile = profiles.get(node.profileId);
  listing.bucketsAndFolders = addedNodes(node, profile);
  listing.hasMoreBuckets = !listsBuckets(profile) && !servesOneBucket(profile);
  if (!listsBuckets(profile)) return;
  const regions = new Map<string, string>();
  try {
    const client = await clientOf(node.profileId);
    for await (const { name, region } of client.listBuckets({ signal })) {
      regions.set(name, region);
    }
  } catch (error) {
    // The refusal is shown now; the list is not requested again by itself.
    listing.isDenied = error instanceof OssError && missingPermission(error) !== undefined;
    if (listing.isDenied && profile.showsAll) await profiles.showAddedBucketsOnly(profile.id);
    throw error;
  }
  const added = addedNodes(node, profile, regions);
  const names = new Set(added.map((child) => (child.kind === 'bucket' ? child.bucket : undefined)));
  const others = [...regions].filter(([name]) => !names.has(name));
  listing.bucketsAndFolders = [
    ...added,
    ...others.map(([name, region]) => bucketNode(node, name, { region, added: false })),
  ];
}

/** Nodes of the buckets and folders that the user added. Regions come from the listing, else from the stored entry. */
function addedNodes(
  node: ProfileNode,
  { buckets, regions }: Profile,
  listed: ReadonlyMap<string, string> = new Map(),
): readonly BucketOrFolderNode[] {
  return buckets.map((text) => {
    const path = splitBucketPath(text);
    const region = listed.get(path.bucket) ?? regions?.get(path.bucket);
    return path.prefix === '' ? bucketNode(node, path.bucket, { region, added: true }) : addedFolderNode(node, path);
  });
}
