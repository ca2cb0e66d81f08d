import assert from 'node:assert/strict';
import { dropFolder, uriLines } from '../../../src/tree/dragData.ts';
import { bucketNode, folderNode, objectNode, profileNode } from '../../../src/tree/nodes.ts';
import { noon } from '../../support/emulator/handMade.ts';

describe('dropped data', () => {
  it('is read from a list of URIs, without its comments', () => {
    assert.deepEqual(uriLines('# from the explorer\r\nfile:///a%20b.txt\r\nfile:///c\n'), [
      'file:///a%20b.txt',
      'file:///c',
    ]);
    assert.deepEqual(uriLines(''), []);
  });

  it('is uploaded to the bucket or folder it was dropped on, or beside the object', () => {
    const root = profileNode('p1');
    const bucket = bucketNode(root, 'docs', { added: false });
    const folder = folderNode(bucket, 'a/');
    const entry = { key: 'a/b', sizeBytes: 1, lastModified: noon, etag: '', storageClass: 'IA', type: 'Normal' };
    const inFolder = { profileId: 'p1', bucket: 'docs', prefix: 'a/' };
    assert.deepEqual(dropFolder(folder), inFolder);
    assert.deepEqual(dropFolder(objectNode(folder, entry)), inFolder);
    assert.deepEqual(dropFolder({ kind: 'problem', id: 'x', error: undefined, parent: folder }), inFolder);
    assert.deepEqual(dropFolder(bucket), { ...inFolder, prefix: '' });
    assert.equal(dropFolder({ kind: 'problem', id: 'x', error: undefined, parent: root }), undefined);
    assert.equal(dropFolder(undefined), undefined);
  });
});
