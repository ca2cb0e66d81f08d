import assert from 'node:assert/strict';
import { addedFolderNode, bucketNode, folderNode, profileNode } from '../../../src/tree/nodes.ts';
import { FolderViews } from '../../../src/tree/folderViews.ts';
import { MemoryMemento } from '../../support/profiles/storage.ts';

describe('views of folders', () => {
  const bucket = bucketNode(profileNode('p1'), 'docs', { added: false });
  const folder = folderNode(bucket, 'a/');
  let memento: MemoryMemento;
  let views: FolderViews;

  beforeEach(() => {
    memento = new MemoryMemento();
    views = new FolderViews(memento);
  });

  it('show everything by name until something else is chosen, per folder', async () => {
    views.filter(bucket, '*.pdf');
    await views.sort(bucket, 'newest');
    assert.deepEqual(views.of(bucket), { filter: '*.pdf', order: 'newest' });
    assert.deepEqual(views.of(folder), { order: 'name' });
    views.filter(bucket, undefined);
    assert.deepEqual(views.of(bucket), { order: 'newest' });
  });

  it('know which folders are filtered', async () => {
    await views.sort(bucket, 'largest');
    views.filter(folder, 'x');
    assert.deepEqual(
      views.filtered().map(({ node, filter }) => [node.id, filter]),
      [[folder.id, 'x']],
    );
  });

  it('show deleted objects below the chosen folder', () => {
    views.showDeleted(bucket, true);
    assert.equal(views.showingDeleted(folder), bucket);
    views.showDeleted(bucket, false);
    assert.equal(views.showingDeleted(folder), undefined);
    views.showDeleted(folder, true);
    assert.equal(views.showingDeleted(bucket), undefined);
  });

  it('lose their filters with their profile', () => {
    views.filter(bucket, 'x');
    views.keepProfiles(new Set(['p1']));
    assert.equal(views.filtered().length, 1);
    views.keepProfiles(new Set(['p2']));
    assert.deepEqual(views.filtered(), []);
  });

  it('keep only their sort orders for the next window', async () => {
    await views.sort(bucket, 'newest');
    await views.sort(folder, 'largest');
    views.filter(bucket, 'x');
    views.showDeleted(bucket, true);
    const next = new FolderViews(memento);
    assert.deepEqual(next.of(bucket), { order: 'newest' });
    assert.deepEqual(next.of(folder), { order: 'largest' });
    assert.equal(next.showingDeleted(bucket), undefined);
  });

  it('store nothing once everything is sorted by name again', async () => {
    await views.sort(bucket, 'newest');
    await views.sort(bucket, 'name');
    assert.equal(memento.text, '');
  });

  it('are sorted by name if the stored value is unreadable', async () => {
    for (const kept of [{ [bucket.id]: 'oldest', [folder.id]: 'newest' }, null, 'newest', ['newest']]) {
      await memento.update('ossLinks.orders', kept);
      assert.deepEqual(views.of(bucket), { order: 'name' });
    }
  });

  it('lose the sort orders of one profile, for any kind of folder, or all orders', async () => {
    const other = bucketNode(profileNode('p10'), 'docs', { added: false });
    const added = addedFolderNode(profileNode('p1'), { bucket: 'logs', prefix: 'a/' });
    for (const place of [bucket, folder, added, folderNode(added, 'a/b/'), other]) await views.sort(place, 'newest');
    await views.forgetOrders('p1');
    assert.deepEqual(memento.get('ossLinks.orders'), { [other.id]: 'newest' });
    await views.forgetOrders();
    assert.equal(memento.text, '');
  });
});
