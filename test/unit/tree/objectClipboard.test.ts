import assert from 'node:assert/strict';
import {
  arrangedItems,
  ObjectClipboard,
  readDraggedItems,
  writeDraggedItems,
  type ArrangedItem,
} from '../../../src/tree/objectClipboard.ts';
import { bucketNode, folderNode, objectNode, profileNode, type BucketNode } from '../../../src/tree/nodes.ts';
import { noon } from '../../support/emulator/handMade.ts';

const docs = bucketNode(profileNode('p1'), 'docs', { added: false });
const object = (bucket: BucketNode, key: string) =>
  objectNode(bucket, { key, sizeBytes: 7, lastModified: noon, etag: '', type: 'Normal', storageClass: 'Standard' });
const item: ArrangedItem = { profileId: 'p1', bucket: 'docs', key: 'a.txt', isFolder: false, sizeBytes: 7 };

describe('cut and copied objects', () => {
  it('can be pasted until they are cleared', () => {
    const changes: boolean[] = [];
    const clipboard = new ObjectClipboard((canPaste) => changes.push(canPaste));
    const copied = { items: [item], moves: true, text: 'oss://docs/a.txt' };
    clipboard.set(copied);
    assert.equal(clipboard.copied, copied);
    clipboard.clear();
    assert.equal(clipboard.copied, undefined);
    clipboard.set(copied);
    clipboard.set({ ...copied, items: [] });
    assert.equal(clipboard.copied, undefined);
    assert.deepEqual(changes, [true, false, true, false]);
  });

  it('are objects and folders, never buckets', () => {
    assert.deepEqual(arrangedItems([docs, object(docs, 'a.txt'), folderNode(docs, 'b/')]), [
      item,
      { profileId: 'p1', bucket: 'docs', key: 'b/', isFolder: true },
    ]);
  });

  it('are taken once, and not beside a folder that contains them', () => {
    const chosen = [
      object(docs, 'a/1.txt'),
      folderNode(docs, 'a/'),
      folderNode(docs, 'a/b/'),
      folderNode(docs, 'a/'),
      object(docs, 'z.txt'),
      object(docs, 'z.txt'),
      object(docs, 'ab.txt'),
      object(docs, 'z.txt.bak'),
    ];
    assert.deepEqual(
      arrangedItems(chosen).map(({ key }) => key),
      ['a/', 'z.txt', 'ab.txt', 'z.txt.bak'],
    );
  });

  it('stay beside those of the same key in another bucket or profile', () => {
    const logs = bucketNode(profileNode('p1'), 'logs', { added: false });
    const others = bucketNode(profileNode('p2'), 'docs', { added: false });
    const chosen = [docs, logs, others].flatMap((bucket) => [folderNode(bucket, 'a/'), object(bucket, 'z.txt')]);
    assert.equal(arrangedItems(chosen).length, 6);
    assert.equal(arrangedItems([folderNode(docs, 'a/'), object(logs, 'a/1.txt')]).length, 2);
  });

  it('are read back from a drag, and nothing else is', () => {
    const items: readonly ArrangedItem[] = [item, { profileId: 'p1', bucket: 'docs', key: '报告/', isFolder: true }];
    assert.deepEqual(readDraggedItems(writeDraggedItems(items)), items);
    for (const text of [undefined, '', '{', '[{"key":"a"}]', 1]) assert.deepEqual(readDraggedItems(text), []);
  });
});
