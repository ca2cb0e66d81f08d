import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';
import type { RangedContent } from '../../oss/client/multipartUpload.ts';

/** A file beside the user, wherever its editor got it from. */
export interface LocalFile {
  readonly name: string;
  /** As a shell on that machine finds it, where it can; else its name. */
  readonly path: string;
  readonly sizeBytes: number;
  /** The content, of which any part can be opened again, so that an upload can be repeated. */
  readonly content: () => Promise<RangedContent>;
}

/** A file that was dropped without a place that it could be read from again, e.g. from the desktop into a browser. */
export interface DroppedFile {
  readonly name: string;
  data(): PromiseLike<Uint8Array>;
}

/** Files and folders as they were chosen or dropped. */
export interface FileSelection {
  readonly uris: readonly vscode.Uri[];
  readonly dropped?: readonly DroppedFile[];
}

/** All files of a selection, in folders too. */
export interface FoundFiles {
  /** With its path from the folder that was chosen on, that folder's name included. */
  readonly files: readonly { readonly file: LocalFile; readonly path: string }[];
  /** What does not come along: OSS has no folders, and what a link leads to was not chosen. */
  readonly emptyFolders: readonly string[];
  readonly symlinks: readonly string[];
}

/** Finds the files that a command is about. */
export interface LocalFiles {
  /** The files among these, without folders. */
  describe(uris: readonly vscode.Uri[]): Promise<readonly LocalFile[]>;
  /** The files among these and in the folders among them. */
  findAll(selection: FileSelection, signal: AbortSignal): Promise<FoundFiles>;
  /** The file of the active editor. */
  active(): Promise<vscode.Uri | undefined>;
  /** Asks for files, or for folders; `undefined` when the user cancels. */
  ask(title: string, kind?: 'files' | 'folders'): Promise<readonly vscode.Uri[] | undefined>;
}

/** The file at a place; `undefined` where a folder is. */
export async function describeFile(uri: vscode.Uri): Promise<LocalFile | undefined> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) return undefined;
  const name = fileName(uri);
  if (uri.scheme !== 'file') {
    // VS Code hands out the files of other places only whole.
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

/** The last part of a place's path. */
export function fileName({ path }: vscode.Uri): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

/** Content of which there is nothing but the bytes. */
export function inMemory(bytes: Uint8Array): Promise<RangedContent> {
  const open = (start: number, end: number): AsyncIterable<Uint8Array> => singleChunk(bytes.subarray(start, end));
  return Promise.resolve({ sizeBytes: bytes.length, open });
}

async function* singleChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}
