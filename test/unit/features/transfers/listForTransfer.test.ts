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
    ['leaves out what lies in a folder that is selected', [x, ab, a], [a]],
    ['leaves out folders of a bucket that is selected', [a, docs, logs], [docs, logs]],
    ['takes a folder once that stands in the tree twice', [addedA, a], [addedA]],
    ['takes an object once that stands in the tree twice', [x, sameX], [x]],
    ['takes no profile and no message', [profile, { kind: 'problem', id: 'p', error: undefined, parent: a }, x], [x]],
    [
      'keeps what has but the beginning of a name in common',
      [folderNode(docs, 'a/bc/'), ab],
      [folderNode(docs, 'a/bc/'), ab],
    ],
  ] as const) {
    it(what, () => {
      assert.deepEqual(transferNodes(given), expected);
    });
  }
});
