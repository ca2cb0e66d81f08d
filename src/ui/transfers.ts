import * as vscode from 'vscode';
import { SETTINGS } from '../ids.ts';
import type { OssClient } from '../oss/client.ts';
import { DoubleClicks } from './doubleClicks.ts';
import type { LocalFiles } from './localFiles.ts';
import { localFolders, type LocalFolders } from './localFolders.ts';
import { ObjectFiles, type ObjectEditors } from './objectFiles.ts';
import { localFiles } from './openLocalFiles.ts';

/** What moving objects between OSS and this machine takes. */
export interface Transfers {
  readonly files: LocalFiles;
  readonly folders: LocalFolders;
  readonly objectEditors: ObjectEditors;
  /** Whether a click on a row of the tree is the second of a double click. */
  readonly isOpeningClick: (nodeId: string) => boolean;
  /** Whether the user has turned deleting on. */
  readonly allowsDelete: () => boolean;
}

/** Registers objects as files of VS Code, and reaches those of this machine. */
export function registerTransfers(
  clientOf: (profileId: string) => Promise<OssClient>,
  now: () => Date,
  subscriptions: vscode.ExtensionContext['subscriptions'],
): Transfers {
  const objectEditors = new ObjectFiles(clientOf);
  subscriptions.push(objectEditors);
  return {
    files: localFiles,
    folders: localFolders,
    objectEditors,
    isOpeningClick: new DoubleClicks(now).isOpening,
    allowsDelete: () => vscode.workspace.getConfiguration().get(SETTINGS.allowDelete, false),
  };
}
