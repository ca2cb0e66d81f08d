import assert from 'node:assert/strict';
import { OssError } from '../../../../src/oss/errors/errors.ts';
import { CopyBench, copyRequest, type Ran } from '../../../support/transfers/copyBench.ts';

describe('copies', () => {
  let bench: CopyBench;
  beforeEach(async () => {
    bench = await CopyBench.start();
    for (const bucket of ['docs', 'theirs']) bench.emulator.createBucket(bucket);
    bench.emulator.createBucket('versioned', { versioning: 'Enabled' });
  });
  afterEach(() => bench.close());

  const headers = {
    'content-type': 'text/plain',
    'content-disposition': 'attachment',
    'x-oss-meta-who': 'me',
    'x-oss-tagging': 'a=1&b=%26',
    'x-oss-object-acl': 'public-read',
    'x-oss-server-side-encryption': 'KMS',
    'x-oss-server-side-encryption-key-id': 'key-1',
  };
  const codesOf = ({ outcome }: Ran): readonly unknown[] =>
    outcome.failed.map(({ error }) => (error instanceof Error && 'code' in error ? error.code : error));

  const ways = {
    'by one call': [{ bucket: 'docs', profileId: 'p1' }, {}],
    'in parts': [{ bucket: 'docs', profileId: 'p1' }, { parts: { aboveBytes: 1000, partSizeBytes: 102_400 } }],
    'through this computer': [{ bucket: 'theirs', profileId: 'p2' }, {}],
  } as const;
  for (const [way, [target, options]] of Object.entries(ways)) {
    it(`keep all properties of an object: ${way}`, async () => {
      const content = 'some content; '.repeat(20_000);
      await bench.emulator.putObject('docs', 'a', content, { headers, storageClass: 'IA' });
      await bench.run([copyRequest('a', 'b', target)], options);
      assert.equal(bench.emulator.object('docs', 'a'), undefined);
      const copy = bench.emulator.object(target.bucket, 'b') ?? assert.fail('there is no copy');
      assert.equal(await bench.text(target.bucket, 'b'), content);
      const { 'content-type': type, 'content-disposition': disposition, 'x-oss-meta-who': who } = copy.headers;
      assert.deepEqual([type, disposition, who], ['text/plain', 'attachment', 'me']);
      assert.deepEqual(
        [copy.tags, copy.acl, copy.storageClass],
        [
          [
            ['a', '1'],
            ['b', '&'],
          ],
          'public-read',
          'IA',
        ],
      );
      // Another account has other keys.
      const key = target.bucket === 'docs' ? { 'x-oss-server-side-encryption-key-id': 'key-1' } : {};
      assert.deepEqual(copy.encryption, { 'x-oss-server-side-encryption': 'KMS', ...key });
    });
  }

  it('replace no objects unless the user chooses it', async () => {
    await bench.emulator.putObject('docs', 'a', 'new');
    await bench.emulator.putObject('docs', 'b', 'old');
    const skipped = await bench.run([copyRequest('a', 'b')], { existing: 'skip' });
    assert.deepEqual([skipped.outcome.skipped.length, await bench.text('docs', 'b')], [1, 'old']);
    const kept = await bench.run([copyRequest('a', 'b')], { existing: 'keepBoth', moves: false });
    assert.deepEqual(
      kept.made.map(({ to }) => to.key),
      ['b (2)'],
    );
    const replaced = await bench.run([copyRequest('a', 'b')], { existing: 'replace' });
    assert.deepEqual(
      replaced.made.map(({ replaced: isReplaced }) => isReplaced),
      [true],
    );
    assert.deepEqual(bench.keys('docs'), ['b', 'b (2)']);
    assert.equal(await bench.text('docs', 'b'), 'new');
  });

  for (const bucket of ['docs', 'versioned']) {
    it(`replace no objects that are created after the plan, in ${bucket}`, async () => {
      await bench.emulator.putObject('docs', 'a', 'mine');
      let isWritten = false;
      bench.onAnswer = (operation) => {
        if (operation !== 'GetObjectAcl' && operation !== 'GetBucketVersioning') return;
        if (!isWritten) void bench.emulator.putObject(bucket, 'b', 'theirs');
        isWritten = true;
      };
      const ran = await bench.run([copyRequest('a', 'b', { bucket })], { existing: 'skip' });
      assert.deepEqual(
        [codesOf(ran).length + ran.outcome.skipped.length, await bench.text(bucket, 'b')],
        [1, 'theirs'],
      );
      assert.equal(await bench.text('docs', 'a'), 'mine');
    });
  }

  it('keep a source that changes before its deletion', async () => {
    await bench.emulator.putObject('docs', 'a', 'first');
    bench.onAnswer = (operation) => {
      if (operation === 'CopyObject') void bench.emulator.putObject('docs', 'a', 'second');
    };
    const ran = await bench.run([copyRequest('a', 'b')]);
    assert.deepEqual(codesOf(ran), ['SourceChanged']);
    assert.equal(await bench.text('docs', 'a'), 'second');
  });

  it('are done if others delete the source meanwhile', async () => {
    await bench.emulator.putObject('docs', 'a', 'first');
    const others = await bench.clientOf('p1');
    let deleted: Promise<void> | undefined;
    bench.onAnswer = (operation) => {
      if (operation === 'CopyObject') deleted ??= others.deleteObject('docs', 'a').then(() => undefined);
    };
    bench.emulator.faults.add({ kind: 'delay', delayMs: 50, match: { operation: 'HeadObject', key: 'b' } });
    const ran = await bench.run([copyRequest('a', 'b')]);
    await deleted;
    assert.deepEqual([codesOf(ran), ran.made.length, bench.keys('docs')], [[], 1, ['b']]);
  });

  it('do not copy a source that changes after it was read', async () => {
    await bench.emulator.putObject('docs', 'a', 'first');
    bench.onAnswer = (operation) => {
      if (operation === 'GetObjectAcl') void bench.emulator.putObject('docs', 'a', 'second');
    };
    const ran = await bench.run([copyRequest('a', 'b')]);
    assert.deepEqual(codesOf(ran), ['SourceChanged']);
    // The log names the refusal, with its RequestId.
    const [failure] = ran.outcome.failed;
    assert.ok(failure?.error instanceof Error && failure.error.cause instanceof OssError);
    assert.equal(failure.error.cause.code, 'PreconditionFailed');
    assert.deepEqual(bench.keys('docs'), ['a']);
  });

  it('through this computer stop when cancelled, and leave no copy', async () => {
    await bench.emulator.putObject('docs', 'a', 'some content');
    const abort = new AbortController();
    bench.onRequest = (_path, method) => {
      if (method === 'PUT') abort.abort(new Error('cancelled'));
    };
    const request = copyRequest('a', 'b', { bucket: 'theirs', profileId: 'p2' });
    const ran = await bench.run([request], {}, abort.signal);
    assert.deepEqual([ran.finished, bench.keys('theirs'), bench.keys('docs')], [false, [], ['a']]);
  });

  it('leave no damaged copy, and keep the source', async () => {
    await bench.emulator.putObject('docs', 'a', 'some content');
    bench.emulator.faults.add({ kind: 'changedRequest', times: 9, match: { operation: 'PutObject' } });
    const ran = await bench.run([copyRequest('a', 'b', { bucket: 'theirs', profileId: 'p2' })]);
    assert.deepEqual(codesOf(ran), ['CopyMismatch']);
    assert.deepEqual([bench.keys('theirs'), await bench.text('docs', 'a')], [[], 'some content']);
  });

  it('report the missing permission to delete the source', async () => {
    await bench.emulator.putObject('docs', 'a', 'some content');
    bench.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'DeleteObject' },
    });
    const ran = await bench.run([copyRequest('a', 'b')]);
    assert.deepEqual(codesOf(ran), ['AccessDenied']);
    assert.deepEqual(bench.keys('docs'), ['a', 'b']);
  });

  it('have the ACL of their bucket if the user chooses it', async () => {
    await bench.emulator.putObject('docs', 'a', 'some content', { acl: 'public-read' });
    await bench.run([copyRequest('a', 'b')], { keepsAcl: false });
    assert.equal(bench.emulator.object('docs', 'b')?.acl, 'default');
    assert.ok(!bench.emulator.requests.some(({ operation }) => operation === 'GetObjectAcl'));
  });
});
