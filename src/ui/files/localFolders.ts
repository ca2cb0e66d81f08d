import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { TargetFolder } from '../../transfers/downloadObject.ts';
import { writeThroughFs, type FolderFs } from '../../transfers/writeThroughFs.ts';
import { writePartsWithin, writeWithin } from '../../transfers/writeWithin.ts';

/** Folder that files are written into. */
export interface LocalFolder extends TargetFolder {
  /** Path as shown to the user. */
  readonly name: string;
}

/** File name and folder from the save dialog. */
export interface SaveTarget {
  readonly folder: LocalFolder;
  readonly name: string;
  /** Opens the written file in an editor. */
  readonly open: () => Promise<void>;
}

/** Dialogs for the target of a download. */
export interface LocalFolders {
  /** Asks for a folder; `undefined` if the user cancels. */
  askFolder(title: string, buttonLabel: string): Promise<LocalFolder | undefined>;
  /** Asks for a file; VS Code asks about an existing one. `undefined` if the user cancels. */
  askFile(title: string, name: string, options?: FileOptions): Promise<SaveTarget | undefined>;
}

/** Options of the dialog for a file. */
export interface FileOptions {
  /**
   * Whether the file contains links that anyone can use, so that the dialog does not start in the workspace, which
   * others may see.
   */
  readonly isSecret?: boolean;
}

/** Folder of this window's last download. */
let lastFolder: vscode.Uri | undefined;

/** VS Code's own dialogs. */
export const localFolders: LocalFolders = {
  async askFolder(title, openLabel) {
    const [uri] =
      (await vscode.window.showOpenDialog({
        title,
        openLabel,
        canSelectFiles: false,
        canSelectFolders: true,
        ...(lastFolder && { defaultUri: lastFolder }),
      })) ?? [];
    lastFolder = uri ?? lastFolder;
    return uri && folderAt(uri);
  },
  async askFile(title, name, { isSecret = false } = {}) {
    const folder = isSecret ? privateFolder() : (lastFolder ?? workspaceFolder() ?? homeFolder());
    const uri = await vscode.window.showSaveDialog({ title, defaultUri: vscode.Uri.joinPath(folder, name) });
    if (!uri) return undefined;
    lastFolder = vscode.Uri.joinPath(uri, '..');
    return {
      folder: folderAt(lastFolder),
      name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
      open: async () => {
        await vscode.commands.executeCommand('vscode.open', uri);
      },
    };
  },
};

/** Writes a file that anyone who reads it can use, so that only the user can read it on this machine; replaces one. */
export async function writeSecretFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  await folderAt(vscode.Uri.joinPath(uri, '..')).write([name], () => Promise.resolve(content()), {
    ...{ replace: true, isSecret: true, partSuffix: `.${randomUUID()}.part`, signal: new AbortController().signal },
  });
}

/** Last folder outside of the workspace, else the home folder. */
export function privateFolder(): vscode.Uri {
  return lastFolder && !vscode.workspace.getWorkspaceFolder(lastFolder) ? lastFolder : homeFolder();
}

function workspaceFolder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

function homeFolder(): vscode.Uri {
  return vscode.Uri.file(homedir());
}

/** Folder of this machine, or of another file system of VS Code. */
export function folderAt(uri: vscode.Uri): LocalFolder {
  if (uri.scheme === 'file') {
    return {
      name: uri.fsPath,
      write: (...args) => writeWithin(uri.fsPath, ...args),
      writeParts: (...args) => writePartsWithin(uri.fsPath, ...args),
    };
  }
  const fs = folderFs(uri);
  return { name: uri.path, write: (...args) => writeThroughFs(fs, ...args) };
}

function folderFs(folder: vscode.Uri): FolderFs {
  const { fs } = vscode.workspace;
  const uriOf = (segments: readonly string[]): vscode.Uri => vscode.Uri.joinPath(folder, ...segments);
  return {
    async kindOf(segments) {
      try {
        const { type } = await fs.stat(uriOf(segments));
        if ((type & vscode.FileType.SymbolicLink) !== 0) return 'symlink';
        return (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder';
      } catch (error) {
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
        throw error;
      }
    },
    writeFile: async (segments, bytes) => fs.writeFile(uriOf(segments), bytes),
    rename: async (from, to, overwrite) => fs.rename(uriOf(from), uriOf(to), { overwrite }),
    delete: async (segments) => fs.delete(uriOf(segments)),
  };
}
