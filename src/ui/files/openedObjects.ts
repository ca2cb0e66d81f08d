import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ObjectTarget } from '../../links/link.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { OssError } from '../../oss/errors/errors.ts';
import type { ContentState } from '../../transfers/edit/contentState.ts';
import type { UnsavedObjects } from '../../transfers/edit/unsavedObjects.ts';
import { ShownObject } from '../../transfers/edit/shownObject.ts';
import { ObjectContents, ObjectTooLargeError, type ObjectContentsOptions } from '../../transfers/objectContents.ts';
import { objectUri, readObjectUri } from '../../transfers/objectUri.ts';
import { activeFile } from '../editors/editors.ts';
import { explainError } from '../messages/errorText.ts';
import { closeComparisons, findDocument, isUnsaved, tabsOf, watchEditors } from './openEditors.ts';

const CACHE_BYTES = 64 * 2 ** 20;

/** Content that an editor saves. */
export interface EditedContent {
  readonly target: ObjectTarget;
  readonly bytes: Uint8Array;
  /** Content that the editor's text is based on; `undefined` if it is not known any more. */
  readonly base: ContentState | undefined;
  /** Metadata that the object had then. */
  readonly metadata: ObjectMetadata | undefined;
  /** Shows the object's present content beside the editor's, and returns how to close both. */
  readonly compare: (title: string) => Promise<() => Promise<void>>;
  /** Saves again after this save what is changed while it runs. */
  readonly saveChanges: () => void;
}

export interface OpenedObjectsOptions extends Pick<ObjectContentsOptions, 'clientOf'> {
  /** Saves a content and returns the state that OSS has; `undefined` if it was saved elsewhere. */
  readonly save: (edited: EditedContent) => Promise<ContentState | undefined>;
  readonly unsaved: UnsavedObjects;
  /** Called for a file that VS Code is to look at again. */
  readonly onChanged: (uri: vscode.Uri) => void;
}

/** Objects that were opened in editors in this session, and those whose changes were left unsaved before. */
export class OpenedObjects implements vscode.Disposable {
  readonly contents: ObjectContents;
  readonly #options: OpenedObjectsOptions;
  readonly #objects = new Map<string, ShownObject>();
  /** Contents that are only compared. */
  readonly #snapshots = new Map<string, Uint8Array>();
  readonly #watching: vscode.Disposable;
  /** Objects whose editors read them again after a save. */
  readonly #reloading = new Set<string>();

  constructor(options: OpenedObjectsOptions) {
    this.#options = options;
    this.contents = new ObjectContents({ clientOf: options.clientOf, cacheBytes: CACHE_BYTES });
    this.#watching = watchEditors({
      onUnsaved: (uri, isNowUnsaved, isByUndo) => {
        const object = this.#objects.get(uri);
        if (!isNowUnsaved && !isByUndo) object?.reloaded();
        if (!isNowUnsaved && object && this.#reloading.delete(uri)) this.#expire(vscode.Uri.parse(uri, true), object);
        void (isNowUnsaved && object ? this.#options.unsaved.add(uri, object.base) : this.#options.unsaved.remove(uri));
      },
      onReloaded: (uri) => this.#objects.get(uri)?.reloaded(),
      onClosed: (uri) => {
        const object = this.#objects.get(uri);
        if (object) object.isEditable = false;
        void this.#options.unsaved.remove(uri);
      },
    });
  }

  dispose(): void {
    this.#watching.dispose();
  }

  async show(target: ObjectTarget, isEditable: boolean): Promise<void> {
    const { uri, object } = this.#open(target);
    if (isEditable && !object.isEditable && !isUnsaved(uri.toString())) {
      object.isEditable = true;
      this.#expire(uri, object);
    }
    await vscode.commands.executeCommand('vscode.open', uri);
  }

  async edit(target: ObjectTarget): Promise<void> {
    const { uri, object } = this.#open(target);
    object.isEditable = true;
    // The editor may show what the object was some time ago.
    if (!isUnsaved(uri.toString())) this.#expire(uri, object);
    if (tabsOf(uri.toString()).length === 0 || activeFile()?.toString() !== uri.toString()) {
      await vscode.commands.executeCommand('vscode.open', uri);
    }
  }

  find(uri = activeFile()): ObjectTarget | undefined {
    return uri && this.#find(uri) ? readObjectUri(uri) : undefined;
  }

