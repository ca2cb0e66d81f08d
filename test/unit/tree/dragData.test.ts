import assert from 'node:assert/strict';
import {
  dropFolder,
  linkTargets,
  objectTargets,
  readDraggedObjects,
  uriLines,
  writeDraggedObjects,
} from '../../../src/tree/dragData.ts';
import { bucketNode, folderNode, objectNode, profileNode } from '../../../src/tree/nodes.ts';
import * as sample from '../../support/tree/sampleNodes.ts';

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

  it('takes the objects of shortcuts, and links to versions, but neither folders nor delete markers', () => {
    const object = { profileId: 'p1', bucket: 'docs', key: 'a/b.txt' };
    const nodes = [sample.pinnedObject, sample.pinnedFolder, sample.folder, sample.version, sample.deleteMarker];
    assert.deepEqual(objectTargets(nodes), [object]);
    assert.deepEqual(linkTargets(nodes), [object, { ...object, versionId: 'v1' }]);
  });

  it('has a URI on each line, beside comments', () => {
    assert.deepEqual(uriLines('# files\r\nfile:///a%20b\r\n\r\nfile:///c#d\n'), ['file:///a%20b', 'file:///c#d']);
  });

  it('goes to the folder, or to the folder of the object, that it is dropped on', () => {
    const inFolder = { profileId: 'p1', bucket: 'docs', prefix: 'a/' };
    for (const node of [sample.folder, sample.addedFolder, sample.object, sample.version, sample.loadMore]) {
      assert.deepEqual(dropFolder(node), inFolder, node.kind);
    }
    assert.deepEqual(dropFolder(sample.listedBucket), { ...inFolder, prefix: '' });
    for (const node of [undefined, sample.profile, sample.pinnedList, sample.pinnedObject, sample.allBuckets]) {
      assert.equal(dropFolder(node), undefined, node?.kind);
    }
  });
});
