import assert from 'node:assert/strict';
import {
  nameOf,
  type BucketNode,
  type ContainerNode,
  type FolderNode,
  type ProfileNode,
} from '../../../src/tree/nodes.ts';
import type { ObjectTree } from '../../../src/tree/objectTree.ts';
import { noon } from '../../support/emulator/handMade.ts';
import { NARROW_KEY, type LoopbackOss } from '../../support/profiles/loopbackOss.ts';
import { openLoopbackTree } from '../../support/tree/loopbackTree.ts';
import { only, shown } from '../../support/tree/shownNodes.ts';

describe('the object tree', () => {
  let oss: LoopbackOss;
  let tree: ObjectTree;
  let changed: (string | undefined)[];

  beforeEach(async () => {
    ({ oss, tree, changed } = await openLoopbackTree());
    oss.emulator.createBucket('logs', { region: 'cn-shanghai' });
    for (const key of ['z.txt', 'a/1.txt', 'a/b/2.txt', 'a/', '报告/三.pdf']) {
      await oss.emulator.putObject('docs', key, key === 'a/' ? '' : 'x');
    }
  });
  afterEach(() => oss.close());

  function root(): ProfileNode {
    return tree.roots()[0] ?? assert.fail('no profile');
  }

  async function bucket(name: string): Promise<BucketNode> {
    const node = (await tree.children(root())).find((child) => child.kind === 'bucket' && child.bucket === name);
    return node?.kind === 'bucket' ? node : assert.fail(`no bucket ${name}`);
  }

  async function folder(parent: ContainerNode, name: string): Promise<FolderNode> {
    const node = (await tree.children(parent)).find((child) => child.kind === 'folder' && nameOf(child) === name);
    return node?.kind === 'folder' ? node : assert.fail(`no folder ${name}`);
  }

  const requestCount = (): number => oss.emulator.requests.length;

  it('lists profiles, buckets, folders and objects', async () => {
    assert.deepEqual(shown(tree.roots()), ['p1']);
    assert.deepEqual(shown(await tree.children(root())), ['docs cn-hangzhou', 'logs cn-shanghai']);
    const docs = await bucket('docs');
    assert.deepEqual(shown(await tree.children(docs)), ['a/', '报告/', 'z.txt']);
    const a = await folder(docs, 'a');
    assert.deepEqual(shown(await tree.children(a)), ['b/', '1.txt']);
    assert.deepEqual(shown(await tree.children(await folder(a, 'b'))), ['2.txt']);
  });

  it('requests prefix and delimiter, and keeps the listed facts of an object', async () => {
    const docs = await bucket('docs');
    const object = only(await tree.children(await folder(docs, '报告')), 'object');
    const query = oss.emulator.requests.at(-1)?.query;
    assert.deepEqual([query?.get('prefix'), query?.get('delimiter'), query?.get('max-keys')], ['报告/', '/', '1000']);
    const { id, parent, ...details } = object;
    assert.equal(id, 'object:p1/docs/报告/三.pdf');
    assert.equal(parent.kind, 'folder');
    assert.deepEqual(details, {
      kind: 'object',
      profileId: 'p1',
      bucket: 'docs',
      key: '报告/三.pdf',
      sizeBytes: 1,
      lastModified: noon,
      storageClass: 'Standard',
    });
  });

  it('lists buckets of other regions', async () => {
    await oss.emulator.putObject('logs', 'far.log', 'x');
    assert.deepEqual(shown(await tree.children(await bucket('logs'))), ['far.log']);
  });

  it('returns the same children again without a request', async () => {
    const docs = await bucket('docs');
    const first = await tree.children(docs);
    const count = requestCount();
    assert.deepEqual(await tree.children(docs), first);
    assert.deepEqual(await tree.children(root()), [docs, await bucket('logs')]);
    assert.equal(tree.roots()[0], root());
    assert.equal(requestCount(), count);
  });

  it('lists once for simultaneous requests', async () => {
    const docs = await bucket('docs');
    const count = requestCount();
    const [first, second] = await Promise.all([tree.children(docs), tree.children(docs)]);
    assert.deepEqual(first, second);
    assert.equal(requestCount(), count + 1);
  });

  it('shows that a bucket or an account is empty', async () => {
    oss.emulator.createBucket('nothing');
    assert.deepEqual(shown(await tree.children(await bucket('nothing'))), ['empty']);
  });

  it('keeps its IDs after a refresh', async () => {
    const ids = async (): Promise<string[]> => {
      const docs = await bucket('docs');
      const a = await folder(docs, 'a');
      return [
        root(),
        ...(await tree.children(root())),
        ...(await tree.children(docs)),
        ...(await tree.children(a)),
      ].map(({ id }) => id);
    };
    const before = await ids();
    tree.refresh();
    assert.deepEqual(await ids(), before);
    assert.equal(new Set(before).size, before.length);
    assert.deepEqual(changed, [undefined]);
  });

  describe('refreshed at one node', () => {
    it('lists the node and everything below again, and nothing else', async () => {
      const docs = await bucket('docs');
      const a = await folder(docs, 'a');
      const b = await folder(a, 'b');
      const others = await folder(docs, '报告');
      for (const node of [b, others, await bucket('logs')]) await tree.children(node);
      const count = requestCount();
      tree.refresh(a);
      assert.deepEqual(changed, [a.id]);
      for (const node of [root(), docs, others, await bucket('logs')]) await tree.children(node);
      assert.equal(requestCount(), count);
      for (const node of [a, b]) await tree.children(node);
      assert.equal(requestCount(), count + 2);
    });

    it('keeps a folder that only has the same name prefix', async () => {
      await oss.emulator.putObject('docs', 'ab/3.txt', 'x');
      const docs = await bucket('docs');
      const ab = await folder(docs, 'ab');
      await tree.children(ab);
      const count = requestCount();
      tree.refresh(await folder(docs, 'a'));
      await tree.children(ab);
      assert.equal(requestCount(), count);
    });

    it('keeps a folder of a bucket whose name only begins the same', async () => {
      oss.emulator.createBucket('docs-2');
      await oss.emulator.putObject('docs-2', 'a/1.txt', 'x');
      const a = await folder(await bucket('docs-2'), 'a');
      const docs = await bucket('docs');
      for (const node of [a, docs]) await tree.children(node);
      tree.refresh(docs);
      const count = requestCount();
      await tree.children(a);
      assert.equal(requestCount(), count);
    });

    it('shows new objects', async () => {
      const docs = await bucket('docs');
      await tree.children(docs);
      await oss.emulator.putObject('docs', 'new.txt', 'x');
      tree.refreshBucket('p1', 'docs');
      assert.deepEqual(shown(await tree.children(docs)), ['a/', '报告/', 'new.txt', 'z.txt']);
      assert.deepEqual(changed, [docs.id]);
    });

    it('lists only the deepest folder that contains a new object', async () => {
      const docs = await bucket('docs');
      const [a, other] = [await folder(docs, 'a'), await folder(docs, '报告')];
      for (const node of [a, other]) await tree.children(node);
      const count = requestCount();
      await oss.emulator.putObject('docs', 'a/new/x.txt', 'x');
      tree.refreshFolder('p1', 'docs', 'a/new/');
      assert.deepEqual(changed, [a.id]);
      assert.ok(shown(await tree.children(a)).includes('new/'));
      await tree.children(other);
      await tree.children(docs);
      assert.equal(requestCount(), count + 1);
      tree.refreshFolder('p1', 'docs', 'unheard/of/');
      tree.refreshFolder('p1', 'other', '');
      assert.deepEqual(changed, [a.id, docs.id]);
    });

    it('lists an added folder within the changed one, and no folder beside it', async () => {
      for (const place of ['docs/a/b/', 'docs/报告/']) await oss.profiles.addBucket('p1', place);
      tree.refresh();
      const [inside] = await tree.children(root());
      changed.length = 0;
      tree.refreshFolder('p1', 'docs', 'a/');
      assert.deepEqual(changed, [inside?.id]);
    });

    it('does nothing for a bucket that is not shown', () => {
      tree.refreshBucket('p1', 'docs');
      tree.refreshBucket('p2', 'docs');
      assert.deepEqual(changed, []);
      assert.equal(requestCount(), 0);
    });
  });

  it('lists a changed profile again, and redraws all profiles', async () => {
    const docs = await bucket('docs');
    await tree.children(docs);
    const count = requestCount();
    tree.refreshProfile('p1');
    assert.deepEqual(changed, [undefined]);
    await tree.children(await bucket('docs'));
    assert.ok(requestCount() > count);
  });

  it('keeps the children of other profiles when one changes', async () => {
    await bucket('docs');
    const count = requestCount();
    tree.refreshProfile('p2');
    await bucket('docs');
    assert.equal(requestCount(), count);
  });

  describe('if a listing fails', () => {
    it('shows the reason, and lists again after a refresh', async () => {
      const docs = await bucket('docs');
      oss.emulator.faults.add({
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        match: { operation: 'ListObjectsV2' },
      });
      const children = await tree.children(docs);
      assert.deepEqual(shown(children), ['problem AccessDenied']);
      assert.equal(only(children, 'problem').parent, docs);
      assert.deepEqual(shown(await tree.children(docs)), ['problem AccessDenied']);
      tree.refresh(docs);
      assert.deepEqual(shown(await tree.children(docs)), ['a/', '报告/', 'z.txt']);
    });

    it('shows that the secret is missing, without a request', async () => {
      oss.secrets.values.clear();
      assert.deepEqual(shown(await tree.children(root())), ['problem SecretMissing']);
      assert.equal(requestCount(), 0);
    });

    it('shows that the profile is gone', async () => {
      const gone = root();
      await oss.profiles.remove('p1');
      assert.deepEqual(shown(await tree.children(gone)), ['problem ProfileGone']);
      assert.deepEqual(tree.roots(), []);
    });
  });

  describe('with buckets added by name', () => {
    const all = async (): Promise<void> => {
      await oss.profiles.showAllBuckets('p1');
      tree.refresh(root());
    };

    it('shows only those, without a request, and offers to list the others', async () => {
      await oss.profiles.addBucket('p1', 'hidden');
      await oss.profiles.addBucket('p1', 'docs/a/');
      assert.deepEqual(shown(await tree.children(root())), ['hidden (added)', 'docs/a/', 'all buckets']);
      assert.equal(tree.listsAllBuckets('p1'), false);
      assert.equal(requestCount(), 0);
    });

    it('shows them first and once if the others are listed too, with the region from the list', async () => {
      for (const name of ['hidden', 'logs']) await oss.profiles.addBucket('p1', name);
      await all();
      const children = await tree.children(root());
      assert.deepEqual(shown(children), ['hidden (added)', 'logs (added)', 'docs cn-hangzhou']);
      const [, logs] = children;
      assert.equal(logs?.kind === 'bucket' ? logs.region : '', 'cn-shanghai');
      assert.equal(tree.listsAllBuckets('p1'), true);
    });

    it('shows them with the reason if listing is denied, lists them, and does not repeat the denied request', async () => {
      await oss.saveProfile({}, NARROW_KEY);
      await oss.profiles.addBucket('p1', 'docs');
      await all();
      assert.deepEqual(shown(await tree.children(root())), ['docs (added)', 'problem AccessDenied']);
      assert.deepEqual(shown(await tree.children(await bucket('docs'))), ['a/', '报告/', 'z.txt']);
      assert.equal(tree.listsAllBuckets('p1'), false);
      const count = requestCount();
      tree.refresh(root());
      assert.deepEqual(shown(await tree.children(root())), ['docs (added)', 'all buckets']);
      assert.equal(requestCount(), count);
    });

    it('requests all of them again if the list failed for another reason', async () => {
      await oss.profiles.addBucket('p1', 'docs');
      oss.emulator.faults.add({ kind: 'status', status: 409, match: { operation: 'ListBuckets' } });
      await all();
      assert.equal(only(await tree.children(root()), 'problem').parent, root());
      tree.refresh(root());
      assert.deepEqual(shown(await tree.children(root())), ['docs (added)', 'logs cn-shanghai']);
    });

    it('uses the region that was stored with a bucket or folder', async () => {
      await oss.profiles.addBucket('p1', 'docs', 'cn-shenzhen');
      const node = only(await tree.children(root()), 'bucket');
      assert.equal(node.region, 'cn-shenzhen');
    });

    it('requests no list of buckets at a custom domain, which stands for one bucket', async () => {
      await oss.saveProfile({ endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } });
      assert.deepEqual(shown(await tree.children(root())), ['empty']);
      await oss.profiles.addBucket('p1', 'docs');
      tree.refreshProfile('p1');
      assert.deepEqual(shown(await tree.children(root())), ['docs (added)']);
      assert.deepEqual(oss.exchanges, []);
    });
  });
});
