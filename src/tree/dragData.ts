import * as v from 'valibot';
import type { ObjectTarget, FolderTarget } from '../links/link.ts';
import { type TreeNode, prefixOf } from './nodes.ts';

/** What a drag from the tree carries: the objects in it. */
export const DRAGGED_OBJECTS_MIME = 'application/vnd.oss-links.objects+json';

const targetsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      profileId: v.string(),
      bucket: v.string(),
      key: v.string(),
      versionId: v.exactOptional(v.string()),
    }),
  ),
);

/** The objects among the nodes. */
export function objectTargets(nodes: readonly TreeNode[]): readonly ObjectTarget[] {
  return nodes.flatMap((node) =>
    node.kind === 'object' ? [{ profileId: node.profileId, bucket: node.bucket, key: node.key }] : [],
  );
}

/** The objects among the nodes and the versions of them, as what reads or shows one takes them. */
export function linkTargets(nodes: readonly TreeNode[]): readonly ObjectTarget[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'version') return objectTargets([node]);
    const { profileId, bucket, key, versionId } = node;
    return node.isDeleteMarker ? [] : [{ profileId, bucket, key, versionId }];
  });
}

/** Writes objects as a drag carries them. */
export function writeDraggedObjects(targets: readonly ObjectTarget[]): string {
  return JSON.stringify(targets);
}

/** Reads what a drag carries; nothing where it is not ours. */
export function readDraggedObjects(text: string): readonly ObjectTarget[] {
  const parsed = v.safeParse(targetsSchema, text);
  return parsed.success ? parsed.output : [];
}

/** The type under which files of the explorer, an editor or the desktop arrive. */
export const URI_LIST_MIME = 'text/uri-list';

/** The lines of a `text/uri-list` that are URIs. */
export function uriLines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

/** Where what is dropped on a node goes: into it, or to where it stands. `undefined` on what is in no bucket. */
export function dropFolder(node: TreeNode | undefined): FolderTarget | undefined {
  if (!node) return undefined;
  if (node.kind === 'bucket' || node.kind === 'folder') {
    return { profileId: node.profileId, bucket: node.bucket, prefix: prefixOf(node) };
  }
  return node.kind === 'profile' ? undefined : dropFolder(node.parent);
}
