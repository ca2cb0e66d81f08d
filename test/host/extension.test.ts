import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates and registers its commands', async () => {
    const extension = vscode.extensions.getExtension('oss-presigned-links.oss-presigned-links');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.ok((await vscode.commands.getCommands(true)).includes('ossLinks.refresh'));
  });
});
