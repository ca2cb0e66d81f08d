import assert from 'node:assert/strict';
import type { OssClient } from '../../../../src/oss/client/ossClient.ts';
import { changeProperties, type ChangeOptions } from '../../../../src/transfers/edit/changeProperties.ts';
import {
  changeOf,
  isNothing,
  readProperties,
  type ObjectProperties,
  type PropertyChanges,
} from '../../../../src/transfers/edit/propertyChanges.ts';
import type { FaultKind } from '../../../emulator/faults.ts';
import type { Operation } from '../../../emulator/operations.ts';
import { all } from '../../../support/oss/loopbackOss.ts';
import { CopyBench } from '../../../support/transfers/copyBench.ts';

const SIGNAL = new AbortController().signal;
const KEY = 'a//b é.txt';
const target = { bucket: 'docs', key: KEY };
const CONTENT = 'content of some length; '.repeat(9000);
const HEADERS = {
  'content-type': 'text/plain',
  'cache-control': 'no-store',
  'x-oss-meta-who': 'me',
  'x-oss-meta-old': 'yes',
  'x-oss-tagging': 'a=1&b=2',
  'x-oss-object-acl': 'public-read',
  'x-oss-storage-class': 'IA',
  'x-oss-server-side-encryption': 'AES256',
};
const changes: PropertyChanges = {
  headers: { 'content-type': 'text/markdown', 'cache-control': null, 'x-oss-meta-old': null, 'x-oss-meta-new': 'new' },
  tags: { a: null, c: '3 & 4' },
  acl: 'private',
  storageClass: 'Standard',
};
const PARTS = { aboveBytes: 100_000, partSizeBytes: 102_400 };

