import assert from 'node:assert/strict';
import { nameOf, type TreeNode } from '../../../src/tree/nodes.ts';

/** Texts of nodes for assertions. */
export function shown(nodes: readonly TreeNode[]): string[] {
  return nodes.map((node) => {
    switch (node.kind) {
      case 'profile':
        return node.profileId;
      case 'bucket':
        return `${node.bucket} ${node.added ? '(added)' : (node.region ?? '')}`;
      case 'folder':
        return `${nameOf(node)}/`;
      case 'object':
        return nameOf(node);
      case 'deleted':
        return `${nameOf(node)} (deleted)`;
      case 'version':
        return `${node.versionId}${node.isCurrent ? ' (current)' : ''}${node.isDeleteMarker ? ' (marker)' : ''}`;
      case 'loadMore':
        return `more after ${node.shown}${node.loaded === node.shown ? '' : ` of ${node.loaded}`}`;
      case 'allBuckets':
        return 'all buckets';
      case 'problem':
        return `problem ${(node.error as { code?: string }).code ?? String(node.error)}`;
      case 'empty':
        return 'empty';
      case 'waiting':
        return 'waiting';
      case 'shortcuts':
        return node.list;
      case 'shortcut':
        return `${node.parent.list} ${node.bucket}/${node.key}`;
    }
  });
}

/** The one node of that kind. */
export function only<K extends TreeNode['kind']>(nodes: readonly TreeNode[], kind: K): Extract<TreeNode, { kind: K }> {
  const found = nodes.filter((node): node is Extract<TreeNode, { kind: K }> => node.kind === kind);
  assert.equal(found.length, 1, `one ${kind} among ${shown(nodes).join(', ')}`);
  return found[0] ?? assert.fail();
}
