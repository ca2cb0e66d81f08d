import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, OBJECT_SCHEME } from '../../src/ids.ts';
import { logContaining } from './logs.ts';

const bucket = 'demo-documents';
const opened = 'site/index.html';

function uriOf(key: string, authority = 'environment'): vscode.Uri {
  return vscode.Uri.from({ scheme: OBJECT_SCHEME, authority, path: `/${bucket}/${key}` });
}

/** Log, once it contains the reading of the object. */
async function logOfOpening(key: string): Promise<string> {
  const node = { kind: 'object', id: `object:environment/${bucket}/${key}`, profileId: 'environment', bucket, key };
  await vscode.commands.executeCommand(COMMANDS.openObject, node);
  return logContaining(`GetObject: GET`);
}

describe('URIs of objects', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('in files of an opened folder cause no request', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const hostile = vscode.Uri.joinPath(folder.uri, 'hostile.json');
    const named = uriOf('hostile-schema.json');
    const content = JSON.stringify({ $schema: named.toString(), note: `${named.toString()} oss://${bucket}/x` });
    await vscode.workspace.fs.writeFile(hostile, Buffer.from(content));
    try {
      await vscode.window.showTextDocument(hostile);
      for (const uri of [named, uriOf('readme.txt'), uriOf('x', 'no-such-profile')]) {
        await assert.rejects(
          async () => vscode.workspace.openTextDocument(uri),
          (error: Error) =>
            /FileNotFound|cannot open|Unable to (?:read|resolve)/i.test(`${error.name} ${error.message}`),
        );
        await assert.rejects(async () => vscode.workspace.fs.stat(uri), { code: 'FileNotFound' });
        await assert.rejects(async () => vscode.workspace.fs.readFile(uri), { code: 'FileNotFound' });
      }
      // Opened objects are logged, so the log would show other requests too.
      const log = await logOfOpening(opened);
      assert.match(log, new RegExp(`GetObject: GET .*${opened}`));
      assert.doesNotMatch(log, /hostile-schema|readme\.txt/);
    } finally {
      await vscode.workspace.fs.delete(hostile);
    }
  });

  it('are read only for objects that the user opened', async () => {
    await logOfOpening(opened);
    assert.ok((await vscode.workspace.fs.readFile(uriOf(opened))).length > 0);
    await assert.rejects(async () => vscode.workspace.fs.readFile(uriOf(`${opened}.other`)), { code: 'FileNotFound' });
  });
});
