import * as vscode from 'vscode';
import { Emitter } from '../../emitter.ts';
import { SETTINGS } from '../../ids.ts';
import { MappedProfiles, type FileMappings, type MappedProfilesOptions } from '../../links/mappings/mappedProfiles.ts';
import type { FileLocation, MappedFile } from '../../links/mappings/mappings.ts';
import { activeFile, onDidChangeActiveFile } from '../editors/editors.ts';
import { openSetting } from './configuration.ts';
import type { FolderSettings, MappedWorkspace } from './mappedFolders.ts';
import type { Notifications } from '../messages/notifications.ts';

export interface MappingsOptions extends MappedProfilesOptions {
  readonly notifications: Pick<Notifications, 'warn' | 'error'>;
}

/** Mappings of the settings: the user's for every workspace folder, the workspace's only if it is trusted. */
export class WorkspaceMappings implements FileMappings, vscode.Disposable {
  readonly profiles: MappedProfiles;
  readonly #notifications: MappingsOptions['notifications'];
  readonly #reported = new Set<string>();
  readonly #changed = new Emitter<undefined>();
  readonly #listeners: readonly vscode.Disposable[];
  #mapped: MappedWorkspace | undefined;
  #reading = Promise.resolve();
  #turn = 0;

  /** Fires when the mappings or the active file change. */
  readonly onDidChange = this.#changed.event;

  constructor({ notifications, ...options }: MappingsOptions) {
    this.profiles = new MappedProfiles(options);
    this.#notifications = notifications;
    const update = (): void => {
      this.#reading = this.#read().catch(notifications.error);
      this.#reading.then(() => this.#mapped?.listFolders()).catch(notifications.error);
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

  of(file: FileLocation): MappedFile | undefined {
    return this.#mapped?.find(file);
  }

  active(): MappedFile | undefined {
    const file = this.#mapped && activeFile();
    return file && this.of(file);
  }

  ofBucket(file: FileLocation, bucket: string): MappedFile | undefined {
    return this.#mapped?.findBucket(file, bucket);
  }

  buckets(): readonly string[] {
    return this.#mapped?.buckets() ?? [];
  }

  whenRead(): Promise<void> {
    return this.#reading;
  }

  folderOfDocuments(): string | undefined {
    const folder = activeFolder();
    const file = activeFile();
    if (!folder || !file?.path.startsWith(`${folder.uri.path}/`)) return folder && '';
    return file.path.slice(folder.uri.path.length + 1, file.path.lastIndexOf('/') + 1).replace(/\/$/, '');
  }

  async hasFolder(folder: string): Promise<boolean> {
    const uri = activeFolder()?.uri;
    if (!uri) return false;
    return vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, folder)).then(
      ({ type }) => (type & vscode.FileType.Directory) !== 0,
      () => false,
    );
  }

  async add(mapping: object): Promise<FileLocation | undefined> {
    const folder = activeFolder();
    const configuration = vscode.workspace.getConfiguration(undefined, folder?.uri);
    const present = configuration.inspect<unknown>(SETTINGS.mappings)?.workspaceFolderValue;
    const others: readonly unknown[] = Array.isArray(present) ? present : [];
    // The first mapping of a folder wins.
    const target = vscode.ConfigurationTarget.WorkspaceFolder;
    await configuration.update(SETTINGS.mappings, [mapping, ...others], target);
    return folder?.uri;
  }

  openSettings(): Promise<void> {
    return openSetting(SETTINGS.mappings);
  }

  dispose(): void {
    this.#turn++;
    this.#mapped?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  async #read(): Promise<void> {
    const turn = ++this.#turn;
    const settings = folderSettings();
    // Without mappings their reader is not loaded.
    const loaded = settings.length > 0 ? await import('./mappedFolders.ts') : undefined;
    if (turn !== this.#turn) return;
    this.#mapped?.dispose();
    this.#mapped = loaded && new loaded.MappedWorkspace(settings);
    this.#changed.fire(undefined);
    for (const problem of this.#mapped?.problems ?? []) {
      if (this.#reported.has(problem)) continue;
      this.#reported.add(problem);
      this.#notifications.warn(problem);
    }
  }
}

/** Workspace folder of the active file, else the first one. */
function activeFolder(): vscode.WorkspaceFolder | undefined {
  const file = activeFile();
  return (file && vscode.workspace.getWorkspaceFolder(file)) ?? vscode.workspace.workspaceFolders?.[0];
}

/** Mapping settings of the workspace folders that have any. */
function folderSettings(): readonly FolderSettings[] {
  const { workspaceFolders = [], isTrusted } = vscode.workspace;
  return workspaceFolders.flatMap(({ uri }) => {
    const found = vscode.workspace.getConfiguration(undefined, uri).inspect(SETTINGS.mappings);
    const ofWorkspace = isTrusted ? [found?.workspaceFolderValue, found?.workspaceValue] : [];
    const workspace = ofWorkspace.filter((value) => value !== undefined);
    const user: unknown = found?.globalValue;
    return user === undefined && workspace.length === 0 ? [] : [{ root: uri, user, workspace }];
  });
}
