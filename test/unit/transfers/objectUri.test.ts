import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { objectUri, readObjectUri } from '../../../src/transfers/objectUri.ts';

describe('the URI of an object for editors', () => {
  for (const [key, path] of [
    ['a/报告 1.md', '/docs/a/报告 1.md'],
    ['100%/a#b?c&d.txt', '/docs/100%/a#b?c&d.txt'],
    ['double//slash.txt', '/docs/slash.txt'],
    ['dots/../here.txt', '/docs/here.txt'],
    ['dots/..', '/docs/_'],
    ['back\\slash.txt', '/docs/back_slash.txt'],
    ['folder/', '/docs/folder/'],
  ] as const) {
    it(`contains ${JSON.stringify(key)}, which survives path normalization in editors`, () => {
      const target = { profileId: 'p1', bucket: 'docs', key };
      const uri = objectUri(target);
      assert.equal(uri.path, path);
      assert.deepEqual(readObjectUri({ ...uri, path: posix.normalize(uri.path) }), target);
    });
  }

  it('contains a version beside the object', () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'a.txt', versionId: 'CAEQ+/=' };
    assert.notDeepEqual(objectUri(target), objectUri({ profileId: 'p1', bucket: 'docs', key: 'a.txt' }));
    assert.deepEqual(readObjectUri(objectUri(target)), target);
  });

  it('is not read without bucket or key', () => {
    for (const path of ['/', '/docs', '/docs/', '//a']) {
      assert.equal(readObjectUri({ authority: 'p1', path, query: '' }), undefined, path);
    }
  });
});
