import * as vscode from 'vscode';
import { MAPPED_FOLDERS_CONTEXT } from '../../ids.ts';
import {
  folderPath,
  findMappedBucket,
  findMappedFile,
  readMappings,
  type FileLocation,
  type MappedFile,
  type MappedRoot,
} from '../../links/mappings/mappings.ts';

/** Files searched per mapping; in larger folders the menu item appears for the first ones only. */
const MAX_FILES = 20_000;
/** Folders that are never published and would fill the list. */
const EXCLUDED_FILES = '**/{node_modules,.git}/**';

/** Mapping settings of one workspace folder, by their origin. */
export interface FolderSettings {
  readonly root: vscode.Uri;
  readonly user: unknown;
  readonly workspace: readonly unknown[];
}

/**
 * Current mappings. It sets the context key by which menus recognise mapped files: the folders that contain some,
 * because a when clause cannot test for a path prefix.
 */
export class MappedWorkspace implements vscode.Disposable {
  readonly problems: readonly string[];
  readonly #roots: readonly MappedRoot[];
  readonly #folders = new Set<string>();
  readonly #watchers: vscode.Disposable[] = [];
  #isDisposed = false;

  constructor(settings: readonly FolderSettings[]) {
    const read = settings.map(({ root, user, workspace }) => {
      // The first mapping of a folder wins, so that a workspace cannot override the user's.
      const parts = [readMappings(user, 'user'), ...workspace.map((value) => readMappings(value, 'workspace'))];
      return {
        root,
        mappings: parts.flatMap(({ mappings }) => mappings),
        problems: parts.flatMap(({ problems }) => problems),
      };
    });
    this.#roots = read;
    this.problems = [...new Set(read.flatMap(({ problems }) => problems))];
  }

  find(file: FileLocation): MappedFile | undefined {
    return findMappedFile(file, this.#roots);
  }

  findBucket(file: FileLocation, bucket: string): MappedFile | undefined {
    return findMappedBucket(file, bucket, this.#roots);
  }

  buckets(): readonly string[] {
    return [...new Set(this.#roots.flatMap(({ mappings }) => mappings.map(({ bucket }) => bucket)))];
  }

  /** Lists the folders for the menus and watches for new files. */
  async listFolders(): Promise<void> {
    for (const { root, mappings } of this.#roots) {
      const { scheme, authority } = root;
      for (const mapping of mappings) {
        const folder = vscode.Uri.from({ scheme, authority, path: folderPath(root, mapping) });
        const files = new vscode.RelativePattern(folder, '**/*');
        this.#watch(files);
        const found = await vscode.workspace.findFiles(files, EXCLUDED_FILES, MAX_FILES);
        if (this.#isDisposed) return;
        for (const file of found) this.#add(file);
      }
    }
    this.#setContext();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const watcher of this.#watchers) watcher.dispose();
    this.#folders.clear();
    this.#setContext();
  }

  #watch(files: vscode.RelativePattern): void {
    const watcher = vscode.workspace.createFileSystemWatcher(files, false, true, true);
    watcher.onDidCreate((file) => {
      if (this.#add(file)) this.#setContext();
    });
    this.#watchers.push(watcher);
  }

  #add(file: vscode.Uri): boolean {
    if (!this.find(file)) return false;
    const folder = vscode.Uri.joinPath(file, '..');
    if (this.#folders.has(folder.path)) return false;
    // Context keys hold either form, depending on the file system.
    this.#folders.add(folder.path);
    this.#folders.add(folder.fsPath);
    return true;
  }

  #setContext(): void {
    const folders = Object.fromEntries([...this.#folders].map((folder) => [folder, true]));
    void vscode.commands.executeCommand('setContext', MAPPED_FOLDERS_CONTEXT, folders);
  }
}
