import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createIssuedLinks, type IssuedFilter } from '../../src/features/issued/issuedLinksView.ts';
import type { IssuedNode } from '../../src/features/issued/issuedNodes.ts';
import { MILESTONES, NO_ISSUED_LINKS_CONTEXT, SETTINGS } from '../../src/ids.ts';
import { Ledger } from '../../src/links/ledger/ledger.ts';
import { openWithMilestones } from '../../src/ui/messages/milestones.ts';
import { noon } from '../support/emulator/handMade.ts';
import { MemoryMemento } from '../support/profiles/storage.ts';
import { isByExtension } from './madeByExtension.ts';
import { changeSetting, WatchedView, WatchedWindow } from './watchedViews.ts';

const MINUTE_MS = 60_000;

describe('the view of issued links', () => {
  const memento = new MemoryMemento();
  const watched = new WatchedWindow();
  const { setTimeout: realTimeout } = globalThis;
  let now = noon;
  let view: WatchedView<IssuedNode>;
  let ledger: Ledger;
  let filter: IssuedFilter;
  let subscriptions: vscode.Disposable[];
  /** Timers that were set, the latest last. */
  let timers: { readonly act: () => void; readonly waitMs: number }[];

  /** Ledger of another window, whose changes the view does not hear of. */
  const otherWindow = (): Ledger => new Ledger(memento, () => now);

  /** Issues a link that expires after some minutes. */
  const issue = (minutes: number, prefix: string, to = ledger): Promise<void> =>
    to.recordBatch({
      ...{ profileId: 'p', bucket: 'docs', prefix, method: 'GET', host: 'https://docs.example.com', format: 'csv' },
      ...{ count: 2, expiration: new Date(now.getTime() + minutes * MINUTE_MS) },
    });

  const pass = (minutes: number): void => {
    now = new Date(now.getTime() + minutes * MINUTE_MS);
  };

  beforeEach(() => {
    now = noon;
    timers = [];
    subscriptions = [];
    view = new WatchedView();
    watched.start();
    Object.assign(globalThis, {
      setTimeout: (act: () => void, waitMs: number) => {
        // VS Code sets timers of its own.
        if (!isByExtension()) return realTimeout(act, waitMs);
        timers.push({ act, waitMs });
        return realTimeout(() => undefined, 0);
      },
    });
    const context = { memento, profiles: { list: () => [] }, now: () => now, locale: 'en' };
    const created = createIssuedLinks(context, view.lazy, subscriptions);
    ledger = created.ledger;
    filter = created.issuedFilter;
  });
  afterEach(async () => {
    Object.assign(globalThis, { setTimeout: realTimeout });
    watched.stop();
    for (const one of subscriptions) one.dispose();
    await ledger.forgetAll();
  });

  it('counts in its badge the links that expire within the time of the setting', async () => {
    await issue(120, 'a/');
    assert.equal(view.badge, undefined);
    pass(90);
    view.visibility.fire({ visible: true });
    assert.deepEqual(view.badge, { value: 1, tooltip: '1 issued link expires soon' });
    try {
      await changeSetting(SETTINGS.badgeWithin, '10m');
      assert.equal(view.badge, undefined);
    } finally {
      await changeSetting(SETTINGS.badgeWithin, undefined);
    }
    pass(-90);
    await issue(125, 'b/');
    pass(90);
    view.visibility.fire({ visible: true });
    assert.deepEqual(view.badge, { value: 2, tooltip: '2 issued links expire soon' });
    pass(60);
    view.visibility.fire({ visible: true });
    assert.equal(view.badge, undefined);
  });

  it('counts down each minute while it is visible, and otherwise waits for the next change of its badge', async () => {
    await issue(120, 'a/');
    assert.equal(timers.at(-1)?.waitMs, MINUTE_MS);
    view.visible = false;
    view.visibility.fire({ visible: false });
    assert.equal(timers.at(-1)?.waitMs, 60 * MINUTE_MS);
    pass(60);
    timers.at(-1)?.act();
    assert.equal(view.badge?.value, 1);
    assert.equal(timers.at(-1)?.waitMs, 60 * MINUTE_MS);
    pass(60);
    const count = timers.length;
    timers.at(-1)?.act();
    assert.equal(view.badge, undefined);
    assert.equal(timers.length, count, 'nothing changes any more');
  });

  it('draws its rows again as it becomes visible, unless it has drawn them within a minute', async () => {
    await view.provider.getChildren();
    let drawnCount = 0;
    subscriptions.push(view.provider.onDidChangeTreeData(() => drawnCount++));
    view.visibility.fire({ visible: true });
    assert.equal(drawnCount, 0);
    pass(1);
    view.visibility.fire({ visible: true });
    assert.equal(drawnCount, 1);
  });

  it('completes the steps of the walkthrough that a link belongs to', async () => {
    await issue(120, 'a/');
    const expiration = new Date(now.getTime() + MINUTE_MS);
    await ledger.recordBatch({
      ...{ profileId: 'p', bucket: 'docs', prefix: 'b/', method: 'PUT', host: 'https://docs.example.com' },
      ...{ format: 'csv', count: 1, expiration },
    });
    // The window reaches each step once, perhaps in an earlier test; the walkthrough gets all of them again.
    await openWithMilestones(() => Promise.resolve());
    const { downloadLink, uploadLink } = MILESTONES;
    assert.deepEqual(
      [downloadLink, uploadLink].map((key) => watched.contexts.get(key)),
      [true, true],
    );
  });

  it('says whether it is empty, and hears of links of other windows with the focus', async () => {
    assert.equal(watched.contexts.get(NO_ISSUED_LINKS_CONTEXT), true);
    await issue(120, 'a/', otherWindow());
    watched.focus(false);
    assert.equal(watched.contexts.get(NO_ISSUED_LINKS_CONTEXT), true);
    watched.focus(true);
    assert.equal(watched.contexts.get(NO_ISSUED_LINKS_CONTEXT), false);
    await ledger.forgetAll();
    assert.equal(watched.contexts.get(NO_ISSUED_LINKS_CONTEXT), true);
  });

  it('names its filter above the rows that pass it', async () => {
    await issue(120, 'photos/');
    await issue(120, 'reports/');
    filter.set('PHOTOS');
    assert.equal(view.message, 'Filter: PHOTOS');
    assert.equal(filter.get(), 'PHOTOS');
    const [group] = await view.provider.getChildren();
    const rows = await view.provider.getChildren(group);
    assert.deepEqual(
      rows.map((row) => row.kind === 'issuedLink' && row.link.key),
      ['photos/'],
    );
    filter.set('');
    assert.equal(view.message, '');
  });

  it('lists the active links open and the expired ones closed, with the kind and the number of copies', async () => {
    await issue(30, 'old/');
    pass(60);
    await issue(120, 'new/');
    await issue(120, 'new/');
    const groups = await view.provider.getChildren();
    const items = await Promise.all(groups.map((group) => view.provider.getTreeItem(group)));
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    assert.deepEqual(
      items.map(({ label, description, collapsibleState }) => [label, description, collapsibleState]),
      [
        ['Active', '1', Expanded],
        ['Expired', '1', Collapsed],
      ],
    );
    const [row] = await view.provider.getChildren(groups[0]);
    const item = await view.provider.getTreeItem(row ?? assert.fail());
    assert.equal(item.description, 'expires in 2 h · ×2 · docs');
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'files');
  });
});
