import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type manifest from '../../package.json';
import { COMMANDS } from '../../src/ids.ts';
import { until, withReplies } from './controls.ts';
import { reloadedWithServices, ShownMessages } from './reloaded.ts';

const EXTENSION_ID = 'oss-presigned-links.oss-presigned-links';

describe('the extension', () => {
  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    const { contributes } = extension.packageJSON as typeof manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('shows its texts in the language of VS Code', async () => {
    const messages = new ShownMessages();
    const real = Object.getOwnPropertyDescriptor(vscode.l10n, 'bundle') ?? assert.fail();
    // VS Code reads this file as the manifest says.
    const extension = vscode.extensions.getExtension(EXTENSION_ID) ?? assert.fail();
    const { l10n: folder } = extension.packageJSON as typeof manifest;
    const texts = JSON.parse(
      await readFile(path.join(extension.extensionPath, folder, 'bundle.l10n.zh-cn.json'), 'utf8'),
    ) as Record<string, string>;
    Object.defineProperty(vscode.l10n, 'bundle', { configurable: true, value: texts });
    messages.start();
    try {
      await reloadedWithServices();
      await vscode.commands.executeCommand(COMMANDS.copyGetUrl, undefined, undefined);
      assert.deepEqual(messages.texts, [texts['The list was being refreshed. Run the command again.']]);
      assert.match(messages.texts[0] ?? '', /\p{Script=Han}/u);
    } finally {
      messages.stop();
      Object.defineProperty(vscode.l10n, 'bundle', real);
      l10n.config({ contents: {} });
      await reloadedWithServices();
    }
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
      await withReplies([undefined], () => vscode.commands.executeCommand(COMMANDS.inspectLink));
      assert.deepEqual(messages.texts, []);
    });

    it('draws the tree again, since VS Code may show rows that it no longer knows', async () => {
      const { args } = (await reloadedWithServices()).get('createTreeView')?.[0] ?? assert.fail();
      const { treeDataProvider } = args[1] as vscode.TreeViewOptions<unknown>;
      const drawn: unknown[] = [];
      const listener = treeDataProvider.onDidChangeTreeData?.((node) => drawn.push(node));
      try {
        await vscode.commands.executeCommand(COMMANDS.copyGetUrl, undefined, undefined);
        await until(() => drawn.includes(undefined));
      } finally {
        listener?.dispose();
      }
    });
  });
});
