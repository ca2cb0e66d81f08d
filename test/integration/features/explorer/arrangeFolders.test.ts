import assert from 'node:assert/strict';
import { loadAll } from '../../../../src/features/explorer/arrangeFolders.ts';
import { bucketNode, profileNode } from '../../../../src/tree/nodes.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { only, shown } from '../../../support/tree/shownNodes.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('commands on buckets and folders', () => {
  const bench = withBench();

  async function manyLogs(count: number): Promise<void> {
    const logs = bench().oss.emulator.createBucket('many');
    const one = await bench().oss.emulator.putObject('many', '0', 'x');
    for (let index = 1; index < count; index++) logs.put({ ...one, key: String(index).padStart(5, '0') });
  }

  describe('Filter', () => {
    it('shows the matching objects of the selection, reports it, and clears the filter again', async () => {
      const [docs, reports] = [await bench().bucket('docs'), await bench().node('docs', 'reports/')];
      assert.equal(reports.kind, 'folder');
      await bench().run('filter', [docs, [docs, reports]], new ScriptedPrompts('*.pdf'));
      assert.deepEqual(shown(await bench().tree.children(docs)), ['reports/', '报告/']);
      assert.deepEqual(shown(await bench().tree.children(reports)), ['2026.pdf']);
      await bench().run('clearFilter', [reports]);
      assert.deepEqual(
        bench()
          .tree.filtered()
          .map(({ node }) => node.id),
        [docs.id],
      );
      await bench().run('clearFilter');
      assert.deepEqual(bench().tree.filtered(), []);
    });

    it('starts with the current pattern, and is removed by an empty one', async () => {
      const docs = await bench().bucket('docs');
      bench().tree.filter(docs, 'r*');
      const prompts = new ScriptedPrompts('');
      await bench().run('filter', [docs], prompts);
      assert.equal(prompts.last.value, 'r*');
      assert.deepEqual(bench().tree.filtered(), []);
    });

    it('refuses a slash, which no name contains', async () => {
      const prompts = new ScriptedPrompts('a/b', undefined);
      await bench().run('filter', [await bench().bucket('docs')], prompts);
      assert.equal(prompts.last.checks[0]?.severity, 'error');
      assert.deepEqual(bench().tree.filtered(), []);
    });

    it('asks for a folder from the palette and shows it', async () => {
      await bench().run('filter', [], new ScriptedPrompts('docs', 'reports/', 'Use docs/reports/', '*.md'));
      assert.deepEqual(
        bench().revealed.map(({ id }) => id),
        ['folder:p1/docs/reports/'],
      );
      assert.equal(bench().tree.filtered()[0]?.filter, '*.md');
    });

    it('offers to show the bucket first if the tree does not', async () => {
      await bench().oss.profiles.addBucket('p1', 'logs');
      const prompts = new ScriptedPrompts({ type: 'docs', pick: 'docs' }, 'reports/', 'Use docs/reports/');
      await bench().run('filter', [], prompts);
      assert.deepEqual(bench().messages, ['info: The bucket docs is not shown in the tree yet.']);
      prompts.then('*.md');
      await bench().press('Show Bucket');
      assert.deepEqual(
        bench()
          .tree.filtered()
          .map(({ node, filter }) => [node.id, filter]),
        [['folder:p1/docs/reports/', '*.md']],
      );
    });

    it('reports that a folder does not exist', async () => {
      await bench().run('filter', [], new ScriptedPrompts('docs', { type: 'new', pick: 'Use docs/new/' }));
      assert.deepEqual(bench().messages, ["status: docs/new/ doesn't exist."]);
    });

    it('is silent after Escape at every step', () => escapeSilently(bench(), 'filter', [], ['docs', 'Use docs/', 'x']));
  });

  describe('Sort', () => {
    it('sorts in the order of a menu item, without a question', async () => {
      const docs = await bench().bucket('docs');
      const orders: string[] = [];
      for (const command of ['sortNewestFirst', 'sortLargestFirst', 'sortByName'] as const) {
        await bench().run(command, [docs]);
        orders.push(bench().tree.viewOf(docs).order);
      }
      assert.deepEqual(orders, ['newest', 'largest', 'name']);
    });

    it('sorts the selection in the chosen order, starting with the current one', async () => {
      const docs = await bench().bucket('docs');
      await bench().run('sort', [docs], new ScriptedPrompts('Largest first'));
      assert.equal(bench().tree.viewOf(docs).order, 'largest');
      const prompts = new ScriptedPrompts('By name');
      await bench().run('sort', [docs], prompts);
      assert.equal(prompts.last.activeLabel, 'Largest first');
      assert.equal(bench().tree.viewOf(docs).order, 'name');
    });

    it('is silent after Escape', async () =>
      escapeSilently(bench(), 'sort', [await bench().bucket('docs')], ['Newest first']));
  });

  describe('Load All', () => {
    it('lists the remaining pages, from the folder or from its last row, with progress', async () => {
      await manyLogs(2300);
      const many = await bench().bucket('many');
      const more = only(await bench().tree.children(many), 'loadMore');
      await bench().run('loadAll', [more]);
      assert.equal((await bench().tree.children(many)).length, 2300);
      assert.deepEqual(
        bench().progresses.map(({ title, reports }) => [title, reports.map(({ message }) => message)]),
        [['Loading many', ['2,000 loaded', '2,300 loaded']]],
      );
      assert.deepEqual(bench().messages, ['status: All of many is loaded']);
    });

    it('reports that there was nothing left to load', async () => {
      await bench().run('loadAll', [await bench().node('docs', 'reports/')]);
      assert.deepEqual(bench().messages, ['status: All of docs/reports/ is loaded']);
    });

    it('does not say that all is loaded if the first page failed', async () => {
      const match = { operation: 'ListObjectsV2' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
      await bench().run('loadAll', [await bench().bucket('docs')]);
      assert.deepEqual(shown(await bench().tree.children(await bench().bucket('docs'))), ['problem AccessDenied']);
      assert.deepEqual(bench().messages, []);
    });

    it('shows progress from zero for a folder that was not listed before', async () => {
      await manyLogs(1300);
      const many = bucketNode(profileNode('p1'), 'many', { added: false });
      assert.equal(bench().tree.loadedPart(many), undefined);
      await loadAll([many], bench().services(new ScriptedPrompts()), 2600);
      const [progress] = bench().progresses;
      assert.deepEqual(progress?.reports, [{ done: 0.5, message: '1,300 loaded' }]);
    });

    it('shows progress from zero again if more is loaded', async () => {
      await manyLogs(2300);
      const many = await bench().bucket('many');
      await bench().tree.children(many);
      await loadAll([many], bench().services(new ScriptedPrompts()), 2600);
      assert.deepEqual(bench().progresses[0]?.reports, [
        { done: 1000 / 2600, message: '2,000 loaded' },
        { done: 1300 / 2600, message: '2,300 loaded' },
      ]);
    });

    it('reports that it stopped at its limit', async () => {
      await manyLogs(2300);
      await loadAll([await bench().bucket('many')], bench().services(new ScriptedPrompts()), 1000);
      assert.match(bench().messages[0] ?? '', /^info: Loaded 2,000 objects, and there are more\./);
    });

    it('stops after 20,000 more objects', async () => {
      const limits: number[] = [];
      const services = bench().services(new ScriptedPrompts());
      services.tree.loadAll = (_, { maxCount }) => {
        limits.push(maxCount);
        return Promise.resolve({ count: 0, isWhole: true });
      };
      await loadAll([await bench().bucket('docs')], services);
      assert.deepEqual(limits, [20_000]);
    });

    it('stops for the whole selection when cancelled', async () => {
      await manyLogs(2300);
      const [many, logs] = [await bench().bucket('many'), await bench().bucket('logs')];
      bench().onReport = (cancel) => {
        cancel();
      };
      await bench().run('loadAll', [many, [many, logs]]);
      assert.equal(bench().progresses.length, 1);
      assert.deepEqual(bench().messages, []);
    });
  });

  it('show deleted objects and hide them again', async () => {
    const bucket = bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    await bench().oss.emulator.putObject('kept', 'gone.md', 'x');
    bucket.remove('gone.md', undefined, bench().oss.now());
    const kept = await bench().bucket('kept');
    await bench().run('showDeleted', [kept]);
    assert.deepEqual(shown(await bench().tree.children(kept)), ['gone.md (deleted)']);
    await bench().run('hideDeleted', [kept]);
    assert.deepEqual(shown(await bench().tree.children(kept)), ['empty']);
  });

  it('report that a bucket keeps no deleted objects, and show none', async () => {
    const docs = await bench().bucket('docs');
    await bench().run('showDeleted', [docs]);
    assert.equal(bench().tree.showingDeleted(docs), undefined);
    assert.deepEqual(bench().messages, ['info: Versioning is off for "docs", so it keeps no deleted objects.']);
  });

  it('refresh the whole selection', async () => {
    const [docs, logs] = [await bench().bucket('docs'), await bench().bucket('logs')];
    await bench().run('refresh', [docs, [docs, logs]]);
    assert.deepEqual(bench().changed, [docs.id, logs.id]);
  });

  it("search the loaded rows with VS Code's find widget", async () => {
    await bench().run('findInTree');
    assert.equal(bench().searchesInTree, 1);
  });
});
