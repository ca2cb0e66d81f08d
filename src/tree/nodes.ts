import type { ObjectEntry } from '../oss/client/objects.ts';
import { omitUndefined } from '../oss/optional.ts';
import type { BucketPath } from '../oss/names/bucketPath.ts';
import type { VersionEntry } from '../oss/client/versions.ts';
import { idOf, type Shortcut, type ShortcutList } from './shortcuts.ts';

/** Node of the tree, as plain data. IDs are stable over refreshes, so that expansion and selection are kept. */
export type TreeNode =
  | ProfileNode
  | BucketNode
  | FolderNode
  | ObjectNode
  | DeletedNode
  | VersionNode
  | LoadMoreNode
  | AllBucketsNode
  | ProblemNode
  | EmptyNode
  | WaitingNode
  | ShortcutsNode
  | ShortcutNode;

/** Node whose children OSS lists. */
export type ContainerNode = ProfileNode | BucketNode | FolderNode;

/** Node that contains objects. */
export type BucketOrFolderNode = BucketNode | FolderNode;

export interface ProfileNode {
  readonly kind: 'profile';
  readonly id: string;
  readonly profileId: string;
}

export interface BucketNode {
  readonly kind: 'bucket';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  readonly parent: ProfileNode;
  /** Absent until OSS has reported it. */
  readonly region?: string;
  /** Added by the user, not listed by OSS. */
  readonly added: boolean;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  /** The whole prefix, ending in `/`. */
  readonly prefix: string;
  /** The profile, if the user added the folder by itself. */
  readonly parent: ProfileNode | BucketNode | FolderNode;
}

export interface ObjectNode {
  readonly kind: 'object';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
  readonly storageClass: string | undefined;
  /** State of restoring an archived object when it was listed, in OSS's format. */
  readonly restoreInfo?: string;
  readonly parent: BucketNode | FolderNode;
}

/** A deleted object (its current version is a delete marker), in a listing that shows deleted objects. */
export interface DeletedNode {
  readonly kind: 'deleted';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  /** When it was deleted. */
  readonly lastModified: Date;
  readonly parent: BucketOrFolderNode;
}

/** A version of an object, or a delete marker among them. */
export interface VersionNode {
  readonly kind: 'version';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** The version that requests without a version ID get. */
  readonly isCurrent: boolean;
  readonly isDeleteMarker: boolean;
  /** Absent for delete markers. */
  readonly sizeBytes?: number;
  readonly storageClass?: string;
  readonly lastModified: Date;
  readonly parent: ObjectNode | DeletedNode;
}

export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly id: string;
  /** Entries already shown. */
  readonly shown: number;
  /** Entries already listed; a filter may hide some. */
  readonly loaded: number;
  readonly parent: BucketOrFolderNode;
}

/** Row that lists all buckets of the account, below the added ones. */
export interface AllBucketsNode {
  readonly kind: 'allBuckets';
  readonly id: string;
  readonly parent: ProfileNode;
}

/** Failed listing. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  readonly error: unknown;
  readonly parent: ContainerNode;
}

export interface EmptyNode {
  readonly kind: 'empty';
  readonly id: string;
  /** The parent's filter may hide something. */
  readonly isFiltered: boolean;
  readonly parent: ContainerNode;
}

/** Listing that takes long. */
export interface WaitingNode {
  readonly kind: 'waiting';
  readonly id: string;
  readonly parent: ContainerNode;
}

/** Group of the pinned or of the recent objects and folders, above the profiles. */
export interface ShortcutsNode {
  readonly kind: 'shortcuts';
  readonly id: string;
  readonly list: ShortcutList;
}

/** Pinned or recent object or folder. Its own row may be anywhere in the tree, loaded or not. */
export interface ShortcutNode {
  readonly kind: 'shortcut';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  /** Key of the object, or prefix of the folder. */
  readonly key: string;
  readonly shortcut: Shortcut;
  readonly parent: ShortcutsNode;
}

export function shortcutNode(parent: ShortcutsNode, shortcut: Shortcut): ShortcutNode {
  const { profileId, bucket, key } = shortcut;
  return { kind: 'shortcut', id: `${parent.list}:${idOf(shortcut)}`, profileId, bucket, key, shortcut, parent };
}

