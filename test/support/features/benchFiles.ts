import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { writePartsWithin, writeWithin } from '../../../src/transfers/writeWithin.ts';
import type { FileServices } from '../../../src/ui/files/createFileServices.ts';
import type { FileSelection, FoundFiles, LocalFile } from '../../../src/ui/files/localFiles.ts';
import type { LocalFolder } from '../../../src/ui/files/localFolders.ts';

/** File of the user, by the path of its URI. */
export interface TestFile {
  readonly path: string;
  readonly content: string | ((start: number, end: number) => AsyncIterable<Uint8Array>);
  readonly sizeBytes?: number;
}

/** Files of the user in memory, and the dialogs that ask for them. */
export class BenchFiles {
  /** File of the active editor. */
  activeFile: Uri | undefined;
  /** Answer of the dialog for files to upload. */
  pickedFiles: readonly Uri[] | undefined;
  /** Symlinks in every folder, besides its files. */
  symbolicLinks: readonly string[] = [];
  /** Folder on disk that the dialog for downloads returns. */
  downloadFolder: string | undefined;
  /** File name that the dialog for a download returns; absent: the proposed one. */
  downloadName: string | undefined;
  /** Files that a dialog asked for. */
  readonly askedFiles: { readonly name: string; readonly isSecret: boolean }[] = [];
  /** Files that were written and then shown. */
  readonly openedFiles: string[] = [];
  /** Paths of files that change while they are uploaded. */
  readonly changedFiles = new Set<string>();
  /** Real paths of files whose symlinks lead out of their folder. */
  readonly symlinkTargets = new Map<string, string>();
  readonly #files = new Map<string, TestFile>();

  /** Adds a file that commands can find. */
  file(path: string, content: TestFile['content'], sizeBytes?: number): Uri {
    this.#files.set(path, { path, content, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
    return this.folder(path);
  }

  /** Folder of the file explorer. */
  folder(path: string): Uri {
    // Commands use only these parts of a URI.
    const parts = { scheme: 'file', authority: '', path, with: (change: { path: string }) => this.folder(change.path) };
    return parts as unknown as Uri;
  }

  protected fileServices(): Pick<FileServices, 'files' | 'folders'> {
    return {
      files: {
        describe: (uris) => Promise.resolve(uris.flatMap((uri) => this.#describe(uri) ?? [])),
        findAll: (selection) => Promise.resolve(this.#findAll(selection)),
        active: () => Promise.resolve(this.activeFile),
        ask: () => Promise.resolve(this.pickedFiles),
      },
      folders: {
        askFolder: () => Promise.resolve(this.#downloadFolder()),
        askFile: (_, proposed, { isSecret = false } = {}) => {
          this.askedFiles.push({ name: proposed, isSecret });
          const folder = this.#downloadFolder();
          const name = this.downloadName ?? proposed;
          const open = (): Promise<void> => {
            this.openedFiles.push(name);
            return Promise.resolve();
          };
          return Promise.resolve(folder && { folder, name, open });
        },
      },
    };
  }

  #describe({ path }: Pick<Uri, 'path'>): LocalFile | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    const { content } = file;
    const sizeBytes = file.sizeBytes ?? (typeof content === 'string' ? Buffer.byteLength(content) : 0);
    const open = (start: number, end: number): AsyncIterable<Uint8Array> =>
      typeof content === 'string' ? chunks(content.slice(start, end)) : content(start, end);
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      sizeBytes,
      content: () =>
        Promise.resolve({ sizeBytes, open, isUnchanged: () => Promise.resolve(!this.changedFiles.has(path)) }),
      ...(this.symlinkTargets.has(path) && { symlinkTarget: this.symlinkTargets.get(path) ?? '' }),
    };
  }

  /** Files of a selection. A folder contains the files whose paths begin with its own. */
  #findAll({ uris, dropped = [] }: FileSelection): FoundFiles {
    const files: { file: LocalFile; path: string }[] = [];
    const emptyFolders: string[] = [];
    for (const { path } of uris) {
      const start = path.lastIndexOf('/') + 1;
      const within = [...this.#files.keys()].filter((file) => file === path || file.startsWith(`${path}/`));
      if (within.length === 0) emptyFolders.push(`${path.slice(start)}/`);
      for (const file of within) {
        files.push({ file: this.#describe({ path: file }) ?? assert.fail(), path: file.slice(start) });
      }
    }
    for (const { name } of dropped) {
      files.push({ file: this.#describe({ path: name }) ?? assert.fail(name), path: name });
    }
    return { files, emptyFolders, symlinks: this.symbolicLinks };
  }

  #downloadFolder(): LocalFolder | undefined {
    const folder = this.downloadFolder;
    if (folder === undefined) return undefined;
    return {
      name: 'Downloads',
      write: (...args) => writeWithin(folder, ...args),
      writeParts: (...args) => writePartsWithin(folder, ...args),
    };
  }
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
