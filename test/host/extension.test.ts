import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type manifest from '../../package.json';

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
});
