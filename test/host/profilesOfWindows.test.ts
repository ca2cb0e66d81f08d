import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerProfiles, type RegisteredProfiles } from '../../src/features/profiles/registerProfiles.ts';
import type { Notifications } from '../../src/ui/messages/notifications.ts';
import type { SharedState } from '../../src/ui/state/sharedState.ts';
import { noon } from '../support/emulator/handMade.ts';
import { MemoryMemento, MemorySecrets } from '../support/profiles/storage.ts';
import { WatchedWindow } from './watchedViews.ts';

describe('the profiles of several windows', () => {
  const watched = new WatchedWindow();
  const work = { version: 1, id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' } };
  let memento: MemoryMemento;
  let secrets: MemorySecrets & { readonly changes: vscode.EventEmitter<vscode.SecretStorageChangeEvent> };
  let adoptedCount: number;
  /** Profiles that changed. */
  let changed: (string | undefined)[];
  let onWarning: (text: string) => void;

  function register(): RegisteredProfiles {
    const subscriptions: vscode.Disposable[] = [];
    const state = Object.assign(memento, {
      adoptSynced: () => {
        adoptedCount++;
        return Promise.resolve();
      },
    });
    const notifications = {
      warn: (text: string) => {
        onWarning(text);
      },
      error: assert.ifError,
    };
    const registered = registerProfiles(
      {
        state: state as unknown as SharedState,
        secrets: Object.assign(secrets, { onDidChange: secrets.changes.event }),
      },
      notifications as unknown as Notifications,
      () => noon,
      subscriptions,
    );
    registered.profiles.onDidChange((id) => changed.push(id));
    return registered;
  }

  beforeEach(() => {
    watched.start();
    memento = new MemoryMemento();
    secrets = Object.assign(new MemorySecrets(), {
      changes: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>(),
    });
    adoptedCount = 0;
    changed = [];
    onWarning = (text) => assert.fail(text);
  });
  afterEach(() => {
    watched.stop();
  });

  it('are read again when the window gets the focus, those of Settings Sync included', async () => {
    register();
    await new Promise(setImmediate);
    const before = adoptedCount;
    await memento.update('ossLinks.profiles', [work]);
    watched.focus(false);
    await new Promise(setImmediate);
    assert.deepEqual([adoptedCount, changed], [before, []]);
    watched.focus(true);
    await new Promise(setImmediate);
    assert.deepEqual([adoptedCount, changed.filter((id) => id === 'p1')], [before + 1, ['p1']]);
  });

  it('forget the temporary credentials of other tools with everything', async () => {
    const { profiles, sources } = register();
    const loaded = await sources();
    const forgot = new Promise<void>((resolve) => {
      Object.assign(loaded, { forgetTokens: resolve });
    });
    await profiles.forgetEverything();
    await forgot;
  });

  it('hear of secrets that another window stored', async () => {
    register();
    await new Promise(setImmediate);
    secrets.changes.fire({ key: 'ossLinks.profile.p1' });
    assert.deepEqual(changed, ['p1']);
  });

  it('say that stored values could not be read, and keep them', async () => {
    await memento.update('ossLinks.profiles', [work, { id: 7 }, 'x']);
    const warning = new Promise<string>((resolve) => {
      onWarning = resolve;
    });
    const { profiles } = register();
    assert.equal(await warning, "Couldn't read 2 stored values. They were set aside. Nothing was deleted.");
    assert.deepEqual(
      profiles
        .list()
        .map(({ name }) => name)
        .filter((name) => name !== 'Environment'),
      ['Work'],
    );
    assert.match(memento.text, /"x"/);
  });
});
