import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ObjectTarget } from '../links/link.ts';
import type { OssClient } from '../oss/client.ts';
import { OssError } from '../oss/errors.ts';
import { ObjectContents, ObjectTooLargeError } from '../transfers/objectContents.ts';
import { OBJECT_SCHEME, objectUri, readObjectUri } from '../transfers/objectUri.ts';
import { explainError } from './errorText.ts';

const KEPT_BYTES = 64 * 2 ** 20;

/** Shows objects in editors. */
export interface ObjectEditors {
  readonly contents: ObjectContents;
  /** Opens the object in the editor that fits its name. */
  show(target: ObjectTarget): Promise<void>;
}

/** Objects as files that can be read and nothing else, so that every editor and preview can show them. */
export class ObjectFiles implements ObjectEditors, vscode.FileSystemProvider, vscode.Disposable {
  readonly contents: ObjectContents;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;

  readonly onDidChangeFile = this.#changed.event;

  constructor(clientOf: (profileId: string) => Promise<OssClient>) {
    this.contents = new ObjectContents({ clientOf, keptBytes: KEPT_BYTES });
    const isReadonly = new vscode.MarkdownString(
      l10n.t('Objects of OSS are shown as they are; they cannot be edited.'),
    );
    this.#registration = vscode.workspace.registerFileSystemProvider(OBJECT_SCHEME, this, {
      isCaseSensitive: true,
      isReadonly,
    });
  }

  async show(target: ObjectTarget): Promise<void> {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.from(objectUri(target)));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { lastModified, sizeBytes = 0 } = await told(uri, this.contents.describe(targetOf(uri)));
    const time = lastModified?.getTime() ?? 0;
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: time, mtime: time, size: sizeBytes, permissions };
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return told(uri, this.contents.read(targetOf(uri)));
  }

  /** An object is read again when it is opened again; OSS tells of no change. */
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
}

function targetOf(uri: vscode.Uri): ObjectTarget {
  const target = readObjectUri(uri);
  if (!target) throw vscode.FileSystemError.FileNotFound(uri);
  return target;
}

/** What fails in an editor is said there, in words. */
async function told<T>(uri: vscode.Uri, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof OssError && error.status === 404) throw vscode.FileSystemError.FileNotFound(uri);
    if (error instanceof ObjectTooLargeError) {
      throw vscode.FileSystemError.Unavailable(l10n.t('The object is too large for an editor. Download it instead.'));
    }
    throw vscode.FileSystemError.Unavailable(explainError(error).message);
  }
}
