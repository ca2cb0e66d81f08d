import assert from 'node:assert/strict';
import type { ObjectMetadata } from '../../../../src/oss/client/objects.ts';
import { OssError } from '../../../../src/oss/errors/errors.ts';
import { validateEditable } from '../../../../src/transfers/edit/editErrors.ts';
import {
  changeOf,
  isNothing,
  NO_CHANGES,
  readProperties,
  type ObjectProperties,
} from '../../../../src/transfers/edit/propertyChanges.ts';

const metadata: ObjectMetadata = {
  sizeBytes: 1,
  etag: 'E',
  storageClass: 'IA',
  userMetadata: {},
  headers: { 'content-type': 'text/plain', 'x-oss-meta-who': 'me', etag: '"E"' },
};
const properties: ObjectProperties = { metadata, acl: 'private', tags: { a: '1' } };
const refused = new OssError({ operation: 'GetObjectTagging', code: 'AccessDenied', status: 403 });
const { signal } = new AbortController();

describe('the change of an object', () => {
  it('is nothing if everything stays or already is as wanted', () => {
    const same = {
      headers: { 'content-type': 'text/plain', 'x-oss-meta-absent': null },
      tags: { a: '1', b: null },
      acl: 'private',
      storageClass: 'IA',
    } as const;
    for (const changes of [NO_CHANGES, same]) assert.equal(isNothing(changeOf(properties, changes, 'k')), true);
  });

  it('has all headers and tags that the object will have', () => {
    const changes = {
      headers: { 'content-type': null, 'cache-control': 'no-store' },
      tags: { a: null, b: '2' },
      acl: 'public-read',
      storageClass: 'Standard',
    } as const;
    assert.deepEqual(changeOf(properties, changes, 'k'), {
      headers: { 'x-oss-meta-who': 'me', 'cache-control': 'no-store' },
      storageClass: 'Standard',
      tags: { b: '2' },
      acl: 'public-read',
    });
  });

  it('copies the object with all headers if only its storage class changes', () => {
    assert.deepEqual(changeOf(properties, { ...NO_CHANGES, storageClass: 'Archive' }, 'k'), {
      headers: { 'content-type': 'text/plain', 'x-oss-meta-who': 'me' },
      storageClass: 'Archive',
    });
  });

  it('takes a storage class that the host does not name for Standard, in any case', () => {
    const { storageClass: _, ...unnamed } = metadata;
    assert.equal(
      isNothing(changeOf({ ...properties, metadata: unnamed }, { ...NO_CHANGES, storageClass: 'Standard' }, 'k')),
      true,
    );
  });

  it('is refused if what must be kept could not be read, and only then', () => {
    const headers = { 'cache-control': 'no-store' };
    const withoutTags = { ...properties, tags: refused };
    const withoutAcl = { ...properties, acl: refused };
    for (const known of [withoutTags, withoutAcl]) {
      assert.throws(() => changeOf(known, { ...NO_CHANGES, headers }, 'k'), refused);
    }
    assert.throws(() => changeOf(withoutTags, { ...NO_CHANGES, tags: { b: '2' } }, 'k'), refused);
    assert.deepEqual(changeOf(withoutAcl, { ...NO_CHANGES, tags: { b: '2' } }, 'k'), { tags: { a: '1', b: '2' } });
    assert.deepEqual(changeOf(withoutTags, { ...NO_CHANGES, acl: 'private' }, 'k'), {});
    assert.deepEqual(changeOf(withoutAcl, { ...NO_CHANGES, acl: 'private' }, 'k'), { acl: 'private' });
  });

  for (const [reason, changed] of [
    ['notRestored', { storageClass: 'Archive' }],
    ['symlink', { type: 'Symlink' }],
    ['metadata', { headers: { ...metadata.headers, 'x-oss-meta-who': 'ä' } }],
  ] as const) {
    it(`is refused for an object that a copy would damage: ${reason}`, () => {
      assert.throws(
        () =>
          changeOf(
            { ...properties, metadata: { ...metadata, ...changed } },
            { ...NO_CHANGES, headers: { 'cache-control': 'no-store' } },
            'k',
          ),
        { code: 'NotEditable', target: 'k', reason },
      );
    });
  }
});

describe('the properties of an object', () => {
  const client = (headers: Readonly<Record<string, string>>, acl: () => Promise<string>) => {
    const asked: string[] = [];
    return {
      asked,
      headObject: () => Promise.resolve({ ...metadata, headers }),
      getObjectAcl: () => (asked.push('acl'), acl()),
      getObjectTagging: () => (asked.push('tags'), Promise.reject(refused)),
    } as unknown as Parameters<typeof readProperties>[0] & { readonly asked: readonly string[] };
  };
  const target = { bucket: 'b', key: 'k' };

  it('request tags only if there are some, and keep a refusal for later', async () => {
    const without = client({}, () => Promise.resolve('default'));
    assert.deepEqual((await readProperties(without, target, signal)).tags, {});
    assert.deepEqual(without.asked, ['acl']);
    const some = client({ 'x-oss-tagging-count': '1' }, () => Promise.reject(refused));
    const { acl, tags } = await readProperties(some, target, signal);
    assert.deepEqual([acl, tags, some.asked], [refused, refused, ['acl', 'tags']]);
  });

  it('fail with any other error', async () => {
    const gone = new OssError({ operation: 'GetObjectAcl', code: 'NoSuchKey', status: 404 });
    await assert.rejects(
      readProperties(
        client({}, () => Promise.reject(gone)),
        target,
        signal,
      ),
      gone,
    );
  });
});

describe('an object in an editor', () => {
  it('can be saved if it can be read, checked and sent', () => {
    validateEditable(metadata, 'k');
  });

  for (const [reason, changed] of [
    ['symlink', { type: 'Symlink' }],
    ['archived', { storageClass: 'ColdArchive' }],
    ['unchecked', { etag: undefined }],
    ['unchecked', { sizeBytes: undefined }],
    ['encrypted', { headers: { 'x-oss-meta-client-side-encryption-key': 'x' } }],
    ['metadata', { headers: { 'content-disposition': 'attachment; filename="報告"' } }],
  ] as const) {
    it(`cannot be saved: ${reason} (${Object.keys(changed).join()})`, () => {
      assert.throws(
        () => {
          validateEditable({ ...metadata, ...changed } as ObjectMetadata, 'k');
        },
        { code: 'NotEditable', reason },
      );
    });
  }
});
