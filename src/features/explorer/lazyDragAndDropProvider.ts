import type * as vscode from 'vscode';
import { DRAGGED_ITEMS_MIME, DRAGGED_OBJECTS_MIME, DRAGGED_ROWS_MIME, URI_LIST_MIME } from '../../ids.ts';
import type { TreeNode } from '../../tree/nodes.ts';

/** Drag and drop controller of the buckets view, which loads the real one with the first drag or drop. */
export class LazyDragAndDrop implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [DRAGGED_OBJECTS_MIME, DRAGGED_ITEMS_MIME, URI_LIST_MIME];
  readonly dropMimeTypes = [DRAGGED_ROWS_MIME, DRAGGED_ITEMS_MIME, URI_LIST_MIME, 'files'];

  async handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): Promise<void> {
    const { handleDrag } = await import('./dragAndDropProvider.ts');
    handleDrag(nodes, data);
  }

  async handleDrop(
    node: TreeNode | undefined,
    data: vscode.DataTransfer,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const { handleDrop } = await import('./dragAndDropProvider.ts');
    await handleDrop(node, data, token);
  }
}
