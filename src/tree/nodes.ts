import type { ObjectEntry } from '../oss/objects.ts';

/** What the tree shows, as plain data. `id` is stable over refreshes, so that expansion and selection survive them. */
export type TreeNode = ProfileNode | BucketNode | FolderNode | ObjectNode | LoadMoreNode | ProblemNode | EmptyNode;

/** A node whose children are listed from the service. */
export type ContainerNode = ProfileNode | BucketNode | FolderNode;

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
  /** Known once the service has told. */
  readonly region?: string;
  /** Added by name, not listed by the service. */
  readonly added: boolean;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly id: string;
  readonly profileId: string;
  readonly bucket: string;
  /** The whole prefix, ending in `/`. */
  readonly prefix: string;
  readonly parent: BucketNode | FolderNode;
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
  readonly parent: BucketNode | FolderNode;
}

export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly id: string;
  /** Entries already shown. */
  readonly shown: number;
  readonly parent: BucketNode | FolderNode;
}

/** A listing that failed, with the way out. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  readonly error: unknown;
  readonly parent: ContainerNode;
}

export interface EmptyNode {
  readonly kind: 'empty';
  readonly id: string;
  readonly parent: ContainerNode;
}

export function profileNode(profileId: string): ProfileNode {
  return { kind: 'profile', id: `profile:${profileId}`, profileId };
}

export function bucketNode(
  parent: ProfileNode,
  bucket: string,
  details: { region?: string; added: boolean },
): BucketNode {
  const { profileId } = parent;
  return { kind: 'bucket', id: `bucket:${profileId}/${bucket}`, profileId, bucket, parent, ...details };
}

export function folderNode(parent: BucketNode | FolderNode, prefix: string): FolderNode {
  const { profileId, bucket } = parent;
  return { kind: 'folder', id: `folder:${profileId}/${bucket}/${prefix}`, profileId, bucket, prefix, parent };
}

export function objectNode(
  parent: BucketNode | FolderNode,
  { key, sizeBytes, lastModified, storageClass }: ObjectEntry,
): ObjectNode {
  const { profileId, bucket } = parent;
  const id = `object:${profileId}/${bucket}/${key}`;
  return { kind: 'object', id, profileId, bucket, key, sizeBytes, lastModified, storageClass, parent };
}

export function isContainer(node: TreeNode): node is ContainerNode {
  return node.kind === 'profile' || node.kind === 'bucket' || node.kind === 'folder';
}

/** The part of a key or prefix below its parent's prefix; what the tree shows as the node's name. */
export function nameOf(node: FolderNode | ObjectNode): string {
  const whole = node.kind === 'folder' ? node.prefix.slice(0, -1) : node.key;
  return whole.slice(prefixOf(node.parent).length);
}

/** The prefix under which a bucket's or folder's children are listed. */
export function prefixOf(node: BucketNode | FolderNode): string {
  return node.kind === 'folder' ? node.prefix : '';
}
