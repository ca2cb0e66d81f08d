import assert from 'node:assert/strict';
import { shortcutNode, type ShortcutNode } from '../../../../src/tree/nodes.ts';
import type { ShortcutList } from '../../../../src/tree/shortcuts.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('pinned and recent objects', () => {
  const bench = withBench();
  const keys = (list: ShortcutList): readonly string[] =>
    bench()
      .shortcuts.list(list)
      .map(({ key, use }) => (use === undefined ? key : `${key} ${use}`));
  /** Row of a pinned or recent object in the tree. */
  const row = (list: ShortcutList, key: string): ShortcutNode => {
    const shortcut = bench()
      .shortcuts.list(list)
      .find((one) => one.key === key);
    return shortcutNode({ kind: 'shortcuts', id: `shortcuts:${list}`, list }, shortcut ?? assert.fail(`no ${key}`));
  };
  const requests = (): number => bench().oss.exchanges.length;

  it('are pinned and unpinned in the menu, several at once', async () => {
    const nodes = [await bench().node('docs', 'reports/'), await bench().node('docs', 'readme.txt')];
    await bench().run('pin', [nodes[0], nodes]);
    assert.deepEqual(keys('pinned'), ['readme.txt', 'reports/']);
    await bench().run('unpin', [nodes[1]]);
    await bench().run('unpin', [row('pinned', 'reports/')]);
    assert.deepEqual(keys('pinned'), []);
    await bench().run('pin', [await bench().node('docs')]);
    assert.deepEqual(keys('pinned'), []);
  });

  it('are recent once they are linked, opened or uploaded', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    await bench().run('openObject', [await bench().node('docs', 'reports/summary.md')]);
    bench().pickedFiles = [bench().file('/project/a.txt', 'a')];
    await bench().run('uploadFiles', [await bench().node('docs', 'reports/')]);
    assert.deepEqual(keys('recent'), ['reports/a.txt uploaded', 'reports/summary.md opened', 'readme.txt linked']);
  });

  it('are chosen from one list and revealed in the tree', async () => {
    await bench().run('pin', [await bench().node('docs', 'reports/')]);
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const prompts = new ScriptedPrompts('reports');
    await bench().run('goToPinned', [], prompts);
    assert.deepEqual(prompts.last.labels, ['reports', 'readme.txt']);
    assert.match(prompts.last.readable.join('\n'), /docs · linked/);
    assert.deepEqual(
      bench().expanded.map(({ id }) => id),
      ['folder:p1/docs/reports/'],
    );
    await bench().run('goToPinned', [], new ScriptedPrompts('readme.txt'));
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['folder:p1/docs/reports/', 'object:p1/docs/readme.txt'],
    );
  });

  it('are not offered if their profile is not there', async () => {
    await bench().shortcuts.pin([{ profileId: 'p9', bucket: 'docs', key: 'gone.txt', kind: 'object' }]);
    await bench().run('goToPinned');
    assert.match(bench().messages.join(), /^info: Nothing is pinned or recent yet\./);
    await bench().run('pin', [await bench().node('docs', 'readme.txt')]);
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('goToPinned', [], prompts);
    assert.deepEqual(prompts.last.labels, ['readme.txt']);
  });

  it('are explained while there are none', async () => {
    await bench().run('goToPinned');
    assert.match(bench().messages.join(), /^info: Nothing is pinned or recent yet\./);
  });

  it('open or are revealed without a listing of what is around them', async () => {
    await bench().run('pin', [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/')]);
    await bench().run('pin', [await bench().node('docs', 'reports/')]);
    await bench().run('clickShortcut', [row('pinned', 'reports/2026.pdf')]);
    assert.deepEqual(bench().openedObjects, []);
    bench().isOpeningClick = true;
    await bench().run('clickShortcut', [row('pinned', 'reports/2026.pdf')]);
    assert.deepEqual(
      bench().openedObjects.map(({ key }) => key),
      ['reports/2026.pdf'],
    );
    await bench().run('openRow', [row('pinned', 'reports/')]);
    await bench().run('revealShortcut', [row('pinned', 'reports/2026.pdf')]);
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['folder:p1/docs/reports/', 'object:p1/docs/reports/2026.pdf'],
    );
  });

  it('say that they are gone, and are removed by a button', async () => {
    const node = await bench().node('docs', 'readme.txt');
    await bench().run('pin', [node]);
    await bench().run('copyGetUrl', [node]);
    await (await bench().oss.clients.of('p1')).deleteObject('docs', 'readme.txt');
    bench().tree.refresh();
    for (const list of ['pinned', 'recent'] as const) {
      await bench().run('openRow', [row(list, 'readme.txt')]);
      await bench().run('revealShortcut', [row(list, 'readme.txt')]);
      const { message, actions } = bench().shownMessages.at(-1) ?? assert.fail();
      assert.equal(message, '"readme.txt" no longer exists in docs.');
      assert.equal(bench().messages.at(-2), 'warn: "readme.txt" no longer exists in docs.');
      await actions.find(({ label }) => label === 'Remove')?.run();
      assert.deepEqual(keys(list), []);
    }
  });

  it('show why they cannot be looked up, and are not taken for deleted ones', async () => {
    await bench().run('pin', [await bench().node('docs', 'readme.txt')]);
    const match = { operation: 'ListObjectsV2', bucket: 'docs' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await bench().run('revealShortcut', [row('pinned', 'readme.txt')]);
    assert.match(bench().messages.at(-1) ?? '', /^error: /);
    assert.deepEqual(keys('pinned').length, 1);
  });

  it('of a bucket that is not in the tree offer to show it, and are revealed then', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs');
    bench().oss.emulator.createBucket('unlisted');
    await bench().oss.emulator.putObject('unlisted', 'a.txt', 'x');
    await bench().shortcuts.pin([{ profileId: 'p1', bucket: 'unlisted', key: 'a.txt', kind: 'object' }]);
    await bench().run('revealShortcut', [row('pinned', 'a.txt')]);
    const { message, actions } = bench().shownMessages.at(-1) ?? assert.fail();
    assert.equal(message, 'The bucket unlisted is not shown in the tree yet.');
    assert.deepEqual(
      actions.map(({ label }) => label),
      ['Show Bucket'],
    );
    await actions[0]?.run();
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p1/unlisted/a.txt'],
    );
  });

  it('are removed from the recent ones, one or all', async () => {
    for (const key of ['readme.txt', 'reports/2026.pdf', 'reports/summary.md']) {
      await bench().run('copyGetUrl', [await bench().node('docs', key)]);
    }
    await bench().run('removeRecent', [row('recent', 'readme.txt')]);
    assert.deepEqual(keys('recent'), ['reports/summary.md linked', 'reports/2026.pdf linked']);
    await bench().run('clearRecent');
    assert.deepEqual(keys('recent'), []);
  });

  it('send nothing to be pinned, listed or removed, and are forgotten with their profile', async () => {
    const node = await bench().node('docs', 'readme.txt');
    const before = requests();
    await bench().run('pin', [node]);
    await bench().run('goToPinned', [], new ScriptedPrompts(undefined));
    assert.equal(requests(), before);
    await bench().run('removeProfile', [await bench().node()], new ScriptedPrompts('Remove'));
    assert.deepEqual(keys('pinned'), []);
  });

  it('keep links available without the row in the tree', async () => {
    await bench().run('pin', [await bench().node('docs', 'readme.txt')]);
    const before = requests();
    await bench().run('copyGetUrl', [row('pinned', 'readme.txt')]);
    assert.equal(requests(), before);
    assert.match(bench().links.join(), /readme\.txt/);
  });
});
