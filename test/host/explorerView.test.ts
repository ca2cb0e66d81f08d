import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Emitter } from '../../src/emitter.ts';
import { createExplorer, type ExplorerOptions } from '../../src/features/explorer/explorerView.ts';
import type { TreeServices } from '../../src/features/services.ts';
import {
  CAN_PASTE_CONTEXT,
  FILTERED_CONTEXT,
  IMPORTABLE_CONTEXT,
  MILESTONES,
  NO_PROFILES_CONTEXT,
  SHORTCUTS_CONTEXT,
  VIEW_ID,
} from '../../src/ids.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { openWithMilestones } from '../../src/ui/messages/milestones.ts';
import { noon } from '../support/emulator/handMade.ts';
import { MemoryMemento } from '../support/profiles/storage.ts';
import * as sample from '../support/tree/sampleNodes.ts';
import { WatchedView, WatchedWindow } from './watchedViews.ts';

describe('the view of buckets', () => {
  const watched = new WatchedWindow();
  let view: WatchedView<TreeNode>;
  let services: TreeServices;
  let subscriptions: vscode.Disposable[];
  let profileIds: readonly string[];
  let changed: Emitter<string | undefined>;
  /** Number of listings of folders. */
  let listedCount = 0;
  /** Ends each listing of a folder. */
  let listing: Promise<undefined>;
  let isImportable: () => Promise<boolean>;

  beforeEach(() => {
    watched.start();
    view = new WatchedView();
    subscriptions = [];
    profileIds = ['p1'];
    changed = new Emitter();
    listedCount = 0;
    listing = Promise.resolve(undefined);
    isImportable = () => Promise.resolve(true);
    const options = {
      memento: new MemoryMemento(),
      profiles: {
        list: () =>
          profileIds.map((id) => ({
            ...{ id, name: id, region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets: [] },
          })),
        onDidChange: changed.event,
      },
      isImportable: () => isImportable(),
      clientOf: () =>
        Promise.resolve({
          listObjects: async () => {
            listedCount++;
            await listing;
            return { entries: [], prefixes: [], isTruncated: false };
          },
        }),
      linkHosts: { linkHost: () => undefined, browsingHost: () => undefined },
      ...{ now: () => noon, locale: 'en' },
    } as unknown as ExplorerOptions;
    services = createExplorer(options, view.lazy, subscriptions);
  });
  afterEach(() => {
    for (const one of subscriptions) one.dispose();
    watched.stop();
  });

  it('names the filters of all folders above its rows, and offers to clear them', () => {
    assert.equal(watched.contexts.get(FILTERED_CONTEXT), false);
    services.tree.filter(sample.folder, '*.pdf');
    assert.equal(view.message, 'Filtered: docs/a/*.pdf');
    assert.equal(watched.contexts.get(FILTERED_CONTEXT), true);
    services.tree.filter(sample.folder, undefined);
    assert.equal(view.message, '');
    assert.equal(watched.contexts.get(FILTERED_CONTEXT), false);
  });

  it('offers to import the profiles of other tools, but only while it is open and has none', async () => {
    assert.equal(watched.contexts.get(NO_PROFILES_CONTEXT), false);
    await view.provider.getChildren();
    assert.equal(watched.contexts.has(IMPORTABLE_CONTEXT), false);
    profileIds = [];
    changed.fire('p1');
    assert.equal(watched.contexts.get(NO_PROFILES_CONTEXT), true);
    assert.deepEqual(await view.provider.getChildren(), []);
    assert.equal(watched.contexts.get(IMPORTABLE_CONTEXT), true);
  });

  it('offers no import, and shows no error, if the files of other tools cannot be read', async () => {
    isImportable = () => Promise.reject(new Error('not readable'));
    profileIds = [];
    assert.deepEqual(await view.provider.getChildren(), []);
    assert.equal(watched.contexts.get(IMPORTABLE_CONTEXT), false);
  });

  it('shows the changes of profiles', async () => {
    let changes = 0;
    subscriptions.push(view.provider.onDidChangeTreeData(() => changes++));
    profileIds = ['p1', 'p2'];
    changed.fire('p2');
    assert.equal(changes, 1);
    assert.equal((await view.provider.getChildren()).length, 2);
  });

  it('offers its pinned objects and Paste only if there is something', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'a/b.txt' };
    assert.equal(watched.contexts.get(SHORTCUTS_CONTEXT), false);
    await services.shortcuts.pin([{ ...target, kind: 'object' }]);
    assert.equal(watched.contexts.get(SHORTCUTS_CONTEXT), true);
    await services.shortcuts.forget();
    assert.equal(watched.contexts.get(SHORTCUTS_CONTEXT), false);
    services.objectClipboard.set({ items: [{ ...target, isFolder: false }], moves: true, text: 'a/b.txt' });
    assert.equal(watched.contexts.get(CAN_PASTE_CONTEXT), true);
    services.objectClipboard.clear();
    assert.equal(watched.contexts.get(CAN_PASTE_CONTEXT), false);
  });

  it('lists a folder again while it is expanded, not once it is collapsed', async () => {
    await view.provider.getChildren(sample.folder);
    services.tree.refresh(sample.folder);
    await services.reveal(sample.folder);
    assert.equal(listedCount, 2);
    view.collapsed.fire({ element: sample.folder });
    services.tree.refresh(sample.folder);
    await services.reveal(sample.folder);
    assert.equal(listedCount, 2);
  });

  it('reveals a row only after the listing that was going on', async () => {
    await view.provider.getChildren(sample.folder);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    listing = promise;
    services.tree.refresh(sample.folder);
    const revealing = services.reveal(sample.object);
    // More turns than the reveal would take without a listing.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    assert.deepEqual(view.revealed, []);
    resolve(undefined);
    await revealing;
    assert.equal(view.revealed.length, 1);
  });

  it('completes the step of the walkthrough once there is a profile', async () => {
    await openWithMilestones(() => Promise.resolve());
    assert.equal(watched.contexts.get(MILESTONES.profile), true);
  });

  it('completes the step of the walkthrough once it has listed a bucket', async () => {
    await view.provider.getChildren(sample.listedBucket);
    // The window reaches each step once, perhaps in an earlier test; the walkthrough gets all of them again.
    await openWithMilestones(() => Promise.resolve());
    assert.equal(watched.contexts.get(MILESTONES.listedBucket), true);
  });

  it('selects a revealed row, and expands it if that is wanted', async () => {
    await services.reveal(sample.object);
    await services.reveal(sample.folder, { expand: true });
    assert.deepEqual(view.revealed, [
      [sample.object, { select: true, focus: true, expand: false }],
      [sample.folder, { select: true, focus: true, expand: true }],
    ]);
  });

  it('opens the search of the tree', async () => {
    await services.findInTree();
    assert.deepEqual(watched.ran, [[`${VIEW_ID}.focus`], ['list.find']]);
  });

  it('finds the focused row for keys, and leaves the selection as it was', async () => {
    view.selection = [sample.folder];
    let isToggled = false;
    watched.onCommand = (name) => {
      if (name !== 'list.toggleSelection') return;
      isToggled = !isToggled;
      view.selection = isToggled ? [sample.folder, sample.object] : [sample.folder];
    };
    assert.deepEqual(await services.keyboardNodes(), [sample.object]);
    assert.deepEqual(services.selectedNodes(), [sample.folder]);
    watched.onCommand = () => undefined;
    assert.deepEqual(await services.keyboardNodes(), [sample.folder]);
  });
});
