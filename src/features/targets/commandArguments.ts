import type { Uri } from 'vscode';
import type { FolderTarget, ObjectTarget } from '../../links/link.ts';
import { bucketPathText } from '../../oss/names/bucketPath.ts';
import type { Services } from '../services.ts';
import { linkTargets, objectTargets } from '../../tree/dragData.ts';
import {
  isContainer,
  isBucketOrFolder,
  prefixOf,
  type ContainerNode,
  type DeletedNode,
  type ObjectNode,
  type BucketOrFolderNode,
  type TreeNode,
} from '../../tree/nodes.ts';

/** The command table of a feature binds each command to one of these: the arguments of VS Code become those of a function. */
export type Handler = (args: CommandArguments, services: Services) => Promise<void> | void;

/** Objects that a link is for, or a folder that a link uploads to. */
export type UploadTarget = { readonly objects: readonly ObjectTarget[] } | { readonly folder: FolderTarget };

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
  const node = nodes.find(isBucketOrFolder);
  return node && { profileId: node.profileId, bucket: node.bucket, prefix: prefixOf(node) };
}

/** The buckets and folders among the nodes that the user added: what can be taken out of the view. */
export function addedBuckets(nodes: readonly TreeNode[]): readonly { profileId: string; place: string }[] {
  return nodes.flatMap((node) =>
    isBucketOrFolder(node) && node.parent.kind === 'profile' && (node.kind === 'folder' || node.added)
      ? [{ profileId: node.profileId, place: bucketPathText({ bucket: node.bucket, prefix: prefixOf(node) }) }]
      : [],
  );
}

/** The bucket that the first argument is, is in, or lists in vain. */
export function bucketRefOf([item]: CommandArguments): Pick<ObjectTarget, 'profileId' | 'bucket'> | undefined {
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
export function bucketsAndFoldersOf(nodes: readonly TreeNode[]): readonly BucketOrFolderNode[] {
  return nodes.flatMap((node) => (isBucketOrFolder(node) ? [node] : node.kind === 'loadMore' ? [node.parent] : []));
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

/** The folder among the nodes to upload to, or else the objects to replace. */
export function uploadTarget(nodes: readonly TreeNode[]): UploadTarget | undefined {
  const folder = folderTarget(nodes);
  if (folder) return { folder };
  const objects = objectTargets(nodes);
  return objects.length > 0 ? { objects } : undefined;
}

/** The objects among the nodes, which both methods are for, or else a folder to put one into. */
export function linkTarget(nodes: readonly TreeNode[]): UploadTarget | undefined {
  const objects = linkTargets(nodes);
  return objects.length > 0 ? { objects } : uploadTarget(nodes);
}

/** From a problem of the tree, or as a notification hands it over. */

/** From the explorer `(uri, uris)`, from elsewhere nothing. */
export function urisOf([uri, uris]: CommandArguments): readonly Uri[] {
  const selection = Array.isArray(uris) ? uris.filter(isUri) : [];
  if (!isUri(uri)) return selection;
  return selection.length > 0 ? selection : [uri];
}

function isUri(value: unknown): value is Uri {
  return typeof value === 'object' && value !== null && 'scheme' in value && 'path' in value;
}
