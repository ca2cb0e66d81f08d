import * as vscode from 'vscode';
import { OBJECT_SCHEME } from '../../ids.ts';

/** Open text of a file; `undefined` if no text editor has it open. */
export function findDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** True if an editor of any kind shows unsaved changes of a file. */
export function isUnsaved(uri: string): boolean {
  return findDocument(uri)?.isDirty === true || tabsOf(uri).some((tab) => tab.isDirty);
}

/** Tabs whose editor changes a file. */
export function tabsOf(uri: string): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter((tab) => editedUri(tab)?.toString() === uri));
}

/** Closes the comparisons that have this file on their left. */
export async function closeComparisons(left: vscode.Uri): Promise<void> {
  const shown = vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === left.toString(),
    ),
  );
  await vscode.window.tabGroups.close(shown, true);
}

/** File that the editor of a tab changes. */
export function editedUri({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  const isEditor =
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook;
  return isEditor ? input.uri : undefined;
}

/** Events of editors of objects. Addresses are texts. */
export interface EditorEvents {
  /** Unsaved changes appeared, or were saved, reverted or undone. */
  readonly onUnsaved: (uri: string, isUnsaved: boolean, isByUndo: boolean) => void;
  /** The editor took over the content of the file. */
  readonly onReloaded: (uri: string) => void;
  readonly onClosed: (uri: string) => void;
}

/** Time in which VS Code reports that a changed text is unsaved. Before, typing and reloading look alike. */
const UNSAVED_REPORT_MS = 100;

/** Reports the events of editors of objects until it is disposed of. */
export function watchEditors({ onUnsaved, onReloaded, onClosed }: EditorEvents): vscode.Disposable {
  const undone = new Set<string>();
  const closedUnlessOpen = (uri: string): void => {
    if (tabsOf(uri).length === 0 && !isUnsaved(uri)) onClosed(uri);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (document.uri.scheme !== OBJECT_SCHEME) return;
      const uri = document.uri.toString();
      if (contentChanges.length === 0) {
        onUnsaved(uri, document.isDirty, undone.has(uri));
        return;
      }
      if (reason === undefined) undone.delete(uri);
      else undone.add(uri);
      setTimeout(() => {
        // An editor that is clean because the change was undone since then has not been read anew.
        const isReloaded = !document.isDirty && !document.isClosed && reason === undefined && !undone.has(uri);
        if (isReloaded) onReloaded(uri);
      }, UNSAVED_REPORT_MS);
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ opened, changed, closed }) => {
      for (const tab of [...opened, ...changed]) {
        const uri = editedUri(tab);
        if (uri?.scheme !== OBJECT_SCHEME || findDocument(uri.toString())) continue;
        // Undoing in an editor without text tells nothing about what it shows.
        onUnsaved(uri.toString(), tab.isDirty, true);
      }
      for (const tab of closed) {
        const uri = editedUri(tab);
        if (uri?.scheme === OBJECT_SCHEME) closedUnlessOpen(uri.toString());
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === OBJECT_SCHEME) closedUnlessOpen(uri.toString());
    }),
  );
}