describe('changeProperties', () => {
  let bench: CopyBench;
  let client: OssClient;

  beforeEach(async () => {
    bench = await CopyBench.start();
    bench.emulator.createBucket('docs');
    client = await bench.clientOf('p1');
    await put(CONTENT);
  });
  afterEach(() => bench.close());

  const put = (content: string, headers: Record<string, string> = HEADERS, key = KEY) =>
    bench.emulator.putObject('docs', key, content, { headers });
  const read = () => readProperties(client, target, SIGNAL);
  const change = async (
    changes: PropertyChanges,
    options: Partial<ChangeOptions> = {},
    properties?: ObjectProperties,
  ): Promise<void> => {
    const known = properties ?? (await read());
    await changeProperties(client, target, known, changeOf(known, changes, KEY), { signal: SIGNAL, ...options });
  };
  const stored = () => bench.emulator.object('docs', KEY) ?? assert.fail('the object is lost');
  /** Calls of these operations so far. */
  const calls = (): readonly (string | undefined)[] =>
    bench.emulator.requests.map(({ operation }) => operation).filter((name) => !/^(?:Get|Head)/.test(name ?? ''));

  /** All properties that the object has now. */
  function properties(): object {
    const { headers, tags, acl, storageClass, encryption } = stored();
    return { headers, tags: Object.fromEntries(tags), acl, storageClass, encryption };
  }
  const encryption = { 'x-oss-server-side-encryption': 'AES256' };
  const old = {
    headers: {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-oss-meta-who': 'me',
      'x-oss-meta-old': 'yes',
    },
    ...{ tags: { a: '1', b: '2' }, acl: 'public-read', storageClass: 'IA', encryption },
  };
  const changed = {
    headers: { 'content-type': 'text/markdown', 'x-oss-meta-who': 'me', 'x-oss-meta-new': 'new' },
    ...{ tags: { b: '2', c: '3 & 4' }, acl: 'private', storageClass: 'Standard', encryption },
  };

  for (const [name, parts] of [
    ['at once', undefined],
    ['in parts', PARTS],
  ] as const) {
    it(`sets and removes what is named and keeps the rest: a copy ${name}`, async () => {
      await change({ headers: { 'x-oss-meta-who': 'you' }, tags: {} }, parts && { parts });
      assert.deepEqual(properties(), { ...old, headers: { ...old.headers, 'x-oss-meta-who': 'you' } });
      await change({ ...changes, headers: { ...changes.headers, 'x-oss-meta-who': 'me' } }, parts && { parts });
      assert.deepEqual(properties(), changed);
      assert.equal(await bench.text('docs', KEY), CONTENT);
      assert.equal(calls().includes('UploadPartCopy'), parts !== undefined);
    });
  }

  for (const [what, changed] of [
    ['tags', () => client.putObjectTagging('docs', KEY, { a: '1', b: '2', legal: 'hold' })],
    ['the ACL', () => client.putObjectAcl('docs', KEY, 'public-read-write')],
    ['the content', () => put('another')],
  ] as const) {
    for (const [kind, wanted] of [
      ['tags', { headers: {}, tags: { c: '3' } }],
      ['the ACL', { headers: {}, tags: {}, acl: 'private' }],
      ['headers', { headers: { 'content-type': 'text/markdown' }, tags: {} }],
    ] as const) {
      it(`changes nothing if others have changed ${what}: ${kind}`, async () => {
        const known = await read();
        await changed();
        const state = async (): Promise<unknown> => {
          const { acl, tags, metadata } = await read();
          return [acl, tags, metadata.etag, metadata.contentType];
        };
        const before = await state();
        await assert.rejects(change(wanted, {}, known), { code: 'SourceChanged' });
        assert.deepEqual(await state(), before);
      });
    }
  }

  it('needs no copy for tags and ACL', async () => {
    await change({ headers: {}, tags: { a: '2' }, acl: 'default' });
    assert.deepEqual(properties(), { ...old, tags: { a: '2', b: '2' }, acl: 'default' });
    assert.deepEqual(calls(), ['PutObjectTagging', 'PutObjectAcl']);
    await change({ headers: {}, tags: { a: null, b: null } });
    assert.deepEqual(stored().tags, []);
  });

  it('sends nothing for what the object has already', async () => {
    const known = await read();
    const same = { headers: { 'x-oss-meta-who': 'me', expires: null }, tags: { a: '1', z: null }, acl: 'public-read', storageClass: 'IA' } as const; // prettier-ignore
    assert.ok(isNothing(changeOf(known, same, KEY)));
    await change(same, {}, known);
    assert.deepEqual(calls(), []);
  });

  it('changes nothing where the content or the properties changed since they were read', async () => {
    for (const [content, headers] of [
      ['other', HEADERS],
      [CONTENT, { ...HEADERS, 'cache-control': 'changed' }],
    ] as const) {
      await put(CONTENT);
      const known = await read();
      const later = await put(content, headers, 'later');
      bench.emulator.bucket('docs').put({ ...later, key: KEY, lastModified: new Date('2031-01-01') });
      for (const parts of [undefined, PARTS]) {
        await assert.rejects(change(changes, parts && { parts }, known), { code: 'SourceChanged' });
      }
      assert.equal(stored().headers['cache-control'], headers['cache-control']);
      assert.deepEqual([stored().acl, stored().tags.length], ['public-read', 2]);
    }
    assert.deepEqual(await all(client.incompleteUploads('docs')), []);
  });

  it('changes nothing where the content changed within the same second', async () => {
    const known = await read();
    const later = await put('other', HEADERS, 'later');
    const { lastModified } = stored();
    bench.emulator.bucket('docs').put({ ...later, key: KEY, lastModified });
    await assert.rejects(change(changes, {}, known), { code: 'SourceChanged' });
    assert.equal(await bench.text('docs', KEY), 'other');
  });

  it('changes nothing where the object changes after its parts were copied', async () => {
    const later = await put('other', HEADERS, 'later');
    bench.onAnswer = (operation) => {
      if (operation === 'UploadPartCopy') bench.emulator.bucket('docs').put({ ...later, key: KEY });
    };
    // One part, so that no other one meets the change.
    const parts = { aboveBytes: 100_000, partSizeBytes: 2 ** 20 };
    await assert.rejects(change(changes, { parts }), { code: 'SourceChanged' });
    assert.equal(await bench.text('docs', KEY), 'other');
  });

  it('accepts its own copy whose answer was lost', async () => {
    const aged = await put(CONTENT, HEADERS, 'aged');
    bench.emulator.bucket('docs').put({ ...aged, key: KEY, lastModified: new Date('2020-01-01') });
    bench.emulator.faults.add({ kind: 'lostAnswer', match: { operation: 'CopyObject' } });
    await change(changes);
    assert.deepEqual(properties(), changed);
  });

  it('makes a new version of the object in a bucket with versions', async () => {
    const bucket = bench.emulator.createBucket('docs', { region: 'cn-hangzhou', versioning: 'Enabled' });
    await put(CONTENT);
    await change(changes);
    assert.deepEqual(properties(), changed);
    assert.equal(bucket.versions(KEY).length, 2);
  });

  it('changes tags and ACL alone of what cannot be copied', async () => {
    await put(CONTENT, { ...HEADERS, 'x-oss-storage-class': 'Archive' });
    await assert.rejects(change(changes), { code: 'NotEditable', reason: 'notRestored' });
    await change({ headers: {}, tags: { a: '2' }, acl: 'private' });
    assert.deepEqual([Object.fromEntries(stored().tags), stored().acl], [{ a: '2', b: '2' }, 'private']);
  });

  it('replaces or removes metadata with characters that cannot be sent again, and else changes nothing', async () => {
    await put(CONTENT, { ...HEADERS, 'x-oss-meta-who': Buffer.from('王').toString('latin1') });
    await assert.rejects(change(changes), { code: 'NotEditable', reason: 'metadata' });
    await change({ ...changes, headers: { ...changes.headers, 'x-oss-meta-who': 'me' } });
    assert.deepEqual(properties(), changed);
  });

  it('is refused by the permission to read what a copy would lose', async () => {
    for (const operation of ['GetObjectAcl', 'GetObjectTagging'] as const) {
      bench.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation } });
      const known = await read();
      const headersAlone = { headers: { 'x-oss-meta-who': 'you' }, tags: {} };
      for (const some of [changes, headersAlone]) {
        assert.throws(() => changeOf(known, some, KEY), { code: 'AccessDenied', operation });
      }
    }
    bench.emulator.faults.add({
      ...{ kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'GetObjectTagging' } },
    });
    const known = await read();
    assert.throws(() => changeOf(known, { headers: {}, tags: { a: '2' } }, KEY), { code: 'AccessDenied' });
    assert.deepEqual(changeOf(known, { headers: {}, tags: {}, acl: 'private' }, KEY), { acl: 'private' });
    assert.deepEqual(properties(), old);
  });

  const faults: Readonly<Record<string, FaultKind>> = {
    'a reset': { kind: 'reset' },
    'a page of a proxy': { kind: 'html', status: 502 },
    'status 500': { kind: 'status', status: 500 },
    'a refusal': { kind: 'status', status: 403, code: 'AccessDenied' },
    'an answer that breaks off': { kind: 'truncate', keepBytes: 20 },
    'a lost answer': { kind: 'lostAnswer' },
  };
  const steps: Readonly<Record<string, readonly Operation[]>> = {
    'at once': ['CopyObject', 'PutObjectTagging', 'PutObjectAcl'],
    'in parts': ['InitiateMultipartUpload', 'UploadPartCopy', 'CompleteMultipartUpload'],
  };
  for (const [name, operations] of Object.entries(steps)) {
    for (const operation of operations) {
      for (const [faultName, fault] of Object.entries(faults)) {
        for (const times of faultName === 'a lost answer' ? [1, 9] : [9]) {
          it(`loses nothing, and a second run completes it: ${faultName} × ${times} at ${operation}, ${name}`, async () => {
            const options = name === 'in parts' ? { parts: PARTS } : {};
            bench.emulator.faults.add({ ...fault, times, match: { operation } });
            await Promise.allSettled([change(changes, options)]);
            bench.emulator.faults.clear();
            assert.equal(await bench.text('docs', KEY), CONTENT);
            const { headers } = stored();
            assert.ok([old.headers, changed.headers].some((one) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(headers).sort())), JSON.stringify(headers)); // prettier-ignore
            await change(changes, options);
            assert.deepEqual(properties(), changed);
            assert.equal(await bench.text('docs', KEY), CONTENT);
          });
        }
      }
    }
  }
});
