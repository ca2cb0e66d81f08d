import assert from 'node:assert/strict';
import { transferNodes } from '../../../../src/features/transfers/listForTransfer.ts';
import { addedFolderNode, bucketNode, folderNode, objectNode, profileNode } from '../../../../src/tree/nodes.ts';
import { noon } from '../../../support/emulator/handMade.ts';

describe('listForTransfer', () => {
  const profile = profileNode('p1');
  const docs = bucketNode(profile, 'docs', { added: false });
  const logs = bucketNode(profile, 'logs', { added: false });
  const a = folderNode(docs, 'a/');
  const ab = folderNode(a, 'a/b/');
  const addedA = addedFolderNode(profile, { bucket: 'docs', prefix: 'a/' });
  const object = (parent: typeof a, key: string) =>
    objectNode(parent, { key, sizeBytes: 1, lastModified: noon, etag: '', storageClass: 'IA', type: 'Normal' });
  const x = object(a, 'a/x');
  const sameX = object(addedA, 'a/x');

  for (const [what, given, expected] of [
    ['excludes the content of a selected folder', [x, ab, a], [a]],
    ['excludes folders of a selected bucket', [a, docs, logs], [docs, logs]],
    ['includes a folder once that is in the tree twice', [addedA, a], [addedA]],
    ['includes an object once that is in the tree twice', [x, sameX], [x]],
    [
      'includes no profile and no message row',
      [profile, { kind: 'problem', id: 'p', error: undefined, parent: a }, x],
      [x],
    ],
    ['keeps names that only share a prefix', [folderNode(docs, 'a/bc/'), ab], [folderNode(docs, 'a/bc/'), ab]],
  ] as const) {
    it(what, () => {
      assert.deepEqual(transferNodes(given), expected);
    });
  }
});
