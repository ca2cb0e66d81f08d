import type { FolderTarget, ObjectTarget } from '../links/link.ts';
import { placeText } from '../oss/place.ts';
import {
  isContainer,
  prefixOf,
  type BucketNode,
  type ContainerNode,
  type FolderNode,
  type TreeNode,
} from '../tree/nodes.ts';

/** What VS Code hands to a command: nothing from the palette, the clicked item and the selection from a tree. */
export type CommandArguments = readonly unknown[];

/** The tree nodes that a command is about: the selection where the clicked item is part of it, else that item. */
export function nodesOf([item, items]: CommandArguments): readonly TreeNode[] {
  const selection = Array.isArray(items) ? items.filter(isNode) : [];
  if (!isNode(item)) return selection;
  return selection.some((node) => node.id === item.id) ? selection : [item];
}

/** The first bucket or folder among the nodes, as a place to put objects. */
export function folderTarget(nodes: readonly TreeNode[]): FolderTarget | undefined {
  const node = nodes.find((candidate): candidate is BucketNode | FolderNode => isPlace(candidate));
  return node && { profileId: node.profileId, bucket: node.bucket, prefix: prefixOf(node) };
}

/** The buckets and folders among the nodes that the user added: what can be taken out of the view. */
export function addedPlaces(nodes: readonly TreeNode[]): readonly { profileId: string; place: string }[] {
  return nodes.flatMap((node) =>
    isPlace(node) && node.parent.kind === 'profile' && (node.kind === 'folder' || node.added)
      ? [{ profileId: node.profileId, place: placeText({ bucket: node.bucket, prefix: prefixOf(node) }) }]
      : [],
  );
}

/** The bucket that the first argument is, is in, or lists in vain. */
export function bucketPlaceOf([item]: CommandArguments): Pick<ObjectTarget, 'profileId' | 'bucket'> | undefined {
  const node = isNode(item) && !('bucket' in item) && 'parent' in item ? item.parent : item;
  return isNode(node) && 'bucket' in node ? { profileId: node.profileId, bucket: node.bucket } : undefined;
}

/** The profile that the first argument names: a node of it, or its id. */
export function profileIdOf([item]: CommandArguments): string | undefined {
  if (typeof item === 'string') return item;
  return isNode(item) ? ('profileId' in item ? item.profileId : item.parent.profileId) : undefined;
}

/** The container to list again: the clicked one, or the one that a problem is shown in. */
export function containerOf([item]: CommandArguments): ContainerNode | undefined {
  if (!isNode(item)) return undefined;
  return isContainer(item) ? item : item.parent;
}

function isPlace(node: TreeNode): node is BucketNode | FolderNode {
  return node.kind === 'bucket' || node.kind === 'folder';
}

const KINDS = new Set<unknown>(['profile', 'bucket', 'folder', 'object', 'loadMore', 'allBuckets', 'problem', 'empty']);

function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}
