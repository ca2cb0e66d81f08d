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

/** Handler of a command. It converts the arguments from VS Code to those of a function. */
export type Handler = (args: CommandArguments, services: Services) => Promise<void> | void;

/** Objects of links, or a folder that a link uploads to. */
export type UploadTarget = { readonly objects: readonly ObjectTarget[] } | { readonly folder: FolderTarget };

/** Arguments of a command: none from the palette and keybindings, the clicked item and the selection from a tree. */
export type CommandArguments = readonly unknown[];

/** Tree nodes of a command: the selection if it contains the clicked item, otherwise that item. */
export function nodesOf([item, items]: CommandArguments): readonly TreeNode[] {
  const selection = Array.isArray(items) ? items.filter(isNode) : [];
  if (!isNode(item)) return selection;
  return selection.some((node) => node.id === item.id) ? selection : [item];
}

/** First bucket or folder among the nodes, to upload to. */
export function folderTarget(nodes: readonly TreeNode[]): FolderTarget | undefined {
  const node = nodes.find(isBucketOrFolder);
  return node && { profileId: node.profileId, bucket: node.bucket, prefix: prefixOf(node) };
}

/** Added buckets and folders among the nodes, which can be removed from the view. */
export function addedBuckets(nodes: readonly TreeNode[]): readonly { profileId: string; path: string }[] {
  return nodes.flatMap((node) =>
    isBucketOrFolder(node) && node.parent.kind === 'profile' && (node.kind === 'folder' || node.added)
      ? [{ profileId: node.profileId, path: bucketPathText({ bucket: node.bucket, prefix: prefixOf(node) }) }]
      : [],
  );
}

/** Bucket of the clicked node, of the failed listing that it reports, or of an error's button. */
export function bucketRefOf([item]: CommandArguments): Pick<ObjectTarget, 'profileId' | 'bucket'> | undefined {
  if (isBucketRef(item) && !isNode(item)) return item;
  const node = isNode(item) && !('bucket' in item) && 'parent' in item ? item.parent : item;
  return isNode(node) && 'bucket' in node ? { profileId: node.profileId, bucket: node.bucket } : undefined;
}

/** Profile id of the first argument: a node, or the id itself. */
export function profileIdOf([item]: CommandArguments): string | undefined {
  if (typeof item === 'string') return item;
  if (!isNode(item) || item.kind === 'shortcuts') return undefined;
  return 'profileId' in item ? item.profileId : item.parent.profileId;
}

/** Profile ids of the nodes. */
export function profileIdsOf(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => profileIdOf([node]) ?? []);
}

/** Containers to refresh: those among the nodes, and the parents of the others. */
export function containersOf(nodes: readonly TreeNode[]): readonly ContainerNode[] {
  const containers = nodes.flatMap((node) => containerOf(node) ?? []);
  return [...new Map(containers.map((container) => [container.id, container])).values()];
}

function containerOf(node: TreeNode): ContainerNode | undefined {
  if (isContainer(node)) return node;
  return node.kind === 'shortcuts' ? undefined : containerOf(node.parent);
}

/** Buckets and folders among the nodes, and the parents of "Load More" nodes. */
export function bucketsAndFoldersOf(nodes: readonly TreeNode[]): readonly BucketOrFolderNode[] {
  return nodes.flatMap((node) => (isBucketOrFolder(node) ? [node] : node.kind === 'loadMore' ? [node.parent] : []));
}

/** Objects that the button of a message names. */
export function namedObjects([objects]: CommandArguments): readonly ObjectTarget[] {
  return Array.isArray(objects) ? objects.filter(isObjectTarget) : [];
}

function isBucketRef(value: unknown): value is Pick<ObjectTarget, 'profileId' | 'bucket'> {
  return typeof value === 'object' && value !== null && 'profileId' in value && 'bucket' in value;
}

function isObjectTarget(value: unknown): value is ObjectTarget {
  return isBucketRef(value) && 'key' in value;
}

/** Objects among the nodes, deleted ones included. */
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
  'waiting',
  'shortcuts',
  'shortcut',
]);

function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}

/** Folder among the nodes to upload to, otherwise the objects to replace. */
export function uploadTarget(nodes: readonly TreeNode[]): UploadTarget | undefined {
  const folder = folderTarget(nodes);
  if (folder) return { folder };
  const objects = objectTargets(nodes);
  return objects.length > 0 ? { objects } : undefined;
}

/** Objects among the nodes, for links of both methods, otherwise a folder to upload to. */
export function linkTarget(nodes: readonly TreeNode[]): UploadTarget | undefined {
  const objects = linkTargets(nodes);
  return objects.length > 0 ? { objects } : uploadTarget(nodes);
}

/** Files of a command in VS Code's file explorer; empty elsewhere. */
export function urisOf([uri, uris]: CommandArguments): readonly Uri[] {
  const selection = Array.isArray(uris) ? uris.filter(isUri) : [];
  if (!isUri(uri)) return selection;
  return selection.length > 0 ? selection : [uri];
}

function isUri(value: unknown): value is Uri {
  return typeof value === 'object' && value !== null && 'scheme' in value && 'path' in value;
}
