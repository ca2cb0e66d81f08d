import * as v from 'valibot';
import type { ObjectTarget, FolderTarget } from '../links/link.ts';
import { omitUndefined } from '../oss/optional.ts';
import { type ShortcutNode, type TreeNode, prefixOf } from './nodes.ts';

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

/** The objects among the nodes, those of shortcuts included. */
export function objectTargets(nodes: readonly TreeNode[]): readonly ObjectTarget[] {
  return nodes.flatMap((node): ObjectTarget[] => {
    const { kind } = node;
    if (kind === 'shortcut') return node.shortcut.kind === 'object' ? [shortcutTarget(node)] : [];
    return kind === 'object' ? [{ profileId: node.profileId, bucket: node.bucket, key: node.key }] : [];
  });
}

/** The objects and object versions among the nodes; delete markers are skipped. */
export function linkTargets(nodes: readonly TreeNode[]): readonly ObjectTarget[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'version') return objectTargets([node]);
    const { profileId, bucket, key, versionId } = node;
    return node.isDeleteMarker ? [] : [{ profileId, bucket, key, versionId }];
  });
}

function shortcutTarget({ shortcut }: ShortcutNode): ObjectTarget {
  const { profileId, bucket, key, versionId } = shortcut;
  return omitUndefined({ profileId, bucket, key, versionId });
}

/** Serialises dragged objects. */
export function writeDraggedObjects(targets: readonly ObjectTarget[]): string {
  return JSON.stringify(targets);
}

/** Parses dragged objects; anything else is an empty list. */
export function readDraggedObjects(text: string): readonly ObjectTarget[] {
  const parsed = v.safeParse(targetsSchema, text);
  return parsed.success ? parsed.output : [];
}

/** The lines of a `text/uri-list` that are URIs. */
export function uriLines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

/** Target folder of a drop on a node: the node itself, or the container of an object; none outside of buckets. */
export function dropFolder(node: TreeNode | undefined): FolderTarget | undefined {
  if (!node) return undefined;
  if (node.kind === 'bucket' || node.kind === 'folder') {
    return { profileId: node.profileId, bucket: node.bucket, prefix: prefixOf(node) };
  }
  const isOutside = node.kind === 'profile' || node.kind === 'shortcuts' || node.kind === 'shortcut';
  return isOutside ? undefined : dropFolder(node.parent);
}
