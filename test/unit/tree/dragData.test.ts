import assert from 'node:assert/strict';
import { objectTargets, readDraggedObjects, writeDraggedObjects } from '../../../src/tree/dragData.ts';
import { bucketNode, folderNode, objectNode, profileNode } from '../../../src/tree/nodes.ts';

const bucket = bucketNode(profileNode('p1'), 'docs', { added: false });
const entry = { sizeBytes: 1, lastModified: new Date(0), etag: '', type: 'Normal', storageClass: 'Standard' };

describe('the data of a drag', () => {
  it('contains the objects among the nodes, whatever their keys', () => {
    const folder = folderNode(bucket, '报告/');
    const nodes = [
      folder,
      objectNode(bucket, { key: 'a "b"\n.txt', ...entry }),
      objectNode(folder, { key: '报告/c', ...entry }),
    ];
    assert.deepEqual(readDraggedObjects(writeDraggedObjects(objectTargets(nodes))), [
      { profileId: 'p1', bucket: 'docs', key: 'a "b"\n.txt' },
      { profileId: 'p1', bucket: 'docs', key: '报告/c' },
    ]);
  });

  it('contains the version of an object', () => {
    const version = { profileId: 'p1', bucket: 'docs', key: 'a', versionId: 'v1' };
    assert.deepEqual(readDraggedObjects(writeDraggedObjects([version])), [version]);
  });

  for (const text of ['', 'no JSON', '{}', '[{"bucket":"docs"}]', '[1]']) {
    it(`is empty if another extension wrote ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readDraggedObjects(text), []);
    });
  }
});
