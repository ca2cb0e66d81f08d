import assert from 'node:assert/strict';
import { findKey, nearestToKey } from '../../../src/tree/findKey.ts';
import type { BucketOrFolderNode } from '../../../src/tree/nodes.ts';
import type { ObjectTree } from '../../../src/tree/objectTree.ts';
import type { LoopbackOss } from '../../support/profiles/loopbackOss.ts';
import { openLoopbackTree } from '../../support/tree/loopbackTree.ts';
import { only, shown } from '../../support/tree/shownNodes.ts';

describe('a key', () => {
  let oss: LoopbackOss;
  let tree: ObjectTree;
  let changed: (string | undefined)[];

  beforeEach(async () => {
    ({ oss, tree, changed } = await openLoopbackTree());
    for (const key of ['a.pdf', 'b.log', 'cc/dd/x.txt', 'd/x.txt']) await oss.emulator.putObject('docs', key, 'x');
  });
  afterEach(() => oss.close());

  const find = (bucket: string, key: string, profileId = 'p1') =>
    findKey({ profileId, bucket, key }, { tree, clientOf: oss.clients.of });
  const nearest = (bucket: string, key: string, profileId = 'p1') => nearestToKey({ profileId, bucket, key }, tree);
  async function place(key = '', bucket = 'docs'): Promise<BucketOrFolderNode> {
    const node = await find(bucket, key);
    assert.ok(node && node.kind !== 'object', key);
    return node;
  }
  /** A bucket whose first page holds neither the last object nor the last folder. */
  async function manyObjects(count = 1001): Promise<void> {
    const many = oss.emulator.createBucket('many');
    const one = await oss.emulator.putObject('many', 'z/deep/last.txt', 'x');
    for (let index = 0; index < count; index++) many.put({ ...one, key: `part-${String(index).padStart(6, '0')}` });
  }

  describe('finds', () => {
    it('an object and a folder that are listed, as the visible nodes', async () => {
      const docs = await place();
      const [, , a] = await tree.children(docs);
      assert.equal(await find('docs', 'a.pdf'), a);
      const folder = await place('cc/');
      assert.ok((await tree.children(docs)).includes(folder));
    });

    it('the last key of a large folder without paging, and shows it after the listed ones', async () => {
      await manyObjects(2500);
      const many = await place('', 'many');
      const count = oss.emulator.requests.length;
      const key = 'part-002499';
      const found = await find('many', key);
      assert.equal(found?.kind, 'object');
      const queries = oss.emulator.requests
        .slice(count)
        .map(({ query }) => [query.get('prefix'), query.get('max-keys')]);
      assert.deepEqual(queries, [
        [key, '2'],
        [undefined, '1000'],
      ]);
      assert.deepEqual(shown(await tree.children(many)).slice(-2), ['more after 1000', key]);
      assert.equal(changed.at(-1), many.id);
      assert.equal((await tree.children(many)).at(-1), found);
    });

    it('keys in folders that are not listed yet', async () => {
      await manyObjects();
      const found = await find('many', 'z/deep/last.txt');
      assert.ok(found?.kind === 'object' && found.parent.kind === 'folder' && found.parent.parent.kind === 'folder');
      assert.deepEqual([found.parent.prefix, found.parent.parent.prefix], ['z/deep/', 'z/']);
      assert.deepEqual(shown(await tree.children(found.parent)), ['last.txt']);
      assert.deepEqual(shown(await tree.children(await place('', 'many'))).slice(-2), ['more after 1000', 'z/']);
    });

    it('no duplicate once the listing has reached the key', async () => {
      await manyObjects();
      await find('many', 'part-001000');
      const many = await place('', 'many');
      await tree.loadMore(only(await tree.children(many), 'loadMore'));
      const names = shown(await tree.children(many));
      assert.equal(names.filter((name) => name === 'part-001000').length, 1);
      assert.equal(names.length, 1002);
    });

    it('a key that a filter hides', async () => {
      tree.filter(await place(), '*.log');
      await find('docs', 'a.pdf');
      assert.deepEqual(shown(await tree.children(await place())), ['cc/', 'd/', 'b.log', 'a.pdf']);
    });

    it('a folder that has only a folder marker', async () => {
      await oss.emulator.putObject('docs', 'kept/free/', '');
      assert.equal((await find('docs', 'kept/free/'))?.id, 'folder:p1/docs/kept/free/');
    });

    it('nothing if the key does not exist, even if others have it as a prefix, nor if no profile has the bucket', async () => {
      assert.equal(await find('docs', 'a'), undefined);
      assert.equal(await find('docs', 'c/'), undefined);
      assert.equal(await find('gone', 'a'), undefined);
      assert.equal(await find('docs', 'a.pdf', 'p9'), undefined);
    });
  });

  describe('finds the nearest node', () => {
    it('of an object that is listed: the object itself', async () => {
      const node = await nearest('docs', 'cc/dd/x.txt');
      assert.equal(node?.id, 'object:p1/docs/cc/dd/x.txt');
    });

    it('of an unlisted one: its deepest folder, else its bucket, else its profile', async () => {
      assert.equal((await nearest('docs', 'cc/dd/none.txt'))?.id, 'folder:p1/docs/cc/dd/');
      assert.equal((await nearest('docs', 'none/none.txt'))?.id, 'bucket:p1/docs');
      assert.equal((await nearest('unseen', 'a.txt'))?.id, 'profile:p1');
    });

    it('of a removed profile: none', async () => {
      assert.equal(await nearest('docs', 'z.txt', 'p2'), undefined);
    });
  });
});
