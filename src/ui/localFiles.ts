import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';
import { inParallel } from '../oss/inParallel.ts';
import type { RangedContent } from '../oss/multipartUpload.ts';
import { walkFolder, type FolderEntry } from '../transfers/walkFolders.ts';

const PARALLEL_LOOKS = 16;

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
  readonly links: readonly string[];
}

/** Finds the files that a command is about. */
export interface LocalFiles {
  /** The files among these, without folders. */
  describe(uris: readonly vscode.Uri[]): Promise<readonly LocalFile[]>;
  /** The files among these and in the folders among them. */
  findAll(selection: FileSelection, signal: AbortSignal): Promise<FoundFiles>;
  /** The file of the active editor. */
  active(): vscode.Uri | undefined;
  /** Asks for files, or for folders; `undefined` when the user cancels. */
  ask(title: string, kind?: 'files' | 'folders'): Promise<readonly vscode.Uri[] | undefined>;
}

/** Reads files through VS Code, so that remote and virtual workspaces work too. */
export const localFiles: LocalFiles = {
  async describe(uris) {
    const described = await Promise.all(uris.map(describe));
    return described.filter((file) => file !== undefined);
  },
  findAll,
  active() {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const fromTab =
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
    const uri = vscode.window.activeTextEditor?.document.uri ?? fromTab;
    return uri?.scheme === 'untitled' ? undefined : uri;
  },
  ask(title, kind = 'files') {
    const canSelectFolders = kind === 'folders';
    return Promise.resolve(
      vscode.window.showOpenDialog({ title, canSelectMany: true, canSelectFolders, canSelectFiles: !canSelectFolders }),
    );
  },
};

async function findAll({ uris, dropped = [] }: FileSelection, signal: AbortSignal): Promise<FoundFiles> {
  const files: { file: LocalFile; path: string }[] = [];
  const emptyFolders: string[] = [];
  const links: string[] = [];
  for (const uri of uris) {
    const name = nameOf(uri);
    // What was chosen itself is meant, be it a link.
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) === 0) {
      const file = await describe(uri);
      if (file) files.push({ file, path: name });
      continue;
    }
    const found = await walkFolder(uri, `${name}/`, folderReader, signal);
    // In the order of the folders, though they are asked about side by side.
    const described: ({ file: LocalFile; path: string } | undefined)[] = [];
    const look = async ([index, { place, path }]: [number, { place: vscode.Uri; path: string }]): Promise<void> => {
      const file = await describe(place);
      if (file) described[index] = { file, path };
    };
    await inParallel(found.files.entries(), PARALLEL_LOOKS, look, signal);
    files.push(...described.filter((file) => file !== undefined));
    emptyFolders.push(...found.emptyFolders);
    links.push(...found.links);
  }
  for (const one of dropped) {
    signal.throwIfAborted();
    const { name } = one;
    const bytes = await one.data();
    files.push({ file: { name, path: name, sizeBytes: bytes.length, content: () => inMemory(bytes) }, path: name });
  }
  return { files, emptyFolders, links };
}

const folderReader = {
  async list(folder: vscode.Uri): Promise<readonly FolderEntry[]> {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  },
  join: (folder: vscode.Uri, name: string) => vscode.Uri.joinPath(folder, name),
};

function kindOf(type: vscode.FileType): FolderEntry['kind'] {
  if ((type & vscode.FileType.SymbolicLink) !== 0) return 'link';
  return (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder';
}

async function describe(uri: vscode.Uri): Promise<LocalFile | undefined> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) return undefined;
  const name = nameOf(uri);
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
  const content = { sizeBytes: size, open: size === 0 ? () => once(new Uint8Array()) : open };
  return { name, path: uri.fsPath, sizeBytes: size, content: () => Promise.resolve(content) };
}

function nameOf({ path }: vscode.Uri): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

function inMemory(bytes: Uint8Array): Promise<RangedContent> {
  const open = (start: number, end: number): AsyncIterable<Uint8Array> => once(bytes.subarray(start, end));
  return Promise.resolve({ sizeBytes: bytes.length, open });
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes);
}
