import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ids.ts';
import { CopyJournal } from '../../src/transfers/copy/copyJournal.ts';
import { SYNC_KEY } from '../../src/ui/state/sharedState.ts';
import { until, withReplaced, withReplies } from './controls.ts';
import type { Activated } from './main.ts';
import { reloadedWithServices, ShownMessages } from './reloaded.ts';
import { ownState } from './windowState.ts';

const readme = {
  ...{ kind: 'object', id: 'object:readme', profileId: 'environment', bucket: 'demo-documents', key: 'readme.txt' },
};

describe('the extension, when it starts with what earlier sessions left', () => {
  const messages = new ShownMessages();
  beforeEach(() => {
    messages.start();
  });
  afterEach(() => {
    messages.stop();
    messages.shown.length = 0;
    messages.answer = () => undefined;
  });

  it('gives the records of profiles to Settings Sync, and nothing else', async () => {
    const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
    const { context } = (await extension?.activate()) ?? assert.fail('the extension is not installed');
    const synced: unknown[] = [];
    const setKeysForSync = (keys: readonly string[]): void => void synced.push(keys);
    await withReplaced(context.globalState, { setKeysForSync }, reloadedWithServices);
    assert.deepEqual(synced, [[SYNC_KEY]]);
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
    messages.answer = ({ buttons }) => buttons.find((button) => button === 'Discard');
    await reloadedWithServices();
    await vscode.commands.executeCommand('ossLinks.explorer.focus');
    await messages.containing('interrupted');
    assert.deepEqual(messages.shown.at(-1)?.buttons, ['Resume', 'Discard']);
    await until(() => journal.interrupted().length === 0);
    const count = messages.shown.length;
    await vscode.commands.executeCommand('workbench.view.explorer');
    await vscode.commands.executeCommand('ossLinks.explorer.focus');
    assert.equal(messages.shown.length, count);
  });

  it('keeps nothing once the user forgets everything: no issued link, no last link, no agreement', async () => {
    await vscode.commands.executeCommand(COMMANDS.copyGetUrl, readme);
    const parts = await reloadedWithServices();
    const issued = parts.get('createTreeView')?.[1]?.args[1] as vscode.TreeViewOptions<unknown>;
    const rows = async (): Promise<readonly unknown[]> => (await issued.treeDataProvider.getChildren()) ?? [];
    assert.ok((await rows()).length > 0);
    await withReplies(['Forget Everything'], () => vscode.commands.executeCommand(COMMANDS.forgetEverything));
    assert.deepEqual(await rows(), []);
    const asked = await withReplies([undefined], () => vscode.commands.executeCommand(COMMANDS.quickCopy));
    assert.equal(asked.length, 1);
  });
});
