import type { FolderTarget } from '../links/link.ts';
import { prefixOf, type TreeNode } from './nodes.ts';

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
