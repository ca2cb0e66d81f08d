import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { handleDrag, handleDrop } from '../../src/features/explorer/dragAndDropProvider.ts';
import { createUndiciTransport } from '../../src/http/undiciTransport.ts';
import { COMMANDS, DRAGGED_ITEMS_MIME } from '../../src/ids.ts';
import { OssClient } from '../../src/oss/client/ossClient.ts';
import type { VersionEntry } from '../../src/oss/client/versions.ts';
import { bucketNode, folderNode, objectNode, profileNode, versionNode } from '../../src/tree/nodes.ts';

const key = 'notes/plan.md';
const parent = bucketNode(profileNode('environment'), 'demo-versions', { added: false });
const entry = { key, sizeBytes: 1, lastModified: new Date(0), etag: '', storageClass: 'Standard', type: 'Normal' };
const object = objectNode(parent, entry);
const folder = folderNode(parent, 'notes/old/');

describe('objects and folders in the tree', () => {
  const { executeCommand } = vscode.commands;
  afterEach(async () => {
    Object.defineProperty(vscode.commands, 'executeCommand', { configurable: true, value: executeCommand });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are compared, an old version on the left and the current one on the right', async () => {
    const versions = await versionsOf(key);
    const old = versions.find(({ isLatest, kind }) => !isLatest && kind === 'version') ?? assert.fail('no old version');
    const { versionId = '' } = old;
    await vscode.commands.executeCommand(COMMANDS.compareVersion, versionNode(object, old, versionId));
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.ok(decodeURIComponent(input.original.query).includes(versionId));
    assert.equal(input.modified.query, '');
    const [before, now] = await Promise.all(
      [input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.notEqual(before?.getText(), now?.getText());
  });

  it('are dragged with their keys, and dropped on a folder as what they are', async () => {
    const data = new vscode.DataTransfer();
    handleDrag([object, folder], data);
    const items = (await data.get(DRAGGED_ITEMS_MIME)?.asString()) ?? '';
    const where = { profileId: 'environment', bucket: 'demo-versions' };
    assert.deepEqual(JSON.parse(items), [
      { ...where, key, isFolder: false, sizeBytes: 1 },
      { ...where, key: 'notes/old/', isFolder: true },
    ]);
    const called: unknown[] = [];
    Object.defineProperty(vscode.commands, 'executeCommand', {
      configurable: true,
      value: (...call: unknown[]) => Promise.resolve(called.push(...call)),
    });
    const token = new vscode.CancellationTokenSource();
    await handleDrop(parent, data, token.token);
    assert.deepEqual(called, [COMMANDS.dropItems, parent, undefined, items]);
    token.cancel();
    await handleDrop(parent, data, token.token);
    assert.equal(called.length, 4);
  });

  it('are cut with their keys on the clipboard', async () => {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(COMMANDS.cut, object, [object, folder]);
    assert.equal(await vscode.env.clipboard.readText(), `${key}\nnotes/old/`);
  });
});

/** Versions of an object of the sample bucket. */
async function versionsOf(prefix: string): Promise<readonly VersionEntry[]> {
  const transport = await createUndiciTransport();
  const { OSS_ENDPOINT = '', OSS_ACCESS_KEY_ID = '', OSS_ACCESS_KEY_SECRET = '' } = process.env;
  const client = new OssClient({
    transport,
    credentials: () => Promise.resolve({ accessKeyId: OSS_ACCESS_KEY_ID, accessKeySecret: OSS_ACCESS_KEY_SECRET }),
    region: 'cn-hangzhou',
    endpoint: OSS_ENDPOINT,
  });
  try {
    return (await client.listObjectVersions('demo-versions', { prefix })).entries;
  } finally {
    await transport.close();
  }
}