export function profileNode(profileId: string): ProfileNode {
  return { kind: 'profile', id: `profile:${profileId}`, profileId };
}

export function bucketNode(
  parent: ProfileNode,
  bucket: string,
  details: { region?: string | undefined; added: boolean },
): BucketNode {
  const { profileId } = parent;
  return { kind: 'bucket', id: `bucket:${profileId}/${bucket}`, profileId, bucket, parent, ...omitUndefined(details) };
}

export function folderNode(parent: BucketNode | FolderNode, prefix: string): FolderNode {
  const { profileId, bucket } = parent;
  const id = `${scopeOf(parent)}folder:${profileId}/${bucket}/${prefix}`;
  return { kind: 'folder', id, profileId, bucket, prefix, parent };
}

/** A folder directly below its profile, for keys that may not list the rest of the bucket. */
export function addedFolderNode(parent: ProfileNode, { bucket, prefix }: BucketPath): FolderNode {
  const { profileId } = parent;
  return { kind: 'folder', id: `added:${profileId}/${bucket}/${prefix}`, profileId, bucket, prefix, parent };
}

/** Id prefix of nodes below an added folder, since its bucket may be shown too. */
function scopeOf(node: BucketNode | FolderNode): string {
  let top: ContainerNode = node;
  while (top.kind === 'folder' && top.parent.kind !== 'profile') top = top.parent;
  return top.kind === 'folder' ? `${top.id}>` : '';
}

export function objectNode(
  parent: BucketNode | FolderNode,
  { key, sizeBytes, lastModified, storageClass, restoreInfo }: ObjectEntry,
): ObjectNode {
  const { profileId, bucket } = parent;
  const id = `${scopeOf(parent)}object:${profileId}/${bucket}/${key}`;
  const restored = restoreInfo === undefined ? {} : { restoreInfo };
  return { kind: 'object', id, profileId, bucket, key, sizeBytes, lastModified, storageClass, ...restored, parent };
}

export function deletedNode(
  parent: BucketOrFolderNode,
  { key, lastModified }: Pick<VersionEntry, 'key' | 'lastModified'>,
): DeletedNode {
  const { profileId, bucket } = parent;
  const id = `${scopeOf(parent)}deleted:${profileId}/${bucket}/${key}`;
  return { kind: 'deleted', id, profileId, bucket, key, lastModified, parent };
}

export function versionNode(parent: ObjectNode | DeletedNode, entry: VersionEntry, versionId: string): VersionNode {
  const { profileId, bucket, key } = parent;
  return {
    kind: 'version',
    id: `${parent.id}@${versionId}`,
    profileId,
    bucket,
    key,
    versionId,
    isCurrent: entry.isLatest,
    isDeleteMarker: entry.kind === 'deleteMarker',
    lastModified: entry.lastModified,
    ...(entry.kind === 'version' && { sizeBytes: entry.sizeBytes, storageClass: entry.storageClass }),
    parent,
  };
}

export function isContainer(node: TreeNode): node is ContainerNode {
  return node.kind === 'profile' || node.kind === 'bucket' || node.kind === 'folder';
}

/** Name of a node: the part of its key or prefix below its parent's prefix. */
export function nameOf(node: FolderNode | ObjectNode | DeletedNode): string {
  const whole = node.kind === 'folder' ? node.prefix.slice(0, -1) : node.key;
  if (node.parent.kind === 'profile') return `${node.bucket}/${whole}`;
  return whole.slice(prefixOf(node.parent).length);
}

export function isBucketOrFolder(node: TreeNode): node is BucketOrFolderNode {
  return node.kind === 'bucket' || node.kind === 'folder';
}

/** The prefix under which a bucket's or folder's children are listed. */
export function prefixOf(node: BucketNode | FolderNode): string {
  return node.kind === 'folder' ? node.prefix : '';
}

/** Whether an ID is that of the node or of one below it. */
export function isWithin(id: string, node: ContainerNode): boolean {
  if (id === node.id) return true;
  const within = {
    profile: (): string[] => [`bucket:${node.profileId}/`, `folder:${node.profileId}/`, `added:${node.profileId}/`],
    bucket: (): string[] => [`folder:${node.id.slice('bucket:'.length)}/`],
    folder: (): string[] => [node.id],
  }[node.kind]();
  return within.some((prefix) => id.startsWith(prefix));
}
