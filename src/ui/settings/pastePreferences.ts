import * as vscode from 'vscode';
import { SETTINGS } from '../../ids.ts';

/** True if the user prefers uploads to the other paste and drop edits. */
export function prefersUpload(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.preferUpload, false);
}

/** True if workspace settings make VS Code apply edits of a kind without a choice of the user. */
export function isChosenByWorkspace(
  setting: string,
  kind: vscode.DocumentDropOrPasteEditKind,
  document: vscode.TextDocument,
): boolean {
  const found = vscode.workspace.getConfiguration(undefined, document).inspect<unknown>(setting);
  const values = [
    found?.workspaceValue,
    found?.workspaceFolderValue,
    found?.workspaceLanguageValue,
    found?.workspaceFolderLanguageValue,
  ];
  return values
    .flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
    .some((one) => typeof one === 'string' && (one === '' || `${kind.value}.`.startsWith(`${one}.`)));
}
