import type { OssClient } from '../oss/client/ossClient.ts';
import { namePattern } from '../oss/names/namePattern.ts';
import type { Listing } from './listing.ts';
import { deletedNode, folderNode, objectNode, prefixOf, type BucketOrFolderNode } from './nodes.ts';

export interface PageOptions {
  /** Pattern of names; OSS lists by its literal beginning. */
  readonly filter: string | undefined;
  /** Lists versions, to find the objects behind delete markers; noncurrent versions are skipped. */
  readonly withDeleted: boolean;
  readonly signal: AbortSignal;
}

type ListingClient = Pick<OssClient, 'listObjects' | 'listObjectVersions'>;

/** Appends the next page of a bucket or folder to its listing. */
export async function addNextPage(
  node: BucketOrFolderNode,
  listing: Listing,
  client: ListingClient,
  { filter = '', withDeleted, signal }: PageOptions,
): Promise<void> {
  const prefix = prefixOf(node) + namePattern(filter).prefix;
  const options = { prefix, delimiter: '/', signal };
  if (withDeleted) await addVersionPage(node, listing, client, options);
  else await addObjectPage(node, listing, client, options);
}

type Options = Parameters<ListingClient['listObjects']>[1] & Parameters<ListingClient['listObjectVersions']>[1];

async function addObjectPage(
  node: BucketOrFolderNode,
  listing: Listing,
  client: ListingClient,
  options: Options,
): Promise<void> {
  const continuationToken = typeof listing.next === 'string' ? listing.next : undefined;
  const page = await client.listObjects(node.bucket, { ...options, continuationToken });
  listing.folders.push(...page.prefixes.map((folder) => folderNode(node, folder)));
  listing.objects.push(...page.entries.map((entry) => objectNode(node, entry)));
  listing.next = page.nextContinuationToken;
}

async function addVersionPage(
  node: BucketOrFolderNode,
  listing: Listing,
  client: ListingClient,
  options: Options,
): Promise<void> {
  const from = typeof listing.next === 'object' ? listing.next : undefined;
  const page = await client.listObjectVersions(node.bucket, { ...options, from });
  listing.folders.push(...page.prefixes.map((folder) => folderNode(node, folder)));
  // The folder's own marker object is not one of its children.
  const current = page.entries.filter(({ isLatest, key }) => isLatest && key !== prefixOf(node));
  listing.objects.push(
    ...current.map((entry) => (entry.kind === 'version' ? objectNode(node, entry) : deletedNode(node, entry))),
  );
  listing.next = page.next;
}
