import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../../../src/ids.ts';
import { isByExtension } from '../madeByExtension.ts';
import { variables, type Outside } from '../results.ts';
import { forgedLink, HARMLESS_FILE, hostileFiles } from './hostileFiles.ts';
import { updateSetting } from '../controls.ts';

/** On a busy machine, what a harmless document of this size takes counts, too. */
const MAX_BLOCK_MS = 100;
/** Measurements before a document counts as blocking: this machine does other things too. */
const ATTEMPTS = 5;

function folder(): vscode.WorkspaceFolder {
  return vscode.workspace.workspaceFolders?.[0] ?? assert.fail('no folder is open');
}

async function outside(): Promise<Outside> {
  return (await (await fetch(process.env[variables.outside] ?? '')).json()) as Outside;
}

function objectNode(key: string): object {
  const bucket = 'demo-documents';
  return { kind: 'object', id: `object:environment/${bucket}/${key}`, profileId: 'environment', bucket, key };
}

/** Opens a document and asks all providers about it, as a user does who reads it. */
async function read(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('vscode.executeLinkProvider', uri);
  await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
  for (const character of [3, 3000]) {
    const position = document.validatePosition(new vscode.Position(0, character));
    await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, new vscode.Range(position, position));
  }
}

/** Rests the pointer on the beginnings of some lines of a document. */
async function pointAt(uri: vscode.Uri): Promise<void> {
  for (const line of [0, 1, 2, 3]) {
    const position = new vscode.Position(line, 5);
    await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, position);
  }
}

/**
 * Longest time for which nothing else could run in this host while `work` ran, without the time that the machine gave
 * to other processes: a pause counts only as far as this process was computing.
 */
async function longestBlockMs(work: () => Promise<void>): Promise<number> {
  const mark = (): { readonly wallMs: number; readonly cpuMs: number } => {
    const { user, system } = process.cpuUsage();
    return { wallMs: performance.now(), cpuMs: (user + system) / 1000 };
  };
  let [last, longestMs] = [mark(), 0];
  const look = (): void => {
    const now = mark();
    longestMs = Math.max(longestMs, Math.min(now.wallMs - last.wallMs, now.cpuMs - last.cpuMs));
    last = now;
  };
  const timer = setInterval(look, 1);
  await work();
  await delay(5);
  clearInterval(timer);
  look();
  return longestMs;
}

