import assert from 'node:assert/strict';
import { READER_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench, type CommandBench } from '../../../support/features/commandBench.ts';

const ALL_BUCKET_PERMISSIONS: readonly string[] = [
  'GetBucketInfo ✓ granted',
  'ListCname ✓ granted',
  'ListObjects ✓ granted',
  'ListObjectVersions ✓ granted',
  'GetObject ✓ granted',
  'PutObject not tested (it would write)',
  'DeleteObject not tested (it would delete)',
];

function resultsOf({ documents }: CommandBench): readonly string[] {
  const report = documents.get('Test Connection Work') ?? assert.fail('nothing was shown');
  return [...report.matchAll(/^\| `oss:(\w+)` +\| (.*?) +\|[^|]*\|$/gm)].map(([, action, text]) => `${action} ${text}`);
}

describe('Test Connection', () => {
  const bench = withBench();
  const results = (): readonly string[] => resultsOf(bench());

  it('reports the permissions of an unrestricted key, and writes nothing', async () => {
    await bench().run('testProfile', [await bench().node()], new ScriptedPrompts('docs/reports/'));
    assert.deepEqual(results(), ['ListBuckets ✓ granted', ...ALL_BUCKET_PERMISSIONS]);
    assert.deepEqual(bench().messages, ['status: All tested permissions of Work are granted']);
    assert.deepEqual([...new Set(bench().oss.emulator.requests.map(({ method }) => method))], ['GET', 'HEAD']);
  });

  it('reports denied permissions, and copies a policy for those only', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    await bench().run('testProfile', [], new ScriptedPrompts('docs/reports/'));
    assert.deepEqual(results(), [
      'ListBuckets ✗ denied',
      'GetBucketInfo ✗ denied',
      'ListCname ✗ denied',
      'ListObjects ✗ denied',
      'ListObjectVersions ✗ denied',
      'GetObject ✓ granted',
      'PutObject not tested (it would write)',
      'DeleteObject not tested (it would delete)',
    ]);
    assert.equal(bench().messages[0], 'info: 5 of 8 permissions are denied to Work.');
    await bench().shownMessages[0]?.actions[0]?.run();
    const { Statement } = JSON.parse(bench().clipboard[0] ?? '') as { Statement: { Action: string[] }[] };
    assert.deepEqual(
      Statement.map(({ Action }) => Action),
      [['oss:ListBuckets'], ['oss:GetBucketInfo'], ['oss:ListCname'], ['oss:ListObjects'], ['oss:ListObjectVersions']],
    );
  });

  it('copies its report, which has no secret', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    await bench().run('testProfile', [], new ScriptedPrompts('docs/reports/'));
    await bench().press('Copy Report');
    assert.equal(bench().clipboard.at(-1), bench().documents.get('Test Connection Work'));
    assert.equal(bench().messages.at(-1), 'status: Copied report');
  });

  it('distinguishes reading from not reading if there is no object to read', async () => {
    await bench().run('testProfile', [], new ScriptedPrompts('docs/nothing/'));
    assert.equal(results()[5], 'GetObject ✓ granted');
  });

  it('names other reasons for which OSS refused', async () => {
    await bench().run('testProfile', [], new ScriptedPrompts('no-such-bucket'));
    assert.deepEqual(
      results().slice(1, 5),
      ['GetBucketInfo', 'ListCname', 'ListObjects', 'ListObjectVersions'].map(
        (name) => `${name} ✗ failed: NoSuchBucket`,
      ),
    );
    assert.equal(bench().messages[0], 'warn: 6 of 17 tests failed.');
  });

  it('tests only listing buckets if no bucket is named, and refuses an invalid one', async () => {
    const prompts = new ScriptedPrompts('No_Bucket', '');
    await bench().run('testProfile', [], prompts);
    assert.deepEqual(
      prompts.last.checks.map((check) => check?.severity),
      ['error', undefined],
    );
    assert.deepEqual(results(), ['ListBuckets ✓ granted']);
  });

  it('proposes the first added bucket or folder', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('testProfile', [], prompts);
    assert.equal(prompts.last.value, 'docs/reports/');
    bench().assertSilent();
  });

  it('shows nothing once it is cancelled', async () => {
    bench().onReport = (cancel) => {
      cancel();
    };
    await bench().run('testProfile', [], new ScriptedPrompts('docs'));
    assert.equal(bench().documents.size, 0);
    bench().assertSilent();
  });
});

describe('Test Connection of a custom domain', () => {
  const bench = withBench({ customDomains: { localhost: 'docs' } });

  it('asks for a bucket or folder, and tests everything but listing buckets, which does not exist there', async () => {
    const { oss } = bench();
    const url = oss.emulator.endpoint('cn-hangzhou').replace('127.0.0.1', 'localhost');
    await oss.saveProfile({ endpoint: { kind: 'custom', url, addressing: 'cname' } });
    const prompts = new ScriptedPrompts('', 'docs');
    await bench().run('testProfile', ['p1'], prompts);
    assert.deepEqual(
      prompts.last.checks.map((check) => check?.severity),
      ['error', undefined],
    );
    assert.deepEqual(resultsOf(bench()), ALL_BUCKET_PERMISSIONS);
    assert.equal(bench().progresses[0]?.reports.at(-1)?.done, 1);
    assert.deepEqual(bench().messages, ['status: All tested permissions of Work are granted']);
  });
});
