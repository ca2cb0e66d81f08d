import assert from 'node:assert/strict';
import { walkFolder, type FolderEntry } from '../../../src/transfers/walkFolder.ts';

const folders: Readonly<Record<string, readonly FolderEntry[]>> = {
  '/top': [
    { name: 'b', kind: 'folder' },
    { name: 'a.txt', kind: 'file' },
    { name: 'out', kind: 'symlink' },
    { name: 'nothing', kind: 'folder' },
  ],
  '/top/b': [
    { name: '.hidden', kind: 'file' },
    { name: 'c', kind: 'folder' },
  ],
  '/top/b/c': [{ name: '报告.md', kind: 'file' }],
  '/top/nothing': [],
};
const reader = {
  list: (folder: string) => Promise.resolve(folders[folder] ?? assert.fail(folder)),
  join: (folder: string, name: string) => `${folder}/${name}`,
};

describe('walkFolder', () => {
  it('finds all files by their relative paths, and names entries that cannot be uploaded', async () => {
    const found = await walkFolder('/top', 'top/', reader, new AbortController().signal);
    assert.deepEqual(found, {
      files: [
        { location: '/top/a.txt', path: 'top/a.txt' },
        { location: '/top/b/.hidden', path: 'top/b/.hidden' },
        { location: '/top/b/c/报告.md', path: 'top/b/c/报告.md' },
      ],
      emptyFolders: ['top/nothing/'],
      symlinks: ['top/out'],
    });
  });

  it('stops when cancelled', async () => {
    const abort = new AbortController();
    const stopping = {
      ...reader,
      list: (folder: string) => {
        abort.abort();
        return reader.list(folder);
      },
    };
    await assert.rejects(walkFolder('/top', '', stopping, abort.signal), { name: 'AbortError' });
  });
});
