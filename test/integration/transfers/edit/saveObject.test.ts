import assert from 'node:assert/strict';
import type { OssClient } from '../../../../src/oss/client/ossClient.ts';
import { contentState, type ContentState } from '../../../../src/transfers/edit/contentState.ts';
import { createWithHeaders, saveObject } from '../../../../src/transfers/edit/saveObject.ts';
import { CopyBench } from '../../../support/transfers/copyBench.ts';

const SIGNAL = new AbortController().signal;
const target = { bucket: 'docs', key: 'a.txt' };

describe('saveObject', () => {
  let bench: CopyBench;
  let client: OssClient;

  beforeEach(async () => {
    bench = await CopyBench.start();
    bench.emulator.createBucket('docs');
    client = await bench.clientOf('p1');
  });
  afterEach(() => bench.close());

  const put = (text: string, headers: Record<string, string> = {}, key = target.key) =>
    bench.emulator.putObject('docs', key, text, { headers });
  const state = async (): Promise<ContentState | undefined> =>
    contentState(await client.headObject('docs', target.key));
  const save = (text: string, base: ContentState | undefined) =>
    saveObject(client, { ...target, bytes: Buffer.from(text), base }, SIGNAL);

  it('returns the state that the next save replaces', async () => {
    await put('one');
    const second = await save('two', await state());
    assert.deepEqual(second, await state());
    await save('', second);
    assert.equal(await bench.text('docs', 'a.txt'), '');
    await save('three', await state());
    assert.equal(await bench.text('docs', 'a.txt'), 'three');
  });

  it('is refused without the state that it replaces, and where the object is gone, and sends nothing', async () => {
    await put('one');
    const base = await state();
    await assert.rejects(save('two', undefined), { code: 'ObjectChanged', present: base });
    await put('other');
    const present = await state();
    await assert.rejects(save('two', base), { code: 'ObjectChanged', present });
    bench.emulator.bucket('docs').remove('a.txt', undefined, new Date());
    await assert.rejects(save('two', base), { code: 'ObjectGone' });
    const written = bench.emulator.requests.filter(({ operation }) => operation === 'PutObject');
    assert.deepEqual(written, []);
  });

  it('counts as done where the object has the new content already', async () => {
    await put('two');
    assert.deepEqual(await save('two', undefined), await state());
  });

  it('keeps properties that others change while it runs', async () => {
    await put('one', { 'cache-control': 'old' });
    const base = await state();
    const changed = await put('one', { 'cache-control': 'new' }, 'changed');
    let heads = 0;
    bench.onAnswer = (operation) => {
      if (operation === 'HeadObject' && ++heads === 1) {
        bench.emulator.bucket('docs').put({ ...changed, key: 'a.txt', lastModified: new Date('2031-01-01') });
      }
    };
    await save('two', base);
    assert.equal(await bench.text('docs', 'a.txt'), 'two');
    assert.equal(bench.emulator.object('docs', 'a.txt')?.headers['cache-control'], 'new');
  });

  it('replaces an object whose properties changed since it was opened, and whose bytes did not', async () => {
    await put('one');
    const base = await state();
    await client.copyObject('docs', 'a.txt', target, {
      headers: { 'x-oss-metadata-directive': 'REPLACE', 'x-oss-meta-new': 'yes' },
    });
    await save('two', base && { ...base, etag: 'OF-AN-UPLOAD-IN-PARTS-2' });
    assert.equal(bench.emulator.object('docs', 'a.txt')?.headers['x-oss-meta-new'], 'yes');
  });

  it('makes a new version in a bucket with versions', async () => {
    const bucket = bench.emulator.createBucket('docs', { region: 'cn-hangzhou', versioning: 'Enabled' });
    await put('one');
    await save('two', await state());
    assert.equal(bucket.versions('a.txt').length, 2);
    assert.equal(await bench.text('docs', 'a.txt'), 'two');
  });

  it('tells of a change of the last moment, which a bucket with versions keeps', async () => {
    const bucket = bench.emulator.createBucket('docs', { region: 'cn-hangzhou', versioning: 'Enabled' });
    await put('of another key', {}, 'a.txt.bak');
    await put('one');
    const changed = await put('other', {}, 'changed');
    let heads = 0;
    let replaced = 0;
    const saveNow = async (text: string): Promise<void> => {
      const options = { ...target, bytes: Buffer.from(text), base: await state(), onReplaced: () => replaced++ };
      heads = 0;
      await saveObject(client, options, SIGNAL);
    };
    await saveNow('two');
    assert.equal(replaced, 0);
    bench.onAnswer = (operation) => {
      if (operation === 'HeadObject' && ++heads === 2) bucket.put({ ...changed, key: 'a.txt' });
    };
    await saveNow('three');
    assert.equal(replaced, 1);
    assert.equal(await bench.text('docs', 'a.txt'), 'three');
    assert.equal(bucket.versions('a.txt').length, 4);
    bench.onAnswer = () => undefined;
    bench.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'ListObjectVersions' },
    });
    await saveNow('four');
    assert.equal(replaced, 1);
  });

  const refused: readonly (readonly [reason: string, headers: Record<string, string>])[] = [
    ['archived', { 'x-oss-storage-class': 'ColdArchive' }],
    ['metadata', { 'x-oss-meta-who': Buffer.from('王').toString('latin1') }],
    ['encrypted', { 'x-oss-meta-client-side-encryption-key': 'AAAA' }],
  ];
  for (const [reason, headers] of refused) {
    it(`is refused for an object that is ${reason}`, async () => {
      await put('one', headers);
      const base = await state();
      await assert.rejects(save('two', base), { code: 'NotEditable', reason });
      assert.equal(await bench.text('docs', 'a.txt'), 'one');
    });
  }

  for (const [operation, action] of [
    ['GetObjectAcl', 'reading the ACL'],
    ['GetObjectTagging', 'reading the tags'],
    ['PutObject', 'writing'],
  ] as const) {
    it(`loses nothing where ${action} is not allowed`, async () => {
      await put('one', { 'x-oss-tagging': 'a=1', 'x-oss-object-acl': 'private' });
      const denied = { kind: 'status', status: 403, code: 'AccessDenied', match: { operation } } as const;
      bench.emulator.faults.add(denied);
      const base = await state();
      await assert.rejects(save('two', base), { code: 'AccessDenied', operation });
      assert.equal(await bench.text('docs', 'a.txt'), 'one');
    });
  }

  it('writes a deleted object again with its headers, but never over another one', async () => {
    await put('one');
    const headers = { 'content-type': 'text/x-a', 'x-oss-meta-who': 'me' };
    const recreate = (text: string) =>
      createWithHeaders(client, { ...target, bytes: Buffer.from(text) }, headers, SIGNAL);
    const present = await state();
    await assert.rejects(recreate('two'), { code: 'ObjectChanged', present });
    assert.equal(await bench.text('docs', 'a.txt'), 'one');
    assert.deepEqual(await recreate('one'), await state());
    const other = await put('other', {}, 'other');
    bench.emulator.bucket('docs').remove('a.txt', undefined, new Date());
    // It appears after it was looked for.
    bench.onAnswer = () => {
      bench.emulator.bucket('docs').put({ ...other, key: 'a.txt' });
      bench.onAnswer = () => undefined;
    };
    await assert.rejects(recreate('two'), { code: 'ObjectChanged' });
    assert.equal(await bench.text('docs', 'a.txt'), 'other');
    bench.emulator.bucket('docs').remove('a.txt', undefined, new Date());
    assert.deepEqual(await recreate('two'), await state());
    const stored = bench.emulator.object('docs', 'a.txt');
    assert.deepEqual([stored?.headers['content-type'], stored?.headers['x-oss-meta-who']], ['text/x-a', 'me']);
  });

  it('creates no object that a proxy has changed without an error', async () => {
    const damaging: Parameters<typeof createWithHeaders>[0] = {
      headObject: (...args) => client.headObject(...args),
      getObjectAcl: (...args) => client.getObjectAcl(...args),
      getObjectTagging: (...args) => client.getObjectTagging(...args),
      listObjectVersions: (...args) => client.listObjectVersions(...args),
      putObject: (bucket, key) => client.putObject(bucket, key, Buffer.from('twO'), {}),
    };
    await assert.rejects(createWithHeaders(damaging, { ...target, bytes: Buffer.from('two') }, {}, SIGNAL), {
      code: 'ContentMismatch',
      stored: target,
    });
  });
});
