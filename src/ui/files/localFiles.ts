import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';
import type { RangedContent } from '../../oss/client/multipartUpload.ts';

/** A file reachable through `workspace.fs`. */
export interface LocalFile {
  readonly name: string;
  /** File system path on the user's machine; else the name. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Content whose ranges can be opened repeatedly, so that an upload can retry. */
  readonly content: () => Promise<RangedContent>;
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
    // VS Code reads files of other schemes only as a whole.
    return {
      name,
      path: name,
      sizeBytes: size,
      content: async () => inMemory(await vscode.workspace.fs.readFile(uri)),
    };
  }
  const open = (start: number, end: number): AsyncIterable<Uint8Array> =>
    createReadStream(uri.fsPath, { start, end: end - 1 });
  const content = { sizeBytes: size, open: size === 0 ? () => singleChunk(new Uint8Array()) : open };
  return { name, path: uri.fsPath, sizeBytes: size, content: () => Promise.resolve(content) };
}

/** Last segment of a URI's path. */
export function fileName({ path }: vscode.Uri): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** Content that is already in memory. */
export function inMemory(bytes: Uint8Array): Promise<RangedContent> {
  const open = (start: number, end: number): AsyncIterable<Uint8Array> => singleChunk(bytes.subarray(start, end));
  return Promise.resolve({ sizeBytes: bytes.length, open });
}

async function* singleChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}
