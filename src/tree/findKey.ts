import type { OssClient } from '../oss/client/ossClient.ts';
import type { ObjectEntry } from '../oss/client/objects.ts';
import {
  folderNode,
  isBucketOrFolder,
  objectNode,
  prefixOf,
  type ContainerNode,
  type FolderNode,
  type ObjectNode,
  type BucketOrFolderNode,
  type ProfileNode,
  type TreeNode,
} from './nodes.ts';

/** A key and the profile to look it up with. */
export interface KeyInProfile {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
}

/** Parts of the tree that the search uses. */
interface SearchedTree {
  roots(): readonly ProfileNode[];
  children(node: ContainerNode): Promise<readonly TreeNode[]>;
  showUnlisted<N extends FolderNode | ObjectNode>(container: BucketOrFolderNode, node: N): Promise<N>;
}

export interface FindServices {
  readonly tree: SearchedTree;
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'listObjects'>>;
}

/** The shown bucket or folder of a profile that contains the key. */
export async function containerOfKey(
  { profileId, bucket, key }: KeyInProfile,
  tree: SearchedTree,
): Promise<BucketOrFolderNode | undefined> {
  const root = rootOf(profileId, tree);
  const containers = root ? (await tree.children(root)).filter(isBucketOrFolder) : [];
  return containers.find((container) => container.bucket === bucket && key.startsWith(prefixOf(container)));
}

/**
 * The node of an object, or of a folder if the key ends in `/`; `undefined` if it does not exist or the profile
 * does not show its bucket. OSS is asked for the key itself, not for the pages before it.
 */
export async function findKey(
  where: KeyInProfile,
  { tree, clientOf }: FindServices,
): Promise<BucketOrFolderNode | ObjectNode | undefined> {
  const { profileId, bucket, key } = where;
  let container = await containerOfKey(where, tree);
  if (!container || key === prefixOf(container)) return container;
  const entry = await lookUpKey(await clientOf(profileId), bucket, key);
  if (!entry) return undefined;
  for (let slash = key.indexOf('/', prefixOf(container).length); slash >= 0; slash = key.indexOf('/', slash + 1)) {
    container = await tree.showUnlisted(container, folderNode(container, key.slice(0, slash + 1)));
  }
  return entry === 'folder' ? container : tree.showUnlisted(container, objectNode(container, entry));
}

/** The object's node, or its nearest listed ancestor; `undefined` if the profile was removed. */
export async function nearestToKey(where: KeyInProfile, tree: SearchedTree): Promise<TreeNode | undefined> {
  const { profileId, key } = where;
  let container = await containerOfKey(where, tree);
  if (!container) return rootOf(profileId, tree);
  for (;;) {
    const children = await tree.children(container);
    const object = children.find((child) => child.kind === 'object' && child.key === key);
    if (object) return object;
    const next = children.find((child) => child.kind === 'folder' && key.startsWith(child.prefix));
    if (next?.kind !== 'folder') return container;
    container = next;
  }
}

function rootOf(profileId: string, tree: SearchedTree): ProfileNode | undefined {
  return tree.roots().find((root) => root.profileId === profileId);
}

/** Looks up one key on OSS. A folder exists if it has a marker object or any content. */
async function lookUpKey(
  client: Pick<OssClient, 'listObjects'>,
  bucket: string,
  key: string,
): Promise<ObjectEntry | 'folder' | undefined> {
  const page = await client.listObjects(bucket, { prefix: key, delimiter: '/', maxKeys: 2 });
  if (!key.endsWith('/')) return page.entries.find((entry) => entry.key === key);
  return page.hasMarker || page.entries.length + page.prefixes.length > 0 ? 'folder' : undefined;
}
