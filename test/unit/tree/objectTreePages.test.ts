import assert from 'node:assert/strict';
import type { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { ObjectEntry, ObjectPage } from '../../../src/oss/client/objects.ts';
import { Profiles } from '../../../src/profiles/profiles.ts';
import type { BucketNode, LoadMoreNode } from '../../../src/tree/nodes.ts';
import { ObjectTree } from '../../../src/tree/objectTree.ts';
import { noon } from '../../support/emulator/handMade.ts';
import { MemoryMemento, MemorySecrets } from '../../support/profiles/storage.ts';
import { only, shown } from '../../support/tree/shownNodes.ts';

describe('the object tree, page by page', () => {
  /** Listing to which a test responds later. */
  interface Call {
    readonly bucket: string;
    readonly token: string | undefined;
    readonly signal: AbortSignal;
    readonly answer: (page: Partial<ObjectPage>) => void;
    readonly fail: (error: Error) => void;
  }
  let calls: Call[];
  let tree: ObjectTree;
  let changed: (string | undefined)[];
  let docs: BucketNode;

  const entry = (key: string): ObjectEntry => ({
    key,
    sizeBytes: 1,
    lastModified: noon,
    etag: '',
    storageClass: 'Standard',
    type: 'Normal',
  });
  const call = (index: number): Call => calls[index] ?? assert.fail(`there was no listing ${index}`);
  /** Lets pending calls run up to their next wait. */
  const settle = (): Promise<void> => new Promise(setImmediate);

  beforeEach(async () => {
    calls = [];
    changed = [];
    const profiles = new Profiles({
      memento: new MemoryMemento(),
      secrets: new MemorySecrets(),
      environment: {},
      environmentName: '',
    });
    await profiles.save({ id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' } });
    const client: Pick<OssClient, 'listObjects'> = {
      listObjects: (bucket, options) =>
        new Promise((resolve, reject) => {
          const signal = options?.signal ?? assert.fail('a listing that cannot be stopped');
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
          const answer = (page: Partial<ObjectPage>): void => {
            resolve({ entries: [], prefixes: [], isTruncated: page.nextContinuationToken !== undefined, ...page });
          };
          calls.push({ bucket, token: options?.continuationToken, signal, answer, fail: reject });
        }),
    };
    tree = new ObjectTree({
      profiles,
      memento: new MemoryMemento(),
      clientOf: () => Promise.resolve(client as OssClient),
      onChanged: (node) => changed.push(node?.id),
    });
    const root = tree.roots()[0] ?? assert.fail();
    docs = { kind: 'bucket', id: 'bucket:p1/docs', profileId: 'p1', bucket: 'docs', parent: root, added: false };
  });

  async function firstPage(): Promise<LoadMoreNode> {
    const listing = tree.children(docs);
    await settle();
    call(0).answer({ prefixes: ['m/'], entries: [entry('k')], nextContinuationToken: 'two' });
    const children = await listing;
    assert.deepEqual(shown(children), ['m/', 'k', 'more after 2']);
    return only(children, 'loadMore');
  }

  it('loads the next page after the last one, folders before objects over all pages', async () => {
    const more = await firstPage();
    const loading = tree.loadMore(more);
    await settle();
    assert.deepEqual([call(0).token, call(1).token], [undefined, 'two']);
    call(1).answer({ prefixes: ['n/'], entries: [entry('p')] });
    await loading;
    assert.deepEqual(changed, [docs.id]);
    assert.deepEqual(shown(await tree.children(docs)), ['m/', 'n/', 'k', 'p']);
    assert.equal(calls.length, 2);
  });

  it('loads once for a double click', async () => {
    const more = await firstPage();
    const clicks = [tree.loadMore(more), tree.loadMore(more)];
    await settle();
    assert.equal(calls.length, 2);
    call(1).answer({ entries: [entry('p')], nextContinuationToken: 'three' });
    await Promise.all(clicks);
    assert.equal(calls.length, 2);
    assert.deepEqual(shown(await tree.children(docs)), ['m/', 'k', 'p', 'more after 3']);
  });

  it('keeps what is loaded if the next page fails, and can load it again', async () => {
    const more = await firstPage();
    const loading = tree.loadMore(more);
    await settle();
    call(1).fail(new Error('broken'));
    await loading;
    assert.deepEqual(shown(await tree.children(docs)), ['m/', 'k', 'problem Error: broken', 'more after 2']);
    const again = tree.loadMore(more);
    await settle();
    assert.equal(call(2).token, 'two');
    call(2).answer({ entries: [entry('p')] });
    await again;
    assert.deepEqual(shown(await tree.children(docs)), ['m/', 'k', 'p']);
  });

  it('aborts the page that is loaded when loading all is cancelled, and shows no problem', async () => {
    await firstPage();
    const cancel = new AbortController();
    const loading = tree.loadAll(docs, {
      maxCount: 9000,
      signal: cancel.signal,
      onLoaded: () => undefined,
    });
    await settle();
    cancel.abort();
    assert.equal(call(1).signal.aborted, true);
    await assert.rejects(loading, { name: 'AbortError' });
    assert.deepEqual(shown(await tree.children(docs)), ['m/', 'k', 'more after 2']);
  });

  it('loads nothing if there is no next page', async () => {
    const more = await firstPage();
    tree.refresh(docs);
    await tree.loadMore(more);
    assert.equal(calls.length, 1);
  });

  it('can show a page without entries although others follow', async () => {
    const listing = tree.children(docs);
    await settle();
    call(0).answer({ nextContinuationToken: 'two' });
    assert.deepEqual(shown(await listing), ['more after 0']);
  });

  it('aborts the listing of a refreshed node, and gives waiting callers the new one', async () => {
    const waiting = tree.children(docs);
    await settle();
    tree.refresh(docs);
    assert.equal(call(0).signal.aborted, true);
    await settle();
    call(1).answer({ entries: [entry('fresh')] });
    assert.deepEqual(shown(await waiting), ['fresh']);
    assert.deepEqual(shown(await tree.children(docs)), ['fresh']);
    assert.equal(calls.length, 2);
  });

  it('does not abort the listing of another node', async () => {
    const waiting = tree.children(docs);
    await settle();
    tree.refresh({ ...docs, id: 'bucket:p1/other', bucket: 'other' });
    assert.equal(call(0).signal.aborted, false);
    call(0).answer({});
    assert.deepEqual(shown(await waiting), ['empty']);
  });
});
