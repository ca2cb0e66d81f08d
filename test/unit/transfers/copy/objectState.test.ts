import assert from 'node:assert/strict';
import type { ObjectMetadata } from '../../../../src/oss/client/objects.ts';
import {
  copyableState,
  describingHeaders,
  hasSameContent,
  isCopyOf,
  isUnchanged,
  storageHeaders,
  taggingHeader,
} from '../../../../src/transfers/copy/objectState.ts';

const MD5 = '5D41402ABC4B2A76B9719D911017C592';
const object: ObjectMetadata = {
  sizeBytes: 5,
  etag: MD5,
  lastModified: new Date(1000),
  storageClass: 'Standard',
  userMetadata: {},
  headers: { 'content-type': 'text/plain', 'x-oss-meta-a': '1', 'x-oss-hash-crc64ecma': '7', date: 'now' },
};
const with_ = (changed: Partial<ObjectMetadata>, headers: Readonly<Record<string, string>> = {}): ObjectMetadata => ({
  ...object,
  ...changed,
  headers: { ...object.headers, ...headers },
});
const withoutCrc = (changed: Partial<ObjectMetadata> = {}): ObjectMetadata => ({
  ...object,
  ...changed,
  headers: { 'content-type': 'text/plain', 'x-oss-meta-a': '1' },
});

describe('the state of an object to copy', () => {
  it('has its size and ETag', () => {
    assert.deepEqual(copyableState(object, 'k'), object);
  });

  for (const [reason, changed] of [
    ['symlink', { type: 'Symlink' }],
    ['archived', { storageClass: 'Archive' }],
    ['unchecked', { sizeBytes: undefined }],
    ['unchecked', { etag: undefined }],
  ] as const) {
    it(`is none if it is ${reason} (${Object.keys(changed).join()})`, () => {
      assert.throws(() => copyableState({ ...object, ...changed } as ObjectMetadata, 'k'), {
        code: 'NotCopyable',
        target: 'k',
        reason,
      });
    });
  }

  it('is that of a restored object too', () => {
    const restored = { ...object, storageClass: 'Archive', restoreInfo: 'ongoing-request="false"' };
    assert.deepEqual(copyableState(restored, 'k'), restored);
  });
});

describe('the headers of a copy', () => {
  it('describe content and metadata, and nothing else', () => {
    const headers = {
      'content-type': 'a/b',
      'content-language': 'de',
      'content-disposition': 'inline',
      'content-encoding': 'gzip',
      'cache-control': 'no-store',
      expires: 'never',
      'x-oss-meta-who': 'me',
    };
    assert.deepEqual(describingHeaders({ headers: { ...headers, etag: 'x', 'x-oss-object-type': 'Normal' } }), headers);
  });

  it('keep storage class and encryption, and the key only where it is known', () => {
    const encryption = { 'x-oss-server-side-encryption': 'KMS', 'x-oss-server-side-data-encryption': 'SM4' };
    const key = { 'x-oss-server-side-encryption-key-id': 'key' };
    const encrypted = with_({ storageClass: 'IA' }, { ...encryption, ...key });
    assert.deepEqual(storageHeaders(encrypted, true), { 'x-oss-storage-class': 'IA', ...encryption, ...key });
    assert.deepEqual(storageHeaders(encrypted, false), { 'x-oss-storage-class': 'IA', ...encryption });
  });

  it('name all tags, encoded', () => {
    assert.deepEqual(taggingHeader({ 'a b': '1&2', c: '' }), { 'x-oss-tagging': 'a%20b=1%262&c=' });
    assert.deepEqual(taggingHeader({}), {});
  });
});

describe('two objects', () => {
  for (const [what, other, isSame] of [
    ['the same size and CRC-64', with_({ etag: 'OTHER' }), true],
    ['another CRC-64', with_({}, { 'x-oss-hash-crc64ecma': '8' }), false],
    ['another size', with_({ sizeBytes: 6 }), false],
    ['the same MD5, where one has no CRC-64', withoutCrc(), true],
    ['another MD5, where one has no CRC-64', withoutCrc({ etag: MD5.replace('5D', '5E') }), false],
  ] as const) {
    it(`have ${isSame ? 'the same' : 'another'} content with ${what}`, () => {
      assert.equal(hasSameContent(object, other), isSame);
    });
  }

  it('are not known to have the same content by an ETag that is no MD5, or without a size', () => {
    const parts = withoutCrc({ etag: `${MD5}-3` });
    assert.equal(hasSameContent(parts, parts), false);
    const { sizeBytes: _, ...unsized } = object;
    assert.equal(hasSameContent(unsized, unsized), false);
  });

  for (const [what, other, isCopy] of [
    ['the same properties', with_({ lastModified: new Date(2000), storageClass: 'standard' }, { date: 'later' }), true],
    ['another type', with_({}, { 'content-type': 'text/html' }), false],
    ['further metadata', with_({}, { 'x-oss-meta-b': '2' }), false],
    ['another storage class', with_({ storageClass: 'IA' }), false],
    ['tags', with_({}, { 'x-oss-tagging-count': '1' }), false],
    ['other content', with_({}, { 'x-oss-hash-crc64ecma': '8' }), false],
  ] as const) {
    it(`are ${isCopy ? 'copies' : 'no copies'} of each other with ${what}`, () => {
      assert.deepEqual([isCopyOf(object, other), isCopyOf(other, object)], [isCopy, isCopy]);
    });
  }

  it('are one that was not written meanwhile if ETag, version and time are the same', () => {
    assert.equal(isUnchanged(object, { ...object, lastModified: new Date(1000) }), true);
    for (const changed of [{ etag: 'x' }, { versionId: 'v' }, { lastModified: new Date(1001) }]) {
      assert.equal(isUnchanged(object, { ...object, ...changed }), false);
    }
  });
});
