import assert from 'node:assert/strict';
import type { ObjectEntry } from '../../../../src/oss/client/objects.ts';
import type { OssClient } from '../../../../src/oss/client/ossClient.ts';
import type { NotCopyableError } from '../../../../src/transfers/copy/copyErrors.ts';
import { planCopies, type CopyRequest } from '../../../../src/transfers/copy/copyPlan.ts';
import { CopyBench, copyRequest, type Ran } from '../../../support/transfers/copyBench.ts';

describe('the plan of copies', () => {
  let bench: CopyBench;
  beforeEach(async () => {
    bench = await CopyBench.start();
    for (const bucket of ['docs', 'other', 'theirs']) bench.emulator.createBucket(bucket);
    bench.emulator.createBucket('far', { region: 'cn-shanghai' });
  });
  afterEach(() => bench.close());

  const put = (key: string, content = key, options = {}, bucket = 'docs') =>
    bench.emulator.putObject(bucket, key, content, options);
  const copyAll = (...requests: readonly CopyRequest[]): Promise<Ran> => bench.run(requests, { moves: false });
  const errorsOf = ({ plan }: Ran): readonly string[] =>
    plan.blocked.map(
      ({ name, error }) => `${name} ${error instanceof Error && 'code' in error ? String(error.code) : ''}`,
    );

  it('includes all objects below a prefix with its marker, and no others', async () => {
    for (const key of ['a/', 'a/1', 'a/b//2', 'a/b/', 'ab']) await put(key);
    await bench.emulator.putObject('docs', 'a/', '');
    const { made } = await copyAll(copyRequest('a/', 'c/'));
    assert.deepEqual(made.map(({ to }) => to.key).sort(), ['c/', 'c/1', 'c/b/', 'c/b//2']);
  });

  it('distinguishes the copy of an earlier run from another object', async () => {
    for (const key of ['a/1', 'a/2', 'a/3']) await put(key);
    await put('b/1', 'a/1');
    await put('b/2', 'something else');
    await put('b/3', 'a/3', { contentType: 'text/html' });
    const { plan } = await copyAll(copyRequest('a/', 'b/'));
    assert.deepEqual(
      plan.copies.map(({ present }) => present),
      ['copy', 'other', 'other'],
    );
  });

  it('takes no object for a copy that no earlier run can have made', async () => {
    await put('a', 'same');
    await put('b', 'same');
    const { plan } = await bench.run([copyRequest('a', 'b')], { moves: false, isContinued: false });
    assert.deepEqual(
      plan.copies.map(({ present }) => present),
      ['other'],
    );
  });

  it('never replaces an object by a copy of another one of its own sources', async () => {
    await put('src/src/a', 'outer');
    await put('src/src/src/a', 'inner');
    const moved = await bench.run([copyRequest('src/src/', 'src/')], { existing: 'replace' });
    assert.deepEqual(errorsOf(moved), ['src/src/src/a TargetExists']);
    assert.deepEqual(
      [await bench.text('docs', 'src/a'), await bench.text('docs', 'src/src/src/a')],
      ['outer', 'inner'],
    );
    await bench.run([copyRequest('src/src/', 'src/')], { existing: 'replace' });
    assert.equal(await bench.text('docs', 'src/src/a'), 'inner');
  });

  it('reports how many objects it has found', async () => {
    for (const key of ['a/1', 'a/2', 'b', 'c']) await put(key);
    const counts: number[] = [];
    await planCopies([copyRequest('a/', 'd/'), copyRequest('b', 'e'), copyRequest('c', 'f')], {
      clientOf: bench.clientOf,
      signal: new AbortController().signal,
      onFound: (count) => counts.push(count),
    });
    assert.deepEqual([...new Set(counts)], [2, 3, 4]);
  });

  it('excludes a symlink, because OSS would copy what it leads to', async () => {
    for (const key of ['a/fine', 'a/link']) await put(key);
    const client = await bench.clientOf('p1');
    const listing = {
      locationOf: (bucket: string) => client.locationOf(bucket),
      getBucketVersioning: (bucket: string) => client.getBucketVersioning(bucket),
      headObject: (bucket: string, key: string) => client.headObject(bucket, key),
      async *objectPages(bucket: string, options: Parameters<OssClient['objectPages']>[1]) {
        for await (const page of client.objectPages(bucket, options)) {
          const typed = (entry: ObjectEntry) => (entry.key === 'a/link' ? { ...entry, type: 'Symlink' } : entry);
          yield { ...page, entries: page.entries.map(typed) };
        }
      },
    } as unknown as OssClient;
    const plan = await planCopies([copyRequest('a/', 'b/')], {
      clientOf: () => Promise.resolve(listing),
      signal: new AbortController().signal,
      onFound: () => undefined,
    });
    assert.deepEqual(
      plan.copies.map(({ to }) => to.key),
      ['b/fine'],
    );
    assert.deepEqual(
      plan.blocked.map(({ name, error }) => [name, (error as NotCopyableError).reason]),
      [['a/link', 'symlink']],
    );
  });

  it('excludes objects that cannot be copied, with the reasons', async () => {
    await put('a/old', 'x', { storageClass: 'ColdArchive' });
    await put(`a/${'x'.repeat(1020)}`);
    await put('a/fine');
    const ran = await copyAll(copyRequest('a/', 'longer/'));
    assert.deepEqual(
      errorsOf(ran).map((error) => error.replace(/x+/, 'x')),
      ['a/old NotCopyable', 'a/x InvalidInput'],
    );
    assert.deepEqual(
      bench.keys('docs').filter((key) => key.startsWith('longer/')),
      ['longer/fine'],
    );
  });

  it('never assigns one key to two objects', async () => {
    await put('a/same');
    await put('b/same');
    const ran = await copyAll(copyRequest('a/same', 'same'), copyRequest('b/same', 'same'));
    assert.deepEqual(errorsOf(ran), ['b/same TargetExists']);
    assert.equal(await bench.text('docs', 'same'), 'a/same');
  });

  it('copies inside OSS within a region, and through this computer between regions', async () => {
    await put('a');
    const isRelayed = async (target: Partial<CopyRequest['to']>): Promise<boolean | undefined> =>
      (await copyAll(copyRequest('a', 'copy', target))).plan.copies[0]?.route.isRelayed;
    assert.equal(await isRelayed({}), false);
    assert.equal(await isRelayed({ bucket: 'other' }), false);
    assert.equal(await isRelayed({ bucket: 'far' }), true);
    assert.equal(await isRelayed({ bucket: 'theirs', profileId: 'p2' }), true);
    assert.deepEqual(
      await Promise.all(['docs', 'other', 'far', 'theirs'].map((bucket) => bench.text(bucket, 'copy'))),
      ['a', 'a', 'a', 'a'],
    );
  });
});
