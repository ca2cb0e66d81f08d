import * as vscode from 'vscode';

const SCHEME = 'oss-links-upload';
/** Maximum number of drops and pastes whose edit VS Code may still apply. */
const MAX_STARTS = 10;

/**
 * Edits that start an upload when they are applied. Such an edit creates a file of this file system, which stores
 * nothing: there is no other way to learn which drop edit was chosen, or a paste edit that VS Code does not resolve.
 */
export class UploadTriggers implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #starts = new Map<string, () => void>();
  /** Path of the last created file, which VS Code reads once more. */
  #createdPath: string | undefined;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  #count = 0;

  readonly onDidChangeFile = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerFileSystemProvider(SCHEME, this);
  }

  /** Edit that starts the upload. */
  editFor(start: () => void): vscode.WorkspaceEdit {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${++this.#count}` });
    this.#starts.set(uri.path, start);
    for (const path of [...this.#starts.keys()].slice(0, -MAX_STARTS)) this.#starts.delete(path);
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { overwrite: true });
    return edit;
  }

  writeFile({ path }: vscode.Uri): void {
    const start = this.#starts.get(path);
    this.#starts.delete(path);
    this.#createdPath = path;
    start?.();
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const isRoot = uri.path === '/';
    if (!isRoot && uri.path !== this.#createdPath) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: isRoot ? vscode.FileType.Directory : vscode.FileType.File, ctime: 0, mtime: 0, size: 0 };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** VS Code deletes the file when the drop is undone. */
  delete(): void {
    return undefined;
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
