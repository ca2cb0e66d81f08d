import assert from 'node:assert/strict';
import { parentFolders, parentPrefix } from '../../../src/links/link.ts';

describe('parentPrefix', () => {
  const cases: Readonly<Record<string, string>> = {
    'a.txt': '',
    a: '',
    'x/a.txt': 'x/',
    'x/y/a.txt': 'x/y/',
    'x//a.txt': 'x//',
    'x/': '',
    'x/y/': 'x/',
    '': '',
  };
  for (const [key, prefix] of Object.entries(cases)) {
    it(`is "${prefix}" for "${key}"`, () => {
      assert.equal(parentPrefix(key), prefix);
    });
  }
});

describe('parentFolders', () => {
  it('names each folder once, by profile and bucket', () => {
    const at = (key: string, bucket = 'b', profileId = 'p') => ({ profileId, bucket, key });
    const found = parentFolders([at('x/1'), at('x/2'), at('x/y/'), at('x/1', 'c'), at('x/1', 'b', 'q'), at('1')]);
    assert.deepEqual(
      found.map(({ profileId, bucket, prefix }) => `${profileId} ${bucket}/${prefix}`),
      ['p b/x/', 'p c/x/', 'q b/x/', 'p b/'],
    );
  });
});
