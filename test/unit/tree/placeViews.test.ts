import assert from 'node:assert/strict';
import { bucketNode, folderNode, profileNode } from '../../../src/tree/nodes.ts';
import { PlaceViews } from '../../../src/tree/placeViews.ts';

describe('the views of places', () => {
  const bucket = bucketNode(profileNode('p1'), 'docs', { added: false });
  const folder = folderNode(bucket, 'a/');

  it('show all by name until something else is chosen, place by place', () => {
    const views = new PlaceViews();
    views.filter(bucket, '*.pdf');
    views.sort(bucket, 'newest');
    assert.deepEqual(views.of(bucket), { filter: '*.pdf', order: 'newest' });
    assert.deepEqual(views.of(folder), { order: 'name' });
    views.filter(bucket, undefined);
    assert.deepEqual(views.of(bucket), { order: 'newest' });
  });

  it('tell which places are filtered', () => {
    const views = new PlaceViews();
    views.sort(bucket, 'largest');
    views.filter(folder, 'x');
    assert.deepEqual(
      views.filtered().map(({ node, filter }) => [node.id, filter]),
      [[folder.id, 'x']],
    );
  });

  it('show deleted objects below the place that was told to', () => {
    const views = new PlaceViews();
    views.showDeleted(bucket, true);
    assert.equal(views.showingDeleted(folder), bucket);
    views.showDeleted(bucket, false);
    assert.equal(views.showingDeleted(folder), undefined);
    views.showDeleted(folder, true);
    assert.equal(views.showingDeleted(bucket), undefined);
  });

  it('are forgotten with their profile', () => {
    const views = new PlaceViews();
    views.filter(bucket, 'x');
    views.keepProfiles(new Set(['p1']));
    assert.equal(views.filtered().length, 1);
    views.keepProfiles(new Set(['p2']));
    assert.deepEqual(views.filtered(), []);
  });
});
