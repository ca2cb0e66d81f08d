import type { FolderTarget, ObjectTarget } from '../../links/link.ts';
import { placeText } from '../../oss/names/bucketPath.ts';
import {
  isContainer,
  isPlace,
  prefixOf,
  type ContainerNode,
  type DeletedNode,
  type ObjectNode,
  type PlaceNode,
  type TreeNode,
} from '../../tree/nodes.ts';

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
  const node = nodes.find(isPlace);
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

/** The profiles that the nodes are, or are of. */
export function profileIdsOf(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => profileIdOf([node]) ?? []);
}

/** The containers to list again: those among the nodes, and those that the others stand in. */
export function containersOf(nodes: readonly TreeNode[]): readonly ContainerNode[] {
  return [...new Map(nodes.map(containerOf).map((container) => [container.id, container])).values()];
}

function containerOf(node: TreeNode): ContainerNode {
  return isContainer(node) ? node : containerOf(node.parent);
}

/** The buckets and folders among the nodes, and those whose rest the nodes stand for. */
export function placesOf(nodes: readonly TreeNode[]): readonly PlaceNode[] {
  return nodes.flatMap((node) => (isPlace(node) ? [node] : node.kind === 'loadMore' ? [node.parent] : []));
}

/** The objects among the nodes, deleted ones too. */
export function objectNodes(nodes: readonly TreeNode[]): readonly (ObjectNode | DeletedNode)[] {
  return nodes.filter((node) => node.kind === 'object' || node.kind === 'deleted');
}

const KINDS: ReadonlySet<unknown> = new Set<TreeNode['kind']>([
  'profile',
  'bucket',
  'folder',
  'object',
  'deleted',
  'version',
  'loadMore',
  'allBuckets',
  'problem',
  'empty',
]);

function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}
