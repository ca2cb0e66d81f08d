import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';

/** A file beside the user, wherever its editor got it from. */
export interface LocalFile {
  readonly name: string;
  /** As a shell on that machine finds it, where it can; else its name. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Opens the content afresh at each call, so that an upload can be repeated. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Finds the files that a command is about. */
export interface LocalFiles {
  /** The files among these, without folders. */
  describe(uris: readonly vscode.Uri[]): Promise<readonly LocalFile[]>;
  /** The file of the active editor. */
  active(): vscode.Uri | undefined;
  /** Asks for files; `undefined` when the user cancels. */
  ask(title: string): Promise<readonly vscode.Uri[] | undefined>;
}

/** Reads files through VS Code, so that remote and virtual workspaces work too. */
export const localFiles: LocalFiles = {
  async describe(uris) {
    const described = await Promise.all(uris.map(describe));
    return described.filter((file) => file !== undefined);
  },
  active() {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const fromTab =
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
    const uri = vscode.window.activeTextEditor?.document.uri ?? fromTab;
    return uri?.scheme === 'untitled' ? undefined : uri;
  },
  ask(title) {
    return Promise.resolve(vscode.window.showOpenDialog({ title, canSelectMany: true }));
  },
};

async function describe(uri: vscode.Uri): Promise<LocalFile | undefined> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) return undefined;
  return {
    name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
    path: uri.scheme === 'file' ? uri.fsPath : uri.path.slice(uri.path.lastIndexOf('/') + 1),
    sizeBytes: size,
    // Files of this machine are streamed; VS Code hands out those of other places only whole.
    open: uri.scheme === 'file' ? () => createReadStream(uri.fsPath) : () => readWhole(uri),
  };
}

async function* readWhole(uri: vscode.Uri): AsyncIterable<Uint8Array> {
  yield await vscode.workspace.fs.readFile(uri);
}
