import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ids.ts';
import { ShownMessages } from './reloaded.ts';

describe('a search of the workspace for presigned URLs', () => {
  const messages = new ShownMessages();
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = path.join(folder?.uri.fsPath ?? assert.fail('no folder is open'), 'large.log');

  before(async () => {
    await writeFile(file, Buffer.alloc(10 * 1024 * 1024 + 1, 'x'));
    messages.start();
  });
  after(async () => {
    messages.stop();
    await rm(file);
  });

  it('names a file that is too large to be searched', async () => {
    await vscode.commands.executeCommand(COMMANDS.findPresignedUrls);
    assert.match(await messages.containing('Not searched'), /can't be read: .*\blarge\.log\.$|[2-9] files/);
  });
});
