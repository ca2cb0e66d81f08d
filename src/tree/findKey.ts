import type { OssClient } from '../oss/client/client.ts';
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

/** Where a key stands, and the profile that may see it. */
export interface KeyInProfile {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
}

/** The tree as far as keys are looked for in it. */
interface SearchedTree {
  roots(): readonly ProfileNode[];
  children(node: ContainerNode): Promise<readonly TreeNode[]>;
  showUnlisted<N extends FolderNode | ObjectNode>(place: BucketOrFolderNode, node: N): Promise<N>;
}

export interface FindServices {
  readonly tree: SearchedTree;
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'listObjects'>>;
}

/** The bucket or folder below a profile that holds the key; `undefined` where the profile shows none. */
export async function containerOfKey(
  { profileId, bucket, key }: KeyInProfile,
  tree: SearchedTree,
): Promise<BucketOrFolderNode | undefined> {
  const root = rootOf(profileId, tree);
  const places = root ? (await tree.children(root)).filter(isBucketOrFolder) : [];
  return places.find((place) => place.bucket === bucket && key.startsWith(prefixOf(place)));
}

/**
 * The node of an object, or of a folder where the key ends in `/`; `undefined` where it does not exist or no place of
 * the profile holds it. The service is asked for the key, not for the pages before it; it is shown after what is listed.
 */
export async function findKey(
  where: KeyInProfile,
  { tree, clientOf }: FindServices,
): Promise<BucketOrFolderNode | ObjectNode | undefined> {
  const { profileId, bucket, key } = where;
  let place = await containerOfKey(where, tree);
  if (!place || key === prefixOf(place)) return place;
  const entry = await lookUpKey(await clientOf(profileId), bucket, key);
  if (!entry) return undefined;
  for (let slash = key.indexOf('/', prefixOf(place).length); slash >= 0; slash = key.indexOf('/', slash + 1)) {
    place = await tree.showUnlisted(place, folderNode(place, key.slice(0, slash + 1)));
  }
  return entry === 'folder' ? place : tree.showUnlisted(place, objectNode(place, entry));
}

/** The object's node, or the nearest container of it that is listed; `undefined` where the profile is gone. */
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

/** Looks for one key, the first of all that begin with it; a folder is one where it has a marker or anything is in it. */
async function lookUpKey(
  client: Pick<OssClient, 'listObjects'>,
  bucket: string,
  key: string,
): Promise<ObjectEntry | 'folder' | undefined> {
  const page = await client.listObjects(bucket, { prefix: key, delimiter: '/', maxKeys: 2 });
  if (!key.endsWith('/')) return page.entries.find((entry) => entry.key === key);
  return page.hasMarker || page.entries.length + page.prefixes.length > 0 ? 'folder' : undefined;
}
