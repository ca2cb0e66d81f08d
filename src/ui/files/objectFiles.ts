import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ObjectTarget } from '../../links/link.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import type { ObjectContents } from '../../transfers/objectContents.ts';
import { OBJECT_SCHEME } from '../../ids.ts';
import type { ObjectReader } from './objectReader.ts';

/** Editors of objects. */
export interface ObjectEditors {
  contents(): Promise<ObjectContents>;
  /** Opens the object in the editor for its file name. */
  show(target: ObjectTarget): Promise<void>;
  /** Shows the differences between two objects, or two versions of one. */
  compare(left: ObjectTarget, right: ObjectTarget, title: string): Promise<void>;
  /** Drops the cached contents, and the list of opened objects. */
  forget(): void;
}

/**
 * Objects as read-only files, so that every editor and preview can show them. Only addresses that this class opened in
 * this session are served: a document may contain any address, e.g. as its JSON schema, and would cause signed
 * requests.
 */
export class ObjectFiles implements ObjectEditors, vscode.FileSystemProvider, vscode.Disposable {
  readonly #clientOf: (profileId: string) => Promise<OssClient>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  readonly #opened = new Set<string>();
  #reader: Promise<ObjectReader> | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor(clientOf: (profileId: string) => Promise<OssClient>) {
    this.#clientOf = clientOf;
    const isReadonly = new vscode.MarkdownString(l10n.t('OSS objects are read-only here.'));
    this.#registration = vscode.workspace.registerFileSystemProvider(OBJECT_SCHEME, this, {
      isCaseSensitive: true,
      isReadonly,
    });
  }

  async contents(): Promise<ObjectContents> {
    return (await this.#load()).contents;
  }

  async show(target: ObjectTarget): Promise<void> {
    const uri = (await this.#load()).uriOf(target);
    this.#opened.add(uri.toString());
    await vscode.commands.executeCommand('vscode.open', uri);
  }

  async compare(left: ObjectTarget, right: ObjectTarget, title: string): Promise<void> {
    const reader = await this.#load();
    const uris = [left, right].map((target) => reader.uriOf(target));
    for (const uri of uris) this.#opened.add(uri.toString());
    await vscode.commands.executeCommand('vscode.diff', ...uris, title);
  }

  forget(): void {
    this.#opened.clear();
    this.#reader = undefined;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#readerOf(uri)).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#readerOf(uri)).read(uri);
  }

  /** No events: OSS does not report changes. Objects are read again when they are opened again. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotADirectory(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** Reader of an opened address; any other address is not found, without a request. */
  async #readerOf(uri: vscode.Uri): Promise<ObjectReader> {
    if (!this.#opened.has(uri.toString())) throw vscode.FileSystemError.FileNotFound(uri);
    return this.#load();
  }

  /** Loads the reader with the first opened object. */
  #load(): Promise<ObjectReader> {
    return (this.#reader ??= import('./objectReader.ts').then(({ ObjectReader }) => new ObjectReader(this.#clientOf)));
  }
}
