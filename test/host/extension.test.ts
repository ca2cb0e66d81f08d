import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type manifest from '../../package.json';
import { COMMANDS } from '../../src/ids.ts';
import { withReplies } from './controls.ts';
import { ShownMessages } from './reloaded.ts';

describe('the extension', () => {
  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('oss-presigned-links.oss-presigned-links');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    const { contributes } = extension.packageJSON as typeof manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  describe('when a command is called for a row that is listed anew', () => {
    const messages = new ShownMessages();
    const again = 'The list was being refreshed. Run the command again.';

    beforeEach(() => {
      messages.start();
    });
    afterEach(() => {
      messages.stop();
    });

    it('says so instead of doing nothing', async () => {
      await withReplies([], async () => {
        await vscode.commands.executeCommand(COMMANDS.copyGetUrl, undefined, undefined);
        await vscode.commands.executeCommand(COMMANDS.deleteObjects, undefined, [undefined]);
      });
      assert.deepEqual(messages.texts, [again, again]);
    });

    it('still runs commands of view titles and of the palette', async () => {
      await withReplies([''], () => vscode.commands.executeCommand(COMMANDS.filterIssued, undefined, undefined));
      await withReplies([undefined], () => vscode.commands.executeCommand(COMMANDS.copyGetUrl));
      assert.deepEqual(messages.texts, []);
    });
  });
});