/** Accepts the first item of each question until the clipboard holds a link. */
async function copiedByAccepting(command: string, ...args: unknown[]): Promise<URL> {
  await vscode.env.clipboard.writeText('nothing yet');
  const running = vscode.commands.executeCommand(command, ...args);
  for (;;) {
    const text = await vscode.env.clipboard.readText();
    if (text !== 'nothing yet') {
      await running;
      return new URL(text);
    }
    await delay(50);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
}

describe('a hostile folder', () => {
  /** Who opened each connection, as text. VS Code's own extensions open some, too. */
  const connections: string[] = [];
  const note = (): void => {
    if (isByExtension()) connections.push(new Error('a connection').stack ?? '');
  };
  const settings = vscode.workspace.getConfiguration();
  const shown = [SETTINGS.inspectorCodeLens, 'ossLinks.documents.expiryHints'];

  before(async () => {
    subscribe('net.client.socket', note);
    for (const name of shown) await updateSetting(name, true);
  });
  after(async () => {
    unsubscribe('net.client.socket', note);
    for (const name of shown) await updateSetting(name, undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is open with its settings', () => {
    assert.equal(vscode.workspace.isTrusted, process.env[variables.restricted] === undefined);
    assert.equal(settings.get('ossLinks.statusBar.enabled'), false);
  });

  for (const name of Object.keys(hostileFiles(''))) {
    it(`does not stop the extension host by ${name}`, async function () {
      this.timeout(30_000);
      const uri = vscode.Uri.joinPath(folder().uri, name);
      const harmless = vscode.Uri.joinPath(folder().uri, HARMLESS_FILE);
      const blocks: string[] = [];
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const blockMs = await longestBlockMs(() => read(uri));
        const usualMs = blockMs <= MAX_BLOCK_MS ? 0 : await longestBlockMs(() => read(harmless));
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        if (blockMs <= Math.max(MAX_BLOCK_MS, 1.5 * usualMs)) return;
        blocks.push(`${Math.round(blockMs)} ms, and ${Math.round(usualMs)} ms by a harmless one`);
      }
      assert.fail(`blocked for ${blocks.join('; ')}`);
    });
  }

  it('has sent no request when it was opened and when each of its files was read', async () => {
    unsubscribe('net.client.socket', note);
    assert.deepEqual(connections, []);
    assert.deepEqual(await outside(), { requests: [], trapped: [] });
  });

  it('sends requests to nobody but OSS when the pointer rests on its addresses, and none if it is not trusted', async () => {
    for (const name of ['links.md', 'objects.md', 'schema.json', 'page.html', 'many-addresses.txt']) {
      await pointAt(vscode.Uri.joinPath(folder().uri, name));
    }
    const { requests, trapped } = await outside();
    assert.deepEqual(trapped, []);
    if (!vscode.workspace.isTrusted) assert.deepEqual(requests, []);
    const changing = requests.filter((request) => !/^(?:Head|Get|List)/.test(request));
    assert.deepEqual(changing, []);
  });

  if (process.env[variables.restricted] !== undefined) {
    it('lets no command change an object while it is not trusted, and none asks', async () => {
      const object = objectNode('site/index.html');
      const before = (await outside()).requests.length;
      for (const command of ['rename', 'moveTo', 'copyTo', 'cut', 'newFile', 'deleteObjects', 'makeCurrent'] as const) {
        await vscode.commands.executeCommand(COMMANDS[command], object);
      }
      const dropped = JSON.stringify([
        { profileId: 'environment', bucket: 'demo-documents', key: 'x', isFolder: false },
      ]);
      await vscode.commands.executeCommand(COMMANDS.dropItems, object, undefined, dropped);
      await vscode.commands.executeCommand(COMMANDS.resumeCopies);
      assert.deepEqual((await outside()).requests.slice(before), []);
    });
  }

  it('writes no object: not by an address of its files, and in Restricted Mode not by an editor either', async () => {
    const address = (key: string): vscode.Uri => vscode.Uri.parse(`oss://environment/demo-documents/${key}`, true);
    const write = async (key: string): Promise<void> => {
      await vscode.workspace.fs.writeFile(address(key), Buffer.from('x'));
    };
    await assert.rejects(write('hostile-schema.json'));
    if (!vscode.workspace.isTrusted) {
      await vscode.commands.executeCommand(COMMANDS.openObject, objectNode('site/index.html'));
      await vscode.commands.executeCommand(COMMANDS.editObject, objectNode('site/index.html'));
      await assert.rejects(write('site/index.html'));
    }
    const { requests } = await outside();
    assert.deepEqual(
      requests.filter((request) => /^(?:Put|Post|Delete|Copy)/.test(request)),
      [],
    );
  });

  it('runs none of its commands', () => {
    for (const place of [folder().uri.fsPath, homedir()]) assert.ok(!existsSync(path.join(place, 'planted')), place);
  });

  it('changes neither host, validity nor headers of a link that the user copies', async () => {
    const url = await copiedByAccepting(COMMANDS.copyGetUrl, objectNode('site/index.html'));
    assert.equal(url.origin, process.env['OSS_ENDPOINT']);
    assert.equal(url.searchParams.get('x-oss-expires'), '900');
    assert.equal((await fetch(url)).status, 200);
  });

  it('changes none of them for a link of its own that the user signs again', async () => {
    const uri = vscode.Uri.joinPath(folder().uri, 'links.md').toString();
    const url = await copiedByAccepting(COMMANDS.signLinkAgain, { uri, startIndex: 0 });
    assert.notEqual(url.href, forgedLink);
    assert.equal(url.origin, process.env['OSS_ENDPOINT']);
    assert.equal(url.searchParams.get('x-oss-expires'), '900');
    assert.equal((await outside()).trapped.length, 0);
  });
});
