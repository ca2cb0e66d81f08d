import * as vscode from 'vscode';
import { COMMANDS, DRAGGED_ITEMS_MIME, DRAGGED_OBJECTS_MIME, URI_LIST_MIME } from '../../ids.ts';
import type { DroppedFile, FileSelection } from '../../ui/files/localFiles.ts';
import { linkTargets, uriLines, writeDraggedObjects } from '../../tree/dragData.ts';
import { arrangedItems, writeDraggedItems } from '../../tree/objectClipboard.ts';
import type { TreeNode } from '../../tree/nodes.ts';

/** Schemes of links. VS Code in a browser would read them as files, by requests to their hosts. */
const LINK_SCHEMES: ReadonlySet<string> = new Set(['http', 'https']);

/** Adds objects and folders to the drag; links are made when objects are dropped into an editor. */
export function handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
  const targets = linkTargets(nodes);
  const items = arrangedItems(nodes);
  if (items.length > 0) data.set(DRAGGED_ITEMS_MIME, new vscode.DataTransferItem(writeDraggedItems(items)));
  if (targets.length === 0) return;
  data.set(DRAGGED_OBJECTS_MIME, new vscode.DataTransferItem(writeDraggedObjects(targets)));
  // VS Code adds the rows' icon URIs, which an editor would insert as files.
  data.set(URI_LIST_MIME, new vscode.DataTransferItem(''));
}

/** Uploads dropped files and folders, or moves rows of the tree. Dropped data is readable until this resolves. */
export async function handleDrop(
  node: TreeNode | undefined,
  data: vscode.DataTransfer,
  token: vscode.CancellationToken,
): Promise<void> {
  // Rows of the tree itself are moved or copied, not uploaded.
  const items = await data.get(DRAGGED_ITEMS_MIME)?.asString();
  if (items !== undefined) {
    if (!token.isCancellationRequested)
      await vscode.commands.executeCommand(COMMANDS.dropItems, node, undefined, items);
    return;
  }
  if (data.get(DRAGGED_OBJECTS_MIME)) return;
  const selection = await selectionOf(data);
  if (!token.isCancellationRequested) {
    await vscode.commands.executeCommand(COMMANDS.uploadFiles, node, undefined, selection);
  }
}

/** Files and URIs of dropped or pasted data, which can be read until the drop or paste has been answered. */
export async function selectionOf(data: vscode.DataTransfer): Promise<FileSelection> {
  const list = await data.get(URI_LIST_MIME)?.asString();
  const uris = uriLines(list ?? '').map((line) => vscode.Uri.parse(line));
  const readable = uris.filter(
    ({ scheme }) => !LINK_SCHEMES.has(scheme) && vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined,
  );
  const known = new Set(uris.map(String));
  const dropped: DroppedFile[] = [];
  for (const [, item] of data) {
    const file = item.asFile();
    if (!file) continue;
    // Browsers give only the bytes, no URI.
    if (!file.uri) dropped.push(file);
    else if (!known.has(file.uri.toString())) readable.push(file.uri);
  }
  return { uris: readable, dropped };
}
