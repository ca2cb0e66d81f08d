// Settings that activation reads: this file imports nothing but the ids.
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Disposable } from '../../emitter.ts';
import { SETTINGS, STATE_FOLDER, STATE_KEYS } from '../../ids.ts';

/** Whether the status bar or the badge of issued links may have something to show before the first command. */
export function needsServices(context: Pick<vscode.ExtensionContext, 'globalState' | 'globalStorageUri'>): boolean {
  return [STATE_KEYS.memory, STATE_KEYS.ledger].some((key) => isStored(key, context)) || hasMappings();
}

/** Whether a value is in its file, or in VS Code's storage from an earlier version. */
function isStored(
  key: string,
  { globalState, globalStorageUri }: Pick<vscode.ExtensionContext, 'globalState' | 'globalStorageUri'>,
): boolean {
  const folder: unknown = globalState.get(STATE_KEYS.folder);
  const file = vscode.Uri.joinPath(globalStorageUri, STATE_FOLDER, String(folder), `${key}.json`);
  return globalState.get(key) !== undefined || (folder !== undefined && existsSync(file.fsPath));
}

/** Whether any settings map workspace folders to buckets. */
export function hasMappings(): boolean {
  const { workspaceFolders = [] } = vscode.workspace;
  return workspaceFolders.some(({ uri }) => {
    const found = vscode.workspace.getConfiguration(undefined, uri).inspect(SETTINGS.mappings);
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(
      (value) => value !== undefined,
    );
  });
}

/** Registers something while a setting is on. */
export function registerWhile(setting: string, isOn: () => boolean, register: () => Disposable): vscode.Disposable {
  let registered: Disposable | undefined;
  const follow = (): void => {
    registered?.dispose();
    registered = isOn() ? register() : undefined;
  };
  follow();
  const listener = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(setting)) follow();
  });
  return new vscode.Disposable(() => {
    listener.dispose();
    registered?.dispose();
  });
}

/** Whether expired links in documents get a hint. */
export function showsExpiryHints(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.expiryHints, false);
}

/** True if hovers on addresses and links of objects request a thumbnail, size and date from OSS. */
export function showsThumbnails(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.thumbnails, true);
}

/** Whether code lenses are shown above presigned URLs in documents. */
export function showsCodeLens(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.inspectorCodeLens, false);
}
