import * as vscode from 'vscode';
import { Emitter } from '../emitter.ts';
import { SETTINGS } from '../ids.ts';
import { MappedProfiles, type MappedProfilesOptions } from '../links/mappedProfiles.ts';
import { mappedFile, readMappings, type FilePlace, type MappedFile, type MappedRoot } from '../links/mappings.ts';
import { activeFile, onDidChangeActiveFile } from './activeFile.ts';
import { MappedFolders } from './mappedFolders.ts';
import type { Notifications } from './notifications.ts';

/** What files of the workspace are objects, and who signs for them. */
export interface FileMappings {
  of(file: FilePlace): MappedFile | undefined;
  /** That of the file that the user is in. */
  active(): MappedFile | undefined;
  readonly profiles: MappedProfiles;
  openSettings(): Promise<void>;
}

export interface MappingsOptions extends MappedProfilesOptions {
  readonly notifications: Pick<Notifications, 'warn' | 'error'>;
}

/** The mappings of the settings: the user's own for every workspace folder, and those of a workspace that is trusted. */
export class WorkspaceMappings implements FileMappings, vscode.Disposable {
  readonly profiles: MappedProfiles;
  readonly #notifications: MappingsOptions['notifications'];
  readonly #folders = new MappedFolders();
  readonly #told = new Set<string>();
  readonly #changed = new Emitter<undefined>();
  readonly #listeners: readonly vscode.Disposable[];
  #roots: readonly MappedRoot[] = [];

  /** Other mappings hold, or the user went to another file. */
  readonly onDidChange = this.#changed.event;

  constructor({ notifications, ...options }: MappingsOptions) {
    this.profiles = new MappedProfiles(options);
    this.#notifications = notifications;
    const update = (): void => {
      this.#read();
    };
    this.#listeners = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTINGS.mappings)) update();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(update),
      vscode.workspace.onDidGrantWorkspaceTrust(update),
      onDidChangeActiveFile(() => {
        this.#changed.fire(undefined);
      }),
    ];
    update();
  }

  of(file: FilePlace): MappedFile | undefined {
    return mappedFile(file, this.#roots);
  }

  active(): MappedFile | undefined {
    const file = this.#roots.length > 0 ? activeFile() : undefined;
    return file && this.of(file);
  }

  async openSettings(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.openSettings', SETTINGS.mappings);
  }

  dispose(): void {
    for (const part of [...this.#listeners, this.#folders]) part.dispose();
  }

  #read(): void {
    const before = this.#roots;
    this.#roots = (vscode.workspace.workspaceFolders ?? [])
      .map(({ uri }) => ({ root: uri, mappings: this.#mappingsOf(uri) }))
      .filter(({ mappings }) => mappings.length > 0);
    if (before.length > 0 || this.#roots.length > 0) {
      this.#folders.update(this.#roots).catch(this.#notifications.error);
    }
    this.#changed.fire(undefined);
  }

  #mappingsOf(folder: vscode.Uri): MappedRoot['mappings'] {
    const found = vscode.workspace.getConfiguration(undefined, folder).inspect(SETTINGS.mappings);
    // Of two mappings of one folder the first holds, so that no workspace can take the place of the user's.
    const read = [
      readMappings(found?.globalValue, 'user'),
      ...(vscode.workspace.isTrusted
        ? [readMappings(found?.workspaceFolderValue, 'workspace'), readMappings(found?.workspaceValue, 'workspace')]
        : []),
    ];
    for (const problem of read.flatMap(({ problems }) => problems)) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      this.#notifications.warn(problem);
    }
    return read.flatMap(({ mappings }) => mappings);
  }
}
