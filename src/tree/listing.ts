import { namePattern } from '../oss/names/namePattern.ts';
import type { VersionMarker } from '../oss/client/versions.ts';
import {
  nameOf,
  type ContainerNode,
  type DeletedNode,
  type FolderNode,
  type ObjectNode,
  type BucketOrFolderNode,
  type TreeNode,
} from './nodes.ts';
import type { ObjectOrder, FolderView } from './folderViews.ts';

/** What has been listed of one container so far. */
export interface Listing {
  readonly folders: FolderNode[];
  readonly objects: (ObjectNode | DeletedNode)[];
  /** Of a profile: its buckets, and the folders that were added by themselves. */
  bucketsAndFolders: readonly BucketOrFolderNode[];
  /** Of a profile: the account may have buckets that are not among its places. */
  hasMoreBuckets?: boolean;
  /** What was looked up beyond the part that is listed, by id. */
  readonly unlisted: Map<string, FolderNode | ObjectNode>;
  /** Where the next page begins: a token, or in a list of versions the last entry. */
  next?: string | VersionMarker | undefined;
  error?: unknown;
  /** One request in flight a node: whoever asks meanwhile waits for the same. */
  pending?: Promise<void> | undefined;
  readonly abort: AbortController;
}

export function newListing(): Listing {
  return { folders: [], objects: [], bucketsAndFolders: [], unlisted: new Map(), abort: new AbortController() };
}

/** How much of a place has been listed. */
export interface LoadedPart {
  /** Folders and objects. */
  readonly count: number;
  readonly isWhole: boolean;
}

export function loadedPart({ folders, objects, next }: Listing): LoadedPart {
  return { count: folders.length + objects.length, isWhole: next === undefined };
}

/** Folders before objects over all pages; then what is left to load, what was found beyond, or what went wrong. */
export function shownChildren(
  node: ContainerNode,
  listing: Listing,
  view: FolderView | undefined,
): readonly TreeNode[] {
  const known: TreeNode[] = [...listing.bucketsAndFolders, ...listing.folders, ...shownObjects(listing.objects, view)];
  const ends: TreeNode[] = [];
  if (listing.error !== undefined) {
    ends.push({ kind: 'problem', id: `problem:${node.id}`, error: listing.error, parent: node });
  }
  if (listing.hasMoreBuckets && node.kind === 'profile') {
    ends.push({ kind: 'allBuckets', id: `allBuckets:${node.profileId}`, parent: node });
  }
  if (listing.next !== undefined && node.kind !== 'profile') {
    const id = `loadMore:${node.id}`;
    ends.push({ kind: 'loadMore', id, shown: known.length, loaded: loadedPart(listing).count, parent: node });
  }
  const ids = new Set(listing.unlisted.size === 0 ? [] : known.map(({ id }) => id));
  ends.push(...[...listing.unlisted.values()].filter(({ id }) => !ids.has(id)));
  if (known.length + ends.length === 0) {
    ends.push({ kind: 'empty', id: `empty:${node.id}`, isFiltered: view?.filter !== undefined, parent: node });
  }
  return [...known, ...ends];
}

/** Folders are shown whatever the pattern says beyond its beginning: what it is for may be in them. */
function shownObjects(
  objects: readonly (ObjectNode | DeletedNode)[],
  { filter, order }: FolderView = { order: 'name' },
): readonly (ObjectNode | DeletedNode)[] {
  const pattern = filter === undefined ? undefined : namePattern(filter);
  // The service has compared the beginning already.
  const matching = pattern && !pattern.isPrefix ? objects.filter((node) => pattern.matches(nameOf(node))) : objects;
  return order === 'name' ? matching : matching.toSorted(COMPARE[order]);
}

const sizeOf = (node: ObjectNode | DeletedNode): number => (node.kind === 'object' ? node.sizeBytes : 0);

const COMPARE: Readonly<
  Record<Exclude<ObjectOrder, 'name'>, (a: ObjectNode | DeletedNode, b: ObjectNode | DeletedNode) => number>
> = {
  newest: (a, b) => b.lastModified.getTime() - a.lastModified.getTime(),
  largest: (a, b) => sizeOf(b) - sizeOf(a),
};
