import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { STATE_FOLDER } from '../../src/ids.ts';
import { SharedState } from '../../src/ui/state/sharedState.ts';
import type { Activated } from './main.ts';

/** How often each window writes each kind of state. */
export const WRITES = 60;

/** The state of the extension in this window, as it makes it itself. */
export async function ownState(): Promise<SharedState> {
  const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
  const { context } = (await extension?.activate()) ?? assert.fail('the extension is not installed');
  const folder = vscode.Uri.joinPath(context.globalStorageUri, STATE_FOLDER).fsPath;
  return new SharedState({ folder, memento: context.globalState, syncedKeys: [], newId: randomUUID });
}
