import * as vscode from 'vscode';
import { DRAGGED_OBJECTS_MIME, objectTargets, writeDraggedObjects } from './draggedObjects.ts';
import type { TreeNode } from './nodes.ts';

/** What dragging from the tree and dropping onto it mean. */
export class DragAndDropProvider implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [DRAGGED_OBJECTS_MIME];
  readonly dropMimeTypes: readonly string[] = [];

  /** Takes along which objects they are; a link is made when they are dropped into an editor. */
  handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
    const targets = objectTargets(nodes);
    if (targets.length > 0) data.set(DRAGGED_OBJECTS_MIME, new vscode.DataTransferItem(writeDraggedObjects(targets)));
  }
}
