import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ObjectTarget } from '../../links/link.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { ObjectContents, ObjectTooLargeError, type ObjectContentsOptions } from '../../transfers/objectContents.ts';
import { objectUri, readObjectUri } from '../../transfers/objectUri.ts';
import { explainError } from '../messages/errorText.ts';

const CACHE_BYTES = 64 * 2 ** 20;

/** Reader of objects for editors. */
export class ObjectReader {
  readonly contents: ObjectContents;

  constructor(clientOf: ObjectContentsOptions['clientOf']) {
    this.contents = new ObjectContents({ clientOf, cacheBytes: CACHE_BYTES });
  }

  uriOf(target: ObjectTarget): vscode.Uri {
    return vscode.Uri.from(objectUri(target));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { lastModified, sizeBytes = 0 } = await orFileSystemError(uri, this.contents.describe(targetOf(uri)));
    const time = lastModified?.getTime() ?? 0;
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: time, mtime: time, size: sizeBytes, permissions };
  }

  read(uri: vscode.Uri): Promise<Uint8Array> {
    return orFileSystemError(uri, this.contents.read(targetOf(uri)));
  }
}

function targetOf(uri: vscode.Uri): ObjectTarget {
  const target = readObjectUri(uri);
  if (!target) throw vscode.FileSystemError.FileNotFound(uri);
  return target;
}

/** Converts errors to file system errors, whose messages the editor shows. */
async function orFileSystemError<T>(uri: vscode.Uri, reading: Promise<T>): Promise<T> {
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
