import assert from 'node:assert/strict';
import { findKey } from '../../../src/tree/findKey.ts';
import type { ObjectNode, BucketOrFolderNode } from '../../../src/tree/nodes.ts';
import type { ObjectTree } from '../../../src/tree/objectTree.ts';
import { noon } from '../../support/emulator/handMade.ts';
import type { LoopbackOss } from '../../support/profiles/loopbackOss.ts';
import { openLoopbackTree } from '../../support/tree/loopbackTree.ts';
import { only, shown } from '../../support/tree/shownNodes.ts';

describe('the object tree', () => {
  let oss: LoopbackOss;
  let tree: ObjectTree;
  let changed: (string | undefined)[];

  beforeEach(async () => {
    ({ oss, tree, changed } = await openLoopbackTree());
    for (const [key, body, day] of [
      ['a.pdf', 'xx', 3],
      ['b.log', 'xxx', 1],
      ['c.pdf', 'x', 2],
      ['cc/x.txt', 'x', 1],
      ['d/x.txt', 'x', 1],
    ] as const) {
      await oss.emulator.putObject('docs', key, body, { lastModified: new Date(noon.getTime() + day * 86_400_000) });
    }
  });
  afterEach(() => oss.close());

  const find = (bucket: string, key: string) =>
    findKey({ profileId: 'p1', bucket, key }, { tree, clientOf: oss.clients.of });
  async function place(key = '', bucket = 'docs'): Promise<BucketOrFolderNode> {
    const node = await find(bucket, key);
    assert.ok(node && node.kind !== 'object', key);
    return node;
  }
  const lastQuery = (name: string) => oss.emulator.requests.at(-1)?.query.get(name);
  /** A bucket whose first page holds neither the last object nor the last folder. */
  async function manyObjects(count = 1001): Promise<void> {
    const many = oss.emulator.createBucket('many');
    const one = await oss.emulator.putObject('many', 'z/deep/last.txt', 'x');
    for (let index = 0; index < count; index++) many.put({ ...one, key: `part-${String(index).padStart(6, '0')}` });
  }

  describe('filtered', () => {
    it('requests the prefix of the pattern, and lists again', async () => {
      const docs = await place();
      tree.filter(docs, 'c');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'c.pdf']);
      assert.equal(lastQuery('prefix'), 'c');
      assert.equal(changed.at(-1), docs.id);
    });

    it('compares the rest of the pattern with the names of objects, not of folders', async () => {
      const docs = await place();
      tree.filter(docs, '*.pdf');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'd/', 'a.pdf', 'c.pdf']);
      assert.equal(lastQuery('prefix'), undefined);
      const cc = await place('cc/');
      tree.filter(cc, 'y*');
      assert.deepEqual(shown(await tree.children(cc)), ['empty']);
      assert.equal(only(await tree.children(cc), 'empty').isFiltered, true);
      assert.equal(lastQuery('prefix'), 'cc/y');
    });

    it('shows how many loaded objects match', async () => {
      await manyObjects();
      const many = await place('', 'many');
      tree.filter(many, '*99');
      assert.equal(shown(await tree.children(many)).at(-1), 'more after 10 of 1000');
    });

    it('shows everything again after the filter is cleared, and is listed as filtered until then', async () => {
      const docs = await place();
      tree.filter(docs, 'c');
      assert.deepEqual(
        tree.filtered().map(({ node }) => node.id),
        [docs.id],
      );
      tree.filter(docs, undefined);
      assert.deepEqual(tree.filtered(), []);
      assert.equal((await tree.children(docs)).length, 5);
    });
  });

  it('no longer says that a folder is filtered once its profile is removed', async () => {
    tree.filter(await place(), '*.pdf');
    await oss.profiles.remove('p1');
    tree.refreshProfile('p1');
    assert.deepEqual(tree.filtered(), []);
  });

  describe('sorted', () => {
    it('sorts the loaded objects without a request, folders first by name', async () => {
      const docs = await place();
      await tree.children(docs);
      const count = oss.emulator.requests.length;
      await tree.sort(docs, 'newest');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'd/', 'a.pdf', 'c.pdf', 'b.log']);
      await tree.sort(docs, 'largest');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'd/', 'b.log', 'a.pdf', 'c.pdf']);
      await tree.sort(docs, 'name');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'd/', 'a.pdf', 'b.log', 'c.pdf']);
      assert.equal(oss.emulator.requests.length, count);
      assert.deepEqual(changed.slice(-3), [docs.id, docs.id, docs.id]);
    });

    it('sorts only what the filter shows', async () => {
      const docs = await place();
      tree.filter(docs, '*.pdf');
      await tree.sort(docs, 'newest');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'd/', 'a.pdf', 'c.pdf']);
      tree.filter(docs, '*.log');
      assert.deepEqual(shown(await tree.children(docs)), ['cc/', 'd/', 'b.log']);
    });

    it('updates the number of sorted objects when more are loaded', async () => {
      await manyObjects();
      const many = await place('', 'many');
      await tree.sort(many, 'newest');
      assert.deepEqual(tree.loadedPart(many), { count: 1000, isWhole: false });
      // The row of the folder is drawn again, since it shows the number.
      tree.refresh(many);
      changed.length = 0;
      await tree.children(many);
      assert.deepEqual(changed, [many.id]);
      await tree.loadMore(only(await tree.children(many), 'loadMore'));
      assert.deepEqual(tree.loadedPart(many), { count: 1002, isWhole: true });
    });
  });

  describe('when loading all', () => {
    const { signal } = new AbortController();

    it('lists the rest, reports each page, and redraws once', async () => {
      await manyObjects(2500);
      const many = await place('', 'many');
      await tree.children(many);
      changed.length = 0;
      const counts: number[] = [];
      const part = await tree.loadAll(many, { maxCount: 5000, signal, onLoaded: (count) => counts.push(count) });
      assert.deepEqual(part, { count: 2501, isWhole: true });
      assert.deepEqual(counts, [2000, 2501]);
      assert.deepEqual(changed, [many.id]);
      assert.equal((await tree.children(many)).length, 2501);
    });

    it('stops at its limit', async () => {
      await manyObjects(2500);
      const many = await place('', 'many');
      const part = await tree.loadAll(many, { maxCount: 2000, signal, onLoaded: () => undefined });
      assert.deepEqual(part, { count: 2000, isWhole: false });
    });

    it('keeps what was loaded before it was cancelled, and can continue', async () => {
      await manyObjects(2500);
      const many = await place('', 'many');
      const abort = new AbortController();
      const loading = tree.loadAll(many, {
        maxCount: 9000,
        signal: abort.signal,
        onLoaded: () => {
          abort.abort();
        },
      });
      await assert.rejects(loading, { name: 'AbortError' });
      assert.equal(shown(await tree.children(many)).at(-1), 'more after 2000');
      assert.equal((await tree.loadAll(many, { maxCount: 9000, signal, onLoaded: () => undefined })).isWhole, true);
    });

    it('ends if a page fails, which is shown', async () => {
      await manyObjects(2500);
      const many = await place('', 'many');
      await tree.children(many);
      oss.emulator.faults.add({
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        match: { operation: 'ListObjectsV2' },
      });
      const part = await tree.loadAll(many, { maxCount: 9000, signal, onLoaded: () => assert.fail('nothing came') });
      assert.deepEqual(part, { count: 1000, isWhole: false });
      assert.deepEqual(shown(await tree.children(many)).slice(-2), ['problem AccessDenied', 'more after 1000']);
    });
  });

  describe('in a bucket with versions', () => {
    let plan: ObjectNode;

    beforeEach(async () => {
      const bucket = oss.emulator.createBucket('kept', { versioning: 'Enabled' });
      for (const body of ['1', '22', '333']) await oss.emulator.putObject('kept', 'plan.md', body);
      await oss.emulator.putObject('kept', 'plan.md.bak', 'x');
      await oss.emulator.putObject('kept', 'old/gone.md', 'x');
      bucket.remove('old/gone.md', undefined, noon);
      const found = await find('kept', 'plan.md');
      assert.ok(found?.kind === 'object');
      plan = found;
    });

    it('shows the versions of an object below it, the current one first, and no other key', async () => {
      assert.equal(tree.versionsOf(plan), undefined);
      const { nodes, isTruncated: isTruncated } = await tree.showVersions(plan);
      assert.deepEqual(
        nodes.map(({ isCurrent, isDeleteMarker, sizeBytes }) => [isCurrent, isDeleteMarker, sizeBytes]),
        [
          [true, false, 3],
          [false, false, 2],
          [false, false, 1],
        ],
      );
      assert.equal(isTruncated, false);
      assert.equal(lastQuery('prefix'), 'plan.md');
      assert.equal(tree.versionsOf(plan), nodes);
      assert.equal(changed.at(-1), plan.id);
      assert.equal(new Set(nodes.map(({ id }) => id)).size, 3);
    });

    it('drops them when the folder, the bucket or the profile is listed again', async () => {
      const bucket = plan.parent;
      for (const container of [bucket, undefined]) {
        await tree.showVersions(plan);
        tree.refresh(container);
        assert.equal(tree.versionsOf(plan), undefined);
      }
      await tree.showVersions(plan);
      tree.refresh(await place());
      assert.ok(tree.versionsOf(plan));
      tree.refreshProfile('p1');
      assert.equal(tree.versionsOf(plan), undefined);
    });

    it('has none to show if the bucket never kept any', async () => {
      const found = await find('docs', 'a.pdf');
      assert.ok(found?.kind === 'object');
      assert.deepEqual(await tree.showVersions(found), { nodes: [], isTruncated: false });
      assert.equal(tree.versionsOf(found), undefined);
    });

    it('does not show the marker of a folder in it', async () => {
      for (const key of ['new/', 'new/a.md']) await oss.emulator.putObject('kept', key, key === 'new/' ? '' : 'x');
      const kept = await place('', 'kept');
      tree.showDeleted(kept, true);
      const [folder] = (await tree.children(kept)).filter((child) => child.kind === 'folder');
      assert.deepEqual(shown(await tree.children(folder ?? assert.fail())), ['a.md']);
    });

    it('shows what delete markers hide, at and below the chosen folder, and their versions', async () => {
      const kept = await place('', 'kept');
      assert.deepEqual(shown(await tree.children(kept)), ['plan.md', 'plan.md.bak']);
      tree.showDeleted(kept, true);
      assert.deepEqual(shown(await tree.children(kept)), ['old/', 'plan.md', 'plan.md.bak']);
      const old = only(await tree.children(kept), 'folder');
      assert.equal(tree.showingDeleted(old)?.id, kept.id);
      const gone = only(await tree.children(old), 'deleted');
      const { nodes } = await tree.showVersions(gone);
      assert.deepEqual(
        nodes.map(({ isDeleteMarker }) => isDeleteMarker),
        [true, false],
      );
      tree.showDeleted(old, false);
      assert.equal(tree.showingDeleted(kept), undefined);
      assert.deepEqual(shown(await tree.children(kept)), ['plan.md', 'plan.md.bak']);
    });
  });
});
