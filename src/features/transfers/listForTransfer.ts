import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { describeCount } from '../../text/describe.ts';
import { prefixOf, type BucketNode, type FolderNode, type ObjectNode, type TreeNode } from '../../tree/nodes.ts';
import { throttledProgress, type ThrottledProgress } from '../../ui/messages/throttledProgress.ts';
import type { Services } from '../services.ts';

/** Object to download or delete. */
export interface TransferObject extends ObjectTarget {
  readonly sizeBytes: number;
  /** Path relative to the selection: the name of a selected object, `folder/name` for one in a folder. */
  readonly path: string;
}

/** Node that can be transferred as a whole. */
export type TransferNode = ObjectNode | FolderNode | BucketNode;

/** The objects, folders and buckets among the nodes, without those inside others of them. */
export function transferNodes(nodes: readonly TreeNode[]): readonly TransferNode[] {
  const chosen = nodes.filter(
    (node): node is TransferNode => node.kind === 'object' || node.kind === 'folder' || node.kind === 'bucket',
  );
  // An added folder may be in the tree twice, with its content.
  return chosen.filter(
    (node, index) =>
      !chosen.some((other, at) => at !== index && covers(other, node) && !(covers(node, other) && index < at)),
  );
}

function covers(one: TransferNode, other: TransferNode): boolean {
  if (one.profileId !== other.profileId || one.bucket !== other.bucket) return false;
  if (one.kind === 'object') return other.kind === 'object' && one.key === other.key;
  return (other.kind === 'object' ? other.key : prefixOf(other)).startsWith(prefixOf(one));
}

/** Lists all objects of the nodes with progress; `undefined` if the user cancels. */
export async function listForTransfer(
  nodes: readonly TransferNode[],
  { notifications, clientOf, locale, now }: Pick<Services, 'notifications' | 'clientOf' | 'locale' | 'now'>,
): Promise<readonly TransferObject[] | undefined> {
  if (nodes.every((node) => node.kind === 'object')) return nodes.map(transferObjectOf);
  return notifications.progress(l10n.t('Listing objects'), async (shown, signal) => {
    const progress = throttledProgress(shown, now);
    const objects: TransferObject[] = [];
    for (const node of nodes) {
      if (node.kind === 'object') objects.push(transferObjectOf(node));
      else await listFolder(node, await clientOf(node.profileId), objects, { progress, signal, locale });
    }
    return objects;
  });
}

async function listFolder(
  node: FolderNode | BucketNode,
  client: OssClient,
  objects: TransferObject[],
  {
    progress,
    signal,
    locale,
  }: { readonly progress: ThrottledProgress; readonly signal: AbortSignal; readonly locale: string },
): Promise<void> {
  const { profileId, bucket } = node;
  const prefix = prefixOf(node);
  const name = prefix === '' ? `${bucket}/` : prefix.slice(prefix.lastIndexOf('/', prefix.length - 2) + 1);
  for await (const entries of client.parallelObjectPages(bucket, { prefix, signal })) {
    for (const { key, sizeBytes } of entries) {
      objects.push({ profileId, bucket, key, sizeBytes, path: name + key.slice(prefix.length) });
    }
    progress.report(0, () =>
      l10n.t(objects.length === 1 ? '1 object' : '{0} objects', describeCount(objects.length, locale)),
    );
  }
}

function transferObjectOf({ profileId, bucket, key, sizeBytes }: ObjectNode): TransferObject {
  return { profileId, bucket, key, sizeBytes, path: key.slice(key.lastIndexOf('/') + 1) };
}
