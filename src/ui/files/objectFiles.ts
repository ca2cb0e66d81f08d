import * as vscode from 'vscode';
import type { ObjectTarget } from '../../links/link.ts';
import type { ObjectContents } from '../../transfers/objectContents.ts';
import type { UnsavedObjects } from '../../transfers/edit/unsavedObjects.ts';
import { OBJECT_SCHEME } from '../../ids.ts';
import type { OpenedObjects, OpenedObjectsOptions } from './openedObjects.ts';

/** Editors of objects. */
export interface ObjectEditors {
  contents(): Promise<ObjectContents>;
  /** Opens the object in the editor for its file name; `isEditable`: the user may change and save it at once. */
  show(target: ObjectTarget, isEditable: boolean): Promise<void>;
  /** Makes the editor of an object writable, and opens it if it is not open. */
  edit(target: ObjectTarget): Promise<void>;
  /** Object of an editor, or of the active one; `undefined` for anything else. */
  find(uri?: vscode.Uri): Promise<ObjectTarget | undefined>;
  /** Shows the differences between two objects, or two versions of one. */
  compare(left: ObjectTarget, right: ObjectTarget, title: string): Promise<void>;
  /** Drops the cached contents, and the list of opened objects. */
  forget(): void;
}

export interface ObjectFilesOptions extends Pick<OpenedObjectsOptions, 'clientOf' | 'save'> {
  /** Objects whose editors were left with unsaved changes. */
  readonly unsaved: () => Promise<UnsavedObjects>;
}

/**
 * Objects as files, so that every editor and preview can show them. They are read-only until the user edits them. Only
 * addresses that this class opened in this session are served, and those of editors that were left unsaved: a document
 * may contain any address, e.g. as its JSON schema, and would cause signed requests.
 */
export class ObjectFiles implements ObjectEditors, vscode.FileSystemProvider, vscode.Disposable {
  readonly #options: ObjectFilesOptions;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  #objects: Promise<OpenedObjects> | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor(options: ObjectFilesOptions) {
    this.#options = options;
    this.#registration = vscode.workspace.registerFileSystemProvider(OBJECT_SCHEME, this, { isCaseSensitive: true });
  }

  async contents(): Promise<ObjectContents> {
    return (await this.#load()).contents;
  }

  async show(target: ObjectTarget, isEditable: boolean): Promise<void> {
    await (await this.#load()).show(target, isEditable);
  }

  async edit(target: ObjectTarget): Promise<void> {
    await (await this.#load()).edit(target);
  }

  async find(uri?: vscode.Uri): Promise<ObjectTarget | undefined> {
    return (await this.#opened())?.find(uri);
  }

  async compare(left: ObjectTarget, right: ObjectTarget, title: string): Promise<void> {
    await (await this.#load()).compare(left, right, title);
  }

  forget(): void {
    void this.#objects?.then((objects) => {
      objects.dispose();
    });
    this.#objects = undefined;
  }

  dispose(): void {
    this.forget();
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#openedFor(uri)).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#openedFor(uri)).read(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await (await this.#openedFor(uri)).write(uri, content);
  }

  /** OSS reports no changes. Events are sent when an object becomes writable, and when its editor is to read it again. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotADirectory(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** Opened objects; any address is not found, without a request, if there are none. */
  async #openedFor(uri: vscode.Uri): Promise<OpenedObjects> {
    return (await this.#opened()) ?? Promise.reject(vscode.FileSystemError.FileNotFound(uri));
  }

  async #opened(): Promise<OpenedObjects | undefined> {
    if (this.#objects) return this.#objects;
    return (await this.#options.unsaved()).isEmpty ? undefined : this.#load();
  }

  /** Loads what serves the objects with the first opened one. */
  #load(): Promise<OpenedObjects> {
    return (this.#objects ??= this.#create());
  }

  async #create(): Promise<OpenedObjects> {
    const [{ OpenedObjects }, unsaved] = await Promise.all([import('./openedObjects.ts'), this.#options.unsaved()]);
    const onChanged = (uri: vscode.Uri): void => {
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    };
    return new OpenedObjects({ ...this.#options, unsaved, onChanged });
  }
}
