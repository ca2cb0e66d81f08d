import * as vscode from 'vscode';
import { MAPPED_FOLDERS_CONTEXT } from '../ids.ts';
import { folderPath, mappedFile, type MappedRoot } from '../links/mappings.ts';

/** Where a folder holds more, those that were found first have the menu item. */
const MOST_FILES = 20_000;
/** What nobody publishes, and would fill the list. */
const LEFT_OUT = '**/{node_modules,.git}/**';

/**
 * Keeps the context key by which menus know mapped files: the folders that hold such. A when clause cannot tell what
 * begins with a path, so that every folder is in it by itself; where nothing is mapped, nothing is looked for.
 */
export class MappedFolders implements vscode.Disposable {
  readonly #folders = new Set<string>();
  #watchers: vscode.Disposable[] = [];
  #turn = 0;

  /** Lists the folders anew. */
  async update(roots: readonly MappedRoot[]): Promise<void> {
    const turn = ++this.#turn;
    this.#stopWatching();
    this.#folders.clear();
    const mapped = roots.flatMap(({ root, mappings }) =>
      mappings.map((mapping) => vscode.Uri.from({ ...placeOf(root), path: folderPath(root, mapping) })),
    );
    for (const folder of mapped) {
      const files = new vscode.RelativePattern(folder, '**/*');
      const watcher = vscode.workspace.createFileSystemWatcher(files, false, true, true);
      watcher.onDidCreate((file) => {
        if (this.#add(file, roots)) this.#tell();
      });
      this.#watchers.push(watcher);
      const found = await vscode.workspace.findFiles(files, LEFT_OUT, MOST_FILES);
      if (turn !== this.#turn) return;
      for (const file of found) this.#add(file, roots);
    }
    this.#tell();
  }

  dispose(): void {
    this.#turn++;
    this.#stopWatching();
  }

  #add(file: vscode.Uri, roots: readonly MappedRoot[]): boolean {
    if (!mappedFile(file, roots)) return false;
    const folder = vscode.Uri.joinPath(file, '..');
    if (this.#folders.has(folder.path)) return false;
    // VS Code writes the one or the other, by where the files are.
    this.#folders.add(folder.path);
    this.#folders.add(folder.fsPath);
    return true;
  }

  #tell(): void {
    const folders = Object.fromEntries([...this.#folders].map((folder) => [folder, true]));
    void vscode.commands.executeCommand('setContext', MAPPED_FOLDERS_CONTEXT, folders);
  }

  #stopWatching(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [];
  }
}

function placeOf({ scheme, authority }: MappedRoot['root']): { scheme: string; authority: string } {
  return { scheme, authority };
}
