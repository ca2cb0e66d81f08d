import assert from 'node:assert/strict';
import { AddedBuckets } from '../../../src/profiles/addedBuckets.ts';
import { MemoryMemento } from '../../support/profiles/storage.ts';

describe('added buckets', () => {
  let memento: MemoryMemento;
  let added: AddedBuckets;
  beforeEach(() => {
    memento = new MemoryMemento();
    added = new AddedBuckets(memento);
  });
  const of = (profileId: string) => new AddedBuckets(memento).read()(profileId);

  it('are kept once each, in the order in which they were added', async () => {
    await added.add('p1', 'logs', undefined);
    await added.add('p1', 'docs/a/', 'cn-hangzhou');
    await added.add('p1', 'logs', 'cn-shanghai');
    await added.add('p2', 'other', undefined);
    assert.deepEqual(of('p1'), {
      buckets: ['logs', 'docs/a/'],
      regions: new Map([
        ['logs', 'cn-shanghai'],
        ['docs', 'cn-hangzhou'],
      ]),
    });
    assert.deepEqual(of('p2'), { buckets: ['other'] });
    assert.deepEqual(of('p3'), { buckets: [] });
  });

  it('keep a known region when they are added again without one', async () => {
    await added.add('p1', 'logs', 'cn-shanghai');
    await added.add('p1', 'logs', undefined);
    assert.deepEqual(of('p1').regions, new Map([['logs', 'cn-shanghai']]));
  });

  it('are removed one by one: a bucket without its folders', async () => {
    for (const place of ['docs', 'docs/a/', 'logs']) await added.add('p1', place, undefined);
    await added.remove('p1', 'docs');
    assert.deepEqual(of('p1'), { buckets: ['docs/a/', 'logs'] });
    await added.remove('p1', 'absent');
    assert.deepEqual(of('p1'), { buckets: ['docs/a/', 'logs'] });
  });

  it('remember that all buckets are shown beside them, also after a change', async () => {
    await added.add('p1', 'docs', undefined);
    await added.showAll('p1', true);
    await added.add('p1', 'logs', undefined);
    await added.remove('p1', 'docs');
    assert.deepEqual(of('p1'), { buckets: ['logs'], showsAll: true });
    await added.showAll('p1', false);
    assert.deepEqual(of('p1'), { buckets: ['logs'] });
  });

  it('are forgotten with their profile, or all of them', async () => {
    await added.add('p1', 'docs', undefined);
    await added.add('p2', 'docs', undefined);
    await added.forget('p1');
    assert.deepEqual([of('p1').buckets, of('p2').buckets], [[], ['docs']]);
    await added.forget();
    assert.equal(memento.text, '');
  });

  it('are read as the first version stored them', async () => {
    await memento.update('ossLinks.buckets', { p1: ['docs', 'logs/a/'] });
    assert.deepEqual(of('p1'), { buckets: ['docs', 'logs/a/'] });
    assert.equal(added.unreadable, undefined);
    await memento.update('ossLinks.buckets', { p1: 'docs' });
    assert.deepEqual(added.unreadable, { p1: 'docs' });
    assert.deepEqual(of('p1'), { buckets: [] });
  });
});
