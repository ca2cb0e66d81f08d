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

/** Loaded children of one container. */
export interface Listing {
  readonly folders: FolderNode[];
  readonly objects: (ObjectNode | DeletedNode)[];
  /** For a profile: its buckets, and folders that the user added. */
  bucketsAndFolders: readonly BucketOrFolderNode[];
  /** For a profile: the account may have buckets that are not shown. */
  hasMoreBuckets?: boolean;
  /** For a profile: its credentials may not list the account's buckets. */
  isDenied?: boolean;
  /** Nodes that were looked up beyond the loaded pages, by id. */
  readonly unlisted: Map<string, FolderNode | ObjectNode>;
  /** Start of the next page: a continuation token, or a version marker. */
  next?: string | VersionMarker | undefined;
  error?: unknown;
  /** The request in flight; there is at most one per node. */
  pending?: Promise<void> | undefined;
  readonly abort: AbortController;
}

/** The user cancelled a listing. */
export class ListingCancelledError extends Error {
  readonly code = 'ListingCancelled';

  constructor() {
    super('The listing was canceled.');
    this.name = 'ListingCancelledError';
  }
}

export function newListing(): Listing {
  return { folders: [], objects: [], bucketsAndFolders: [], unlisted: new Map(), abort: new AbortController() };
}

/** Loaded part of a bucket or folder. */
export interface LoadedPart {
  /** Number of loaded folders and objects. */
  readonly count: number;
  readonly isWhole: boolean;
}

export function loadedPart({ folders, objects, next, error }: Listing): LoadedPart {
  return { count: folders.length + objects.length, isWhole: next === undefined && error === undefined };
}

/** Child nodes of a listing: folders, objects, then nodes for an error, more pages and looked-up keys. */
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

/** Objects that match the filter. Folders are not filtered, because matching objects may be in any folder. */
function shownObjects(
  objects: readonly (ObjectNode | DeletedNode)[],
  { filter, order }: FolderView = { order: 'name' },
): readonly (ObjectNode | DeletedNode)[] {
  const pattern = filter === undefined ? undefined : namePattern(filter);
  // OSS has already compared a plain prefix.
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
