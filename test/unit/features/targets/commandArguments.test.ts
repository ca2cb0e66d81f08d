import assert from 'node:assert/strict';
import {
  addedBuckets,
  bucketRefOf,
  namedObjects,
  nodesOf,
  objectNodes,
  urisOf,
} from '../../../../src/features/targets/commandArguments.ts';
import type { TreeNode } from '../../../../src/tree/nodes.ts';
import * as nodes from '../../../support/tree/sampleNodes.ts';

describe('the rows of a command', () => {
  it('are the clicked one, of any kind, or the selection that contains it', () => {
    const rows = Object.values(nodes).filter((one) => 'kind' in one && 'id' in one) as readonly TreeNode[];
    for (const row of rows) assert.deepEqual(nodesOf([row]), [row], row.kind);
    assert.deepEqual(nodesOf([nodes.object, rows]), rows);
    assert.deepEqual(nodesOf([nodes.object, [nodes.folder]]), [nodes.object]);
    assert.deepEqual(nodesOf([undefined, rows]), rows);
    assert.deepEqual(nodesOf(['p1', { kind: 'other' }]), []);
  });
});

describe('the bucket of a command', () => {
  const { profileId, bucket } = nodes.listedBucket;
  const notListed = { kind: 'problem', id: 'x', error: new Error(), parent: nodes.listedBucket } as const;

  it('is the one that the button of a message names', () => {
    assert.deepEqual(bucketRefOf([{ profileId, bucket }]), { profileId, bucket });
  });

  it('is that of the row, or of the row that a problem is below', () => {
    for (const node of [nodes.listedBucket, nodes.folder, nodes.object, notListed]) {
      assert.deepEqual(bucketRefOf([node]), { profileId, bucket }, node.kind);
    }
  });

  it('is none without a row, or with one above the buckets', () => {
    for (const item of [undefined, nodes.profile, nodes.permissionDenied, 'p1', { bucket }])
      assert.equal(bucketRefOf([item]), undefined);
  });
});

describe('the objects that the button of a message names', () => {
  it('are all that name a profile, a bucket and a key, and nothing else', () => {
    const { profileId, bucket, key } = nodes.object;
    const object = { profileId, bucket, key };
    assert.deepEqual(namedObjects([[object, { profileId, bucket }, { key }, 'key', null]]), [object]);
    assert.deepEqual(namedObjects([object]), []);
    assert.deepEqual(namedObjects([]), []);
  });
});

describe('the rows that a command removes from the view', () => {
  it('are added buckets and folders, and no listed ones', () => {
    const { addedBucket, listedBucket, folder, object, profile } = nodes;
    const addedFolder = { ...folder, parent: profile };
    assert.deepEqual(addedBuckets([profile, listedBucket, addedBucket, folder, addedFolder, object]), [
      { profileId: profile.profileId, path: addedBucket.bucket },
      { profileId: profile.profileId, path: `${folder.bucket}/${folder.prefix}` },
    ]);
  });
});

describe('the files of a command', () => {
  const [a, b] = ['/a.txt', '/b.txt'].map((path) => ({ scheme: 'file', path }));

  it('are the whole selection, otherwise the clicked one', () => {
    assert.deepEqual(urisOf([a, [a, b]]), [a, b]);
    assert.deepEqual(urisOf([a, []]), [a]);
    assert.deepEqual(urisOf([a]), [a]);
    assert.deepEqual(urisOf([]), []);
  });
});

describe('the objects of a command', () => {
  it('are those of the selection, deleted ones included', () => {
    const { folder, object, deletedObject, version, listedBucket } = nodes;
    assert.deepEqual(objectNodes([listedBucket, folder, object, version, deletedObject]), [object, deletedObject]);
  });
});
