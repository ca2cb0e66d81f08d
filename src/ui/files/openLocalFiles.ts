import * as vscode from 'vscode';
import { activeFile } from '../editors/editors.ts';
import { findAll } from './findFiles.ts';
import { describeFile, type LocalFiles } from './localFiles.ts';

/** Local files, read through VS Code, so that remote and virtual workspaces work too. */
export const localFiles: LocalFiles = {
  async describe(uris) {
    const described = await Promise.all(uris.map(describeFile));
    return described.filter((file) => file !== undefined);
  },
  findAll,
  active: () => Promise.resolve(activeFile()),
  ask(title, kind = 'files') {
    const canSelectFolders = kind === 'folders';
    return Promise.resolve(
      vscode.window.showOpenDialog({ title, canSelectMany: true, canSelectFolders, canSelectFiles: !canSelectFolders }),
    );
  },
};
