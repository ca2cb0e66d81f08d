import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, SELECTION_ARGUMENT } from '../../src/ids.ts';
import { logContaining } from './logs.ts';
import { updateSetting } from './controls.ts';

const bucket = 'demo-documents';
const reports = ['报告/2026年第三季度.pdf', '报告/2026年第二季度.pdf'] as const;

/** Command argument for an object of the profile "Environment", as the tree passes it. */
function objectNode(key: string): object {
  return { kind: 'object', id: `object:environment/${bucket}/${key}`, profileId: 'environment', bucket, key };
}

async function copiedBy(command: string, ...args: unknown[]): Promise<string> {
  await vscode.env.clipboard.writeText('nothing yet');
  await vscode.commands.executeCommand(command, ...args);
  return vscode.env.clipboard.readText();
}

describe('commands in the extension host', () => {
  const dispatcher = Symbol.for('undici.globalDispatcher.1');

  after(async () => {
    await updateSetting('ossLinks.defaultValidity', undefined);
  });

  it('give the first link the validity of the setting', async () => {
    await updateSetting('ossLinks.defaultValidity', '2h');
    const url = new URL(await copiedBy(COMMANDS.copyGetUrl, objectNode(reports[0])));
    assert.equal(url.searchParams.get('x-oss-expires'), '7200');
    assert.equal((await fetch(url)).status, 200);
  });

  it('copy one link per line for several selected objects', async () => {
    const nodes = reports.map(objectNode);
    const links = (await copiedBy(COMMANDS.copyGetUrl, nodes[0], nodes)).split('\n');
    assert.deepEqual(
      links.map((link) => decodeURIComponent(new URL(link).pathname)),
      reports.map((key) => `/${bucket}/${key}`),
    );
  });

  it('copy a new link to the last object by the quick copy', async () => {
    await copiedBy(COMMANDS.copyGetUrl, objectNode(reports[1]));
    const url = new URL(await copiedBy(COMMANDS.quickCopy));
    assert.equal(decodeURIComponent(url.pathname), `/${bucket}/${reports[1]}`);
    assert.equal((await fetch(url)).status, 200);
  });

  it('list buckets and objects without changing the global dispatcher of other extensions', async () => {
    const slots = globalThis as unknown as Record<symbol, unknown>;
    const before = slots[dispatcher];
    await copiedBy(COMMANDS.copyGetUrl, objectNode(reports[0]));
    await vscode.commands.executeCommand(COMMANDS.revealLastObject);
    assert.match(await logContaining('ListBuckets: GET'), /ListObjectsV2: GET .* 200 /);
    assert.equal(slots[dispatcher], before);
  });

  it('copy the link of the selected row by a key of the tree', async () => {
    await copiedBy(COMMANDS.copyGetUrl, objectNode(reports[1]));
    await vscode.commands.executeCommand(COMMANDS.revealLastObject);
    const url = new URL(await copiedBy(COMMANDS.copyGetUrl, SELECTION_ARGUMENT));
    assert.equal(decodeURIComponent(url.pathname), `/${bucket}/${reports[1]}`);
  });

  it('copy the links of all selected rows by a key of the tree, and reveal a row by selecting it', async () => {
    await copiedBy(COMMANDS.copyGetUrl, objectNode(reports[0]));
    await vscode.commands.executeCommand(COMMANDS.revealLastObject);
    await vscode.commands.executeCommand('list.expandSelectionDown');
    const links = (await copiedBy(COMMANDS.copyGetUrl, SELECTION_ARGUMENT)).split('\n');
    assert.equal(links.length, 2);
    assert.equal(decodeURIComponent(new URL(links[0] ?? '').pathname), `/${bucket}/${reports[0]}`);
  });

  it('leave the clipboard alone if there is nothing to copy', async () => {
    assert.equal(await copiedBy(COMMANDS.loadMore), 'nothing yet');
  });
});
