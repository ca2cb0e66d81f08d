import assert from 'node:assert/strict';
import { Shortcuts, type ShortcutTarget } from '../../../src/tree/shortcuts.ts';
import { MemoryMemento } from '../../support/profiles/storage.ts';

const folder: ShortcutTarget = { profileId: 'p1', bucket: 'docs', key: 'reports/', kind: 'folder' };
const object: ShortcutTarget = { profileId: 'p1', bucket: 'docs', key: 'reports/a.pdf', kind: 'object' };
const other: ShortcutTarget = { profileId: 'p2', bucket: 'docs', key: 'reports/a.pdf', kind: 'object' };

describe('pinned and recent objects', () => {
  let memento: MemoryMemento;
  let shortcuts: Shortcuts;
  let nowMs: number;
  let changes: number;

  beforeEach(() => {
    memento = new MemoryMemento();
    nowMs = 1000;
    shortcuts = new Shortcuts(memento, () => new Date(nowMs));
    changes = 0;
    shortcuts.onDidChange(() => changes++);
  });
  const keys = (list: 'pinned' | 'recent'): readonly string[] => shortcuts.list(list).map(({ key }) => key);

  it('survive a restart, the pinned ones by location and the recent ones with the last used first', async () => {
    await shortcuts.pin([object, folder]);
    await shortcuts.use('linked', [object]);
    nowMs++;
    await shortcuts.use('opened', [other]);
    shortcuts = new Shortcuts(memento, () => new Date(nowMs));
    assert.deepEqual(shortcuts.list('pinned'), [
      { ...folder, atMs: 1000 },
      { ...object, atMs: 1000 },
    ]);
    assert.deepEqual(shortcuts.list('recent'), [
      { ...other, use: 'opened', atMs: 1001 },
      { ...object, use: 'linked', atMs: 1000 },
    ]);
    assert.deepEqual([shortcuts.isPinned(folder), shortcuts.isPinned(other)], [true, false]);
    assert.equal(changes, 3);
  });

  it('store nothing but the location, the kind, the use and the time', async () => {
    const secret = { ...object, url: 'https://secret', options: { headers: { a: 'secret' } } };
    await shortcuts.pin([secret]);
    await shortcuts.use('linked', [secret]);
    assert.doesNotMatch(memento.text, /secret/);
  });

  it('keep one entry for each object and version, with the last use', async () => {
    await shortcuts.use('linked', [object, { ...object, versionId: 'v1' }]);
    nowMs++;
    await shortcuts.use('uploaded', [object]);
    assert.deepEqual(
      shortcuts.list('recent').map(({ use, versionId }) => [use, versionId]),
      [
        ['uploaded', undefined],
        ['linked', 'v1'],
      ],
    );
  });

  it('are bounded: the oldest recent ones are dropped', async () => {
    const many = Array.from({ length: 55 }, (_, index) => ({ ...object, key: `${index}` }));
    await shortcuts.use('uploaded', many);
    nowMs++;
    await shortcuts.use('opened', [object]);
    assert.equal(shortcuts.list('recent').length, 50);
    assert.deepEqual(keys('recent').slice(0, 2), [object.key, '54']);
    await shortcuts.use('opened', []);
    assert.equal(changes, 2);
  });

  it('are removed one by one, or with their profile', async () => {
    await shortcuts.pin([folder, object, other]);
    await shortcuts.use('linked', [object, other]);
    await shortcuts.remove('pinned', [object]);
    assert.deepEqual(keys('pinned'), [folder.key, other.key]);
    await shortcuts.forget('p1');
    assert.deepEqual(
      [...shortcuts.list('pinned'), ...shortcuts.list('recent')].map(({ profileId }) => profileId),
      ['p2', 'p2'],
    );
    await shortcuts.clearRecent();
    assert.deepEqual([keys('pinned'), keys('recent')], [[other.key], []]);
    await shortcuts.forget();
    assert.equal(memento.text, '');
  });

  it('follow objects and folders that were moved', async () => {
    await shortcuts.pin([folder, { ...object, versionId: 'v1' }]);
    await shortcuts.use('linked', [object, other]);
    const to = { profileId: 'p1', bucket: 'old', key: 'archive/' };
    await shortcuts.follow([{ from: folder, to }]);
    assert.deepEqual(keys('pinned'), ['reports/a.pdf', 'archive/']);
    assert.deepEqual(keys('recent').toSorted(), ['archive/a.pdf', 'reports/a.pdf']);
    const before = changes;
    await shortcuts.follow([{ from: object, to: { ...object, key: 'b.pdf' } }]);
    assert.equal(changes, before);
  });

  it('follow a moved object, but not those that only begin with its key', async () => {
    const longer = { ...object, key: `${object.key}.bak` };
    await shortcuts.pin([object, longer, folder]);
    await shortcuts.follow([{ from: object, to: { profileId: 'p2', bucket: 'old', key: 'b.pdf' } }]);
    assert.deepEqual(
      shortcuts.list('pinned').map(({ profileId, bucket, key }) => [profileId, bucket, key]),
      [
        ['p1', 'docs', folder.key],
        ['p1', 'docs', longer.key],
        ['p2', 'old', 'b.pdf'],
      ],
    );
  });

  it('skip what another version has written', async () => {
    await memento.update('ossLinks.pinned', { x: { ...object, kind: 'bucket', atMs: 1 }, y: 1 });
    assert.deepEqual(shortcuts.list('pinned'), []);
    await memento.update('ossLinks.recent', 'x');
    assert.deepEqual(shortcuts.list('recent'), []);
  });
});
