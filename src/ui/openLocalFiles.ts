import * as vscode from 'vscode';
import { findAll } from './findFiles.ts';
import { describeFile, type LocalFiles } from './localFiles.ts';

/** Reads files through VS Code, so that remote and virtual workspaces work too. */
export const localFiles: LocalFiles = {
  async describe(uris) {
    const described = await Promise.all(uris.map(describeFile));
    return described.filter((file) => file !== undefined);
  },
  findAll,
  active() {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const fromTab =
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
    const uri = vscode.window.activeTextEditor?.document.uri ?? fromTab;
    return Promise.resolve(uri?.scheme === 'untitled' ? undefined : uri);
  },
  ask(title, kind = 'files') {
    const canSelectFolders = kind === 'folders';
    return Promise.resolve(
      vscode.window.showOpenDialog({ title, canSelectMany: true, canSelectFolders, canSelectFiles: !canSelectFolders }),
    );
  },
};