  async compare(left: ObjectTarget, right: ObjectTarget, title: string): Promise<void> {
    const uris = [left, right].map((target) => this.#open(target).uri);
    await vscode.commands.executeCommand('vscode.diff', ...uris, title);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const snapshot = this.#snapshots.get(uri.toString());
    if (snapshot) return fileStat(0, snapshot.length, vscode.FilePermission.Readonly);
    const object = this.#find(uri);
    if (!object && this.#isFolder(uri)) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (!object) throw vscode.FileSystemError.FileNotFound(uri);
    if (!object.isEditable) {
      const { lastModified, sizeBytes = 0 } = await orFileSystemError(uri, this.contents.describe(targetOf(uri)));
      return fileStat(lastModified?.getTime() ?? 0, sizeBytes, vscode.FilePermission.Readonly);
    }
    return fileStat(object.timeMs, object.base?.sizeBytes ?? 0);
  }

  async read(uri: vscode.Uri): Promise<Uint8Array> {
    const name = uri.toString();
    const snapshot = this.#snapshots.get(name);
    if (snapshot) return snapshot;
    const object = this.#find(uri);
    // Only the editor itself reads what was left unsaved before: nothing else has opened it in this session.
    if (!object || (!this.#objects.has(name) && !isUnsaved(name))) throw vscode.FileSystemError.FileNotFound(uri);
    const { bytes, metadata } = await orFileSystemError(uri, this.contents.readWithMetadata(targetOf(uri)));
    object.read(metadata, findDocument(name) !== undefined || isUnsaved(name));
    return bytes;
  }

  async write(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const name = uri.toString();
    const object = this.#find(uri);
    if (object?.isEditable !== true) {
      throw vscode.FileSystemError.NoPermissions(l10n.t('Only objects that you edit can be saved here.'));
    }
    this.#objects.set(name, object);
    const target = targetOf(uri);
    const { base, metadata } = object;
    const edited: EditedContent = {
      ...{ target, bytes, base, metadata },
      compare: (title) => this.#compareWithPresent(uri, bytes, title),
      saveChanges: () => void findDocument(name)?.save(),
    };
    const saved = await orFileSystemError(uri, this.#options.save(edited));
    if (saved) {
      object.saved(saved);
      if (isUnsaved(name)) await this.#options.unsaved.add(name, saved, base);
    } else this.#reloading.add(name);
  }

  #open(target: ObjectTarget): { readonly uri: vscode.Uri; readonly object: ShownObject } {
    const uri = vscode.Uri.from(objectUri(target));
    const name = uri.toString();
    const object = this.#find(uri) ?? new ShownObject(Date.now());
    this.#objects.set(name, object);
    return { uri, object };
  }

  /** Object of an opened address, or one whose changes were left unsaved before this session. */
  #find(uri: vscode.Uri): ShownObject | undefined {
    const name = uri.toString();
    const opened = this.#objects.get(name);
    if (opened) return opened;
    const unsaved = this.#options.unsaved.find(name);
    return unsaved && new ShownObject(Date.now(), unsaved);
  }

  /** True for a folder above an opened object: VS Code looks at it before it writes. */
  #isFolder({ authority, path }: vscode.Uri): boolean {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...this.#objects.keys()].some((name) => {
      const opened = vscode.Uri.parse(name, true);
      return opened.authority === authority && opened.path.startsWith(prefix);
    });
  }

  #expire(uri: vscode.Uri, object: ShownObject): void {
    object.expire();
    this.#options.onChanged(uri);
  }

  async #compareWithPresent(uri: vscode.Uri, bytes: Uint8Array, title: string): Promise<() => Promise<void>> {
    const { bytes: present, metadata } = await this.contents.readWithMetadata(targetOf(uri));
    await this.#dropSnapshots(uri);
    const left = this.#snapshot(uri, metadata.etag ?? '', present);
    // The text of the editor itself can be changed in the comparison.
    const right = findDocument(uri.toString()) ? uri : this.#snapshot(uri, 'unsaved', bytes);
    await vscode.commands.executeCommand('vscode.diff', left, right, title);
    return () => this.#dropSnapshots(uri);
  }

  /** Closes the comparisons of an object and drops their contents. */
  async #dropSnapshots({ authority, path }: vscode.Uri): Promise<void> {
    const dropped = [...this.#snapshots.keys()]
      .map((name) => vscode.Uri.parse(name, true))
      .filter((snapshot) => snapshot.authority === authority && snapshot.path === path);
    for (const snapshot of dropped) {
      await closeComparisons(snapshot);
      this.#snapshots.delete(snapshot.toString());
    }
  }

  #snapshot(uri: vscode.Uri, name: string, bytes: Uint8Array): vscode.Uri {
    const query = new URLSearchParams(uri.query);
    query.set('compared', name);
    const snapshot = uri.with({ query: query.toString() });
    this.#snapshots.set(snapshot.toString(), bytes);
    return snapshot;
  }
}

function fileStat(timeMs: number, size: number, permissions?: vscode.FilePermission): vscode.FileStat {
  const stat = { type: vscode.FileType.File, ctime: timeMs, mtime: timeMs, size };
  return permissions === undefined ? stat : { ...stat, permissions };
}

function targetOf(uri: vscode.Uri): ObjectTarget {
  const target = readObjectUri(uri);
  if (!target) throw vscode.FileSystemError.FileNotFound(uri);
  return target;
}

/** Converts errors to file system errors, whose messages the editor shows. */
async function orFileSystemError<T>(uri: vscode.Uri, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OssError && error.status === 404) throw vscode.FileSystemError.FileNotFound(uri);
    if (error instanceof ObjectTooLargeError) {
      throw vscode.FileSystemError.Unavailable(l10n.t('The object is too large for an editor. Download it instead.'));
    }
    throw vscode.FileSystemError.Unavailable(explainError(error).message);
  }
}
