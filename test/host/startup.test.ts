import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  COMMANDS,
  INTERRUPTED_CONTEXT,
  NO_ISSUED_LINKS_CONTEXT,
  OBJECT_SCHEME,
  SHORTCUTS_CONTEXT,
  STATE_FOLDER,
  STATE_KEYS,
  TOOLS,
} from '../../src/ids.ts';
import { CopyJournal } from '../../src/transfers/copy/copyJournal.ts';
import { needsServices } from '../../src/ui/settings/activationSettings.ts';
import { SYNC_KEY } from '../../src/ui/state/sharedState.ts';
import { until, withReplaced, withReplies } from './controls.ts';
import type { Activated } from './main.ts';
import { reloadedWithServices, ShownMessages } from './reloaded.ts';
import { ownState } from './windowState.ts';

const readme = {
  ...{ kind: 'object', id: 'object:readme', profileId: 'environment', bucket: 'demo-documents', key: 'readme.txt' },
};

async function activated(): Promise<Activated> {
  const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
  return (await extension?.activate()) ?? assert.fail('the extension is not installed');
}

describe('the extension, when it starts with what earlier sessions left', () => {
  const messages = new ShownMessages();
  beforeEach(() => {
    messages.start();
  });
  afterEach(() => {
    messages.stop();
  });

  it('shows at once what it knows of links that were made before', async () => {
    await vscode.commands.executeCommand(COMMANDS.copyGetUrl, readme);
    // A visible tree would load the services.
    await vscode.commands.executeCommand('workbench.view.explorer');
    const parts = await reloadedWithServices({ waits: true });
    assert.equal(parts.get('createStatusBarItem')?.length, 1);
  });

  it('loads its services at once if there is a last object or an issued link, and else waits', async () => {
    const folder = vscode.Uri.file(await mkdtemp(path.join(tmpdir(), 'oss-links-start-')));
    const needs = (state: Readonly<Record<string, unknown>>): boolean => {
      const globalState = { get: (key: string) => state[key] } as vscode.ExtensionContext['globalState'];
      return needsServices({ globalState, globalStorageUri: folder });
    };
    const ofUser = { [STATE_KEYS.folder]: 'user' };
    try {
      assert.deepEqual([needs({}), needs(ofUser)], [false, false]);
      for (const key of [STATE_KEYS.memory, STATE_KEYS.ledger]) {
        assert.equal(needs({ [key]: {} }), true, 'an earlier version has stored it');
        const file = vscode.Uri.joinPath(folder, STATE_FOLDER, 'user', `${key}.json`);
        await vscode.workspace.fs.writeFile(file, Buffer.from('{}'));
        assert.equal(needs(ofUser), true);
        await vscode.workspace.fs.delete(file);
      }
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('gives the records of profiles to Settings Sync, and nothing else', async () => {
    const { context } = await activated();
    const synced: unknown[] = [];
    const setKeysForSync = (keys: readonly string[]): void => void synced.push(keys);
    await withReplaced(context.globalState, { setKeysForSync }, () => reloadedWithServices());
    assert.deepEqual(synced, [[SYNC_KEY]]);
  });

  it('adopts the profiles that Settings Sync brought from another computer', async () => {
    const { context } = await activated();
    const record = { version: 1, id: 'synced', name: 'From Sync', region: 'cn-hangzhou', endpoint: { kind: 'public' } };
    const copies = context.globalState.get(SYNC_KEY);
    await context.globalState.update(SYNC_KEY, {
      'ossLinks.profiles': { writer: 'other computer', count: 1, value: [record], seen: {} },
    });
    try {
      const parts = await reloadedWithServices();
      const { treeDataProvider } = parts.get('createTreeView')?.[0]?.args[1] as vscode.TreeViewOptions<unknown>;
      await until(async () => {
        for (const row of (await treeDataProvider.getChildren()) ?? []) {
          if ((await treeDataProvider.getTreeItem(row)).label === 'From Sync') return true;
        }
        return false;
      });
    } finally {
      await context.globalState.update(SYNC_KEY, copies);
      await (await ownState()).update('ossLinks.profiles', []);
    }
  });

  it('sets stored values aside that it cannot read, and says so', async () => {
    const state = await ownState();
    await state.update('ossLinks.profiles', [{ version: 1, id: 'broken' }]);
    await reloadedWithServices();
    assert.equal(
      await messages.containing('stored value'),
      "Couldn't read 1 stored value. It was set aside. Nothing was deleted.",
    );
    assert.deepEqual((await ownState()).get('ossLinks.profiles'), []);
  });

  it('offers to resume a move that a window of an ended process began, once, and discards it if the user says so', async () => {
    const journal = new CopyJournal({
      memento: await ownState(),
      now: () => new Date(),
      newId: randomUUID,
      // No process has this number.
      pid: 2 ** 30,
      isAlive: () => false,
    });
    const from = { profileId: 'environment', bucket: 'demo-documents', key: 'a.txt' };
    const requests = [{ from, to: { ...from, key: 'b.txt' }, isFolder: false }];
    await journal.begin({ requests, moves: true, keepsAcl: false, count: 1 });
    let press: (button: string) => void = () => undefined;
    messages.answer = ({ buttons }) =>
      buttons.includes('Discard')
        ? new Promise((resolve) => {
            press = resolve;
          })
        : undefined;
    await vscode.commands.executeCommand('workbench.view.explorer');
    const contexts: unknown[] = [];
    const real = vscode.commands.executeCommand;
    const executeCommand = (...call: readonly unknown[]): unknown => {
      if (call[0] === 'setContext' && call[1] === INTERRUPTED_CONTEXT) contexts.push(call[2]);
      return Reflect.apply(real, vscode.commands, call);
    };
    const parts = await withReplaced(vscode.commands, { executeCommand }, () => reloadedWithServices());
    // The command is there at once; the message waits until the user looks at the tree.
    assert.equal(contexts.at(-1), true);
    assert.equal(messages.shown.length, 0);
    const view = parts.get('createTreeView')?.[0]?.result as vscode.TreeView<unknown>;
    await vscode.commands.executeCommand('ossLinks.explorer.focus');
    await messages.containing('interrupted');
    assert.deepEqual(messages.shown.at(-1)?.buttons, ['Resume', 'Discard']);
    // Shown again, the view does not offer it again.
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until(() => !view.visible);
    await vscode.commands.executeCommand('ossLinks.explorer.focus');
    await until(() => view.visible);
    press('Discard');
    await until(() => journal.interrupted().length === 0);
    assert.equal(messages.shown.filter(({ buttons }) => buttons.includes('Discard')).length, 1);
  });

  it('warns of a clock that is wrong by more than links allow for', async () => {
    const RealDate = Date;
    class LaterDate extends RealDate {
      constructor(...args: readonly unknown[]) {
        super(...((args.length === 0 ? [RealDate.now() + 20 * 60_000] : args) as [number]));
      }
    }
    await reloadedWithServices();
    await withReplaced(globalThis, { Date: LaterDate }, async () => {
      const input = { bucket: 'demo-documents' };
      await vscode.lm.invokeTool(TOOLS.listObjects, { input, toolInvocationToken: undefined });
    });
    assert.match(
      await messages.containing('clock'),
      /^The clock of this computer is 20 minutes(?: \d seconds?)? ahead of OSS\./,
    );
    // The next tests get clients that have not measured it.
    await reloadedWithServices();
  });

  it('keeps nothing once the user forgets everything: no issued link, no last link, no agreement', async () => {
    await vscode.commands.executeCommand(COMMANDS.copyGetUrl, readme);
    const parts = await reloadedWithServices();
    const uri = vscode.Uri.from({
      scheme: OBJECT_SCHEME,
      authority: 'environment',
      path: '/demo-documents/readme.txt',
    });
    await vscode.commands.executeCommand(COMMANDS.openObject, readme);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.ok((await vscode.workspace.fs.readFile(uri)).length > 0);
    const issued = parts.get('createTreeView')?.[1]?.args[1] as vscode.TreeViewOptions<unknown>;
    const rows = async (): Promise<readonly unknown[]> => (await issued.treeDataProvider.getChildren()) ?? [];
    assert.ok((await rows()).length > 0);
    const { globalState, globalStorageUri } = (await activated()).context;
    const folder = path.join(globalStorageUri.fsPath, STATE_FOLDER, String(globalState.get(STATE_KEYS.folder)));
    const damaged = path.join(folder, 'hosts.json.damaged');
    await writeFile(damaged, 'what could not be read');
    const contexts = new Map<unknown, unknown>();
    const real = vscode.commands.executeCommand;
    const executeCommand = (...call: readonly unknown[]): unknown => {
      if (call[0] === 'setContext') contexts.set(call[1], call[2]);
      return Reflect.apply(real, vscode.commands, call);
    };
    await withReplaced(vscode.commands, { executeCommand }, () =>
      withReplies(['Forget Everything'], () => vscode.commands.executeCommand(COMMANDS.forgetEverything)),
    );
    assert.deepEqual(await rows(), []);
    await until(() => !existsSync(damaged));
    await assert.rejects(async () => vscode.workspace.fs.readFile(uri), { code: 'FileNotFound' });
    // The welcome texts of the views depend on these.
    assert.equal(contexts.get(NO_ISSUED_LINKS_CONTEXT), true);
    assert.equal(contexts.get(SHORTCUTS_CONTEXT), false);
    const asked = await withReplies([undefined], () => vscode.commands.executeCommand(COMMANDS.quickCopy));
    assert.equal(asked.length, 1);
  });
});
