import { createReadStream } from 'node:fs';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { stat } from 'node:fs/promises';
import type { FileContent } from '../../transfers/verifiedContent.ts';
import { findSymlinkTarget } from '../../transfers/symlinks.ts';

/** Number of bytes read at a time: with the 64 KB of Node a large upload takes a third longer. */
const READ_BYTES = 256 * 1024;

/** A file reachable through `workspace.fs`. */
export interface LocalFile {
  readonly name: string;
  /** File system path on the user's machine; else the name. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Content whose ranges can be opened repeatedly, so that an upload can retry. */
  readonly content: () => Promise<FileContent>;
  /** Real path of a file whose symlink leads out of its workspace folder, or of its own folder. */
  readonly symlinkTarget?: string;
}

/** A dropped file without a URI, e.g. from the desktop into a browser. */
export interface DroppedFile {
  readonly name: string;
  data(): PromiseLike<Uint8Array>;
}

/** Selected or dropped files and folders. */
export interface FileSelection {
  readonly uris: readonly vscode.Uri[];
  readonly dropped?: readonly DroppedFile[];
}

/** All files of a selection, including those in folders. */
export interface FoundFiles {
  /** Files with their paths, which begin with the selected folder's name. */
  readonly files: readonly { readonly file: LocalFile; readonly path: string }[];
  /** Paths that are not uploaded: OSS has no empty folders, and targets of symlinks were not selected. */
  readonly emptyFolders: readonly string[];
  readonly symlinks: readonly string[];
}

/** Finder of local files. */
export interface LocalFiles {
  /** The files among the URIs, without folders. */
  describe(uris: readonly vscode.Uri[]): Promise<readonly LocalFile[]>;
  /** The files among the selection and in its folders. */
  findAll(selection: FileSelection, signal: AbortSignal): Promise<FoundFiles>;
  /** The file of the active editor. */
  active(): Promise<vscode.Uri | undefined>;
  /** Asks for files or folders; `undefined` if the user cancels. */
  ask(title: string, kind?: 'files' | 'folders'): Promise<readonly vscode.Uri[] | undefined>;
}

/** The file of a URI; `undefined` for a folder. */
export async function describeFile(uri: vscode.Uri): Promise<LocalFile | undefined> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) return undefined;
  const name = fileName(uri);
  if (uri.scheme !== 'file') {
    const isSymlink = (type & vscode.FileType.SymbolicLink) !== 0;
    // VS Code reads files of other schemes only as a whole.
    return {
      name,
      path: name,
      sizeBytes: size,
      content: async () => inMemory(await vscode.workspace.fs.readFile(uri)),
      ...(isSymlink && { symlinkTarget: l10n.t('an unknown file') }),
    };
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const symlinkTarget = await findSymlinkTarget(uri.fsPath, folder?.scheme === 'file' ? folder.fsPath : undefined);
  return {
    name,
    path: uri.fsPath,
    sizeBytes: size,
    content: () => fileContent(uri.fsPath),
    ...(symlinkTarget !== undefined && { symlinkTarget }),
  };
}

/** Content of a file of this machine, with its current size. */
async function fileContent(path: string): Promise<FileContent> {
  const { size, mtimeMs } = await stat(path);
  return {
    sizeBytes: size,
    open: (start, end) =>
      start < end
        ? createReadStream(path, { start, end: end - 1, highWaterMark: READ_BYTES })
        : singleChunk(new Uint8Array()),
    isUnchanged: async () => {
      const now = await stat(path);
      return now.size === size && now.mtimeMs === mtimeMs;
    },
  };
}

/** Last segment of a URI's path. */
export function fileName({ path }: vscode.Uri): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** Content that is already in memory. */
export function inMemory(bytes: Uint8Array): Promise<FileContent> {
  const open = (start: number, end: number): AsyncIterable<Uint8Array> => singleChunk(bytes.subarray(start, end));
  return Promise.resolve({ sizeBytes: bytes.length, open, isUnchanged: () => Promise.resolve(true) });
}

async function* singleChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}
