import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/tree/nodes.ts';
import { READER_KEY, NARROW_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench, type CommandBench } from '../../../support/features/commandBench.ts';

const operations = ({ oss }: CommandBench): readonly string[] => oss.exchanges.map(({ operation }) => operation);

/** The folder that was added below the profile. */
async function addedFolder(bench: CommandBench): Promise<TreeNode & { kind: 'folder' }> {
  const root = bench.tree.roots()[0] ?? assert.fail();
  const node = (await bench.tree.children(root)).find(({ kind }) => kind === 'folder');
  return node?.kind === 'folder' ? node : assert.fail('there is no folder below the profile');
}

describe('a key with few permissions', () => {
  const bench = withBench();

  it('gets a link to a typed key, and only the questions cause listings', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    const type = (text: string, pick = text) => ({ type: text, pick });
    await bench().run(
      'copyGetUrl',
      [],
      new ScriptedPrompts(type('docs'), type('readme.txt', 'Use the key readme.txt')),
    );
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
    assert.deepEqual(operations(bench()), ['ListBuckets', 'GetBucketInfo', 'ListObjectsV2', 'ListObjectsV2']);
  });

  it('gets a link to a named object with a single request, for the region of the bucket', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    const node = { kind: 'object', id: 'x', profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    for (let copies = 0; copies < 3; copies++) await bench().run('copyGetUrl', [node]);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
    assert.deepEqual(operations(bench()), ['GetBucketInfo']);
  });

  it('shows a folder that was pasted as a link, and keeps only bucket and prefix of the link', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    const { origin } = new URL(bench().oss.emulator.endpoint('cn-hangzhou'));
    const pasted = `${origin}/docs/reports/2026.pdf?x-oss-signature=0123456789abcdef&x-oss-credential=fake`;
    const prompts = new ScriptedPrompts(pasted);
    await bench().run('addBucket', [await bench().node()], prompts);
    assert.deepEqual(prompts.last.checks, [{ severity: 'info', message: 'Adds docs/reports/' }]);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['docs/reports/']);
    assert.ok(!bench().oss.memento.text.includes('0123456789abcdef'));
  });

  it('lists below an added folder only', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const folder = await addedFolder(bench());
    const names = (await bench().tree.children(folder)).map((node) => (node.kind === 'object' ? node.key : node.kind));
    assert.deepEqual(names, ['reports/2026.pdf', 'reports/summary.md']);
    const listings = bench().oss.emulator.requests.filter(({ operation }) => operation === 'ListObjectsV2');
    assert.deepEqual(
      listings.map(({ query }) => query.get('prefix')),
      ['reports/'],
    );
  });

  it('sends only the listing of the folder whose URL contained the region, from pasting to the link', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    const pasted = 'https://docs.oss-cn-hangzhou.aliyuncs.com/reports/2026.pdf?x-oss-signature=0';
    await bench().run('addBucket', [await bench().node()], new ScriptedPrompts(pasted));
    const folder = await addedFolder(bench());
    assert.deepEqual(operations(bench()), []);
    await bench().run('copyGetUrl', [
      { kind: 'object', id: 'x', profileId: 'p1', bucket: 'docs', key: 'reports/2026.pdf' },
    ]);
    assert.deepEqual(operations(bench()), []);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
    await bench().tree.children(folder);
    assert.deepEqual(operations(bench()), ['ListObjectsV2']);
  });

  it('is offered the added buckets and folders in the palette, without listing all buckets', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/', 'cn-hangzhou');
    const prompts = new ScriptedPrompts('docs/reports/', '2026.pdf');
    await bench().run('copyGetUrl', [], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['docs/reports/', 'List All Buckets']);
    assert.deepEqual(operations(bench()), ['ListObjectsV2']);
  });

  it('shows how to get the permission if listing buckets is denied', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    await bench().run('copyGetUrl', [], new ScriptedPrompts('List All Buckets'));
    assert.match(bench().messages.join('\n'), /^error: .*oss:ListBuckets/);
    assert.equal(bench().oss.profiles.get('p1').showsAll, undefined);
  });

  it('has its own IDs below an added folder, even if its bucket is shown too', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    await bench().oss.profiles.showAllBuckets('p1');
    const folder = await addedFolder(bench());
    const [object] = await bench().tree.children(folder);
    const reports = (await bench().tree.children(await bench().bucket('docs'))).find(({ kind }) => kind === 'folder');
    const [twin] = reports?.kind === 'folder' ? await bench().tree.children(reports) : [];
    assert.equal(object?.kind === 'object' && twin?.kind === 'object' && object.key === twin.key, true);
    assert.notEqual(object?.id, twin?.id);
    await bench().run('copyGetUrl', [object]);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
  });

  it('refreshes an added folder after an upload into it', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const folder = await addedFolder(bench());
    await bench().tree.children(folder);
    await bench().oss.emulator.putObject('docs', 'reports/new.txt', 'x');
    bench().tree.refreshBucket('p1', 'docs');
    assert.equal((await bench().tree.children(folder)).length, 3);
  });

  it('browses from an added folder if a command asks for an object', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const prompts = new ScriptedPrompts('docs/reports/', '2026.pdf');
    await bench().run('copyGetUrl', [], prompts);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
  });

  it('reveals the last object below an added folder', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const [object] = await bench().tree.children(await addedFolder(bench()));
    await bench().run('copyGetUrl', [object]);
    await bench().run('revealLastObject');
    assert.equal(bench().revealed[0]?.id, object?.id);
  });

  it('can have its added folder removed from the view', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    await bench().run('removeBucket', [await addedFolder(bench())]);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, []);
  });

  it('gets the policy for listing exactly the folder that was denied', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const [problem] = await bench().tree.children(await addedFolder(bench()));
    await bench().run('copyPolicy', [problem]);
    assert.deepEqual(JSON.parse(bench().clipboard[0] ?? ''), {
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['oss:ListObjects'],
          Resource: ['acs:oss:*:*:docs'],
          Condition: { StringLike: { 'oss:Prefix': ['reports/*'] } },
        },
      ],
    });
    assert.deepEqual(bench().messages, ['status: Copied RAM policy for oss:ListObjects']);
  });

  it('gets the policy for listing buckets from the row in place of the list', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    const root = bench().tree.roots()[0] ?? assert.fail();
    const [problem] = await bench().tree.children(root);
    await bench().run('copyPolicy', [problem]);
    assert.match(bench().clipboard[0] ?? '', /"oss:ListBuckets"[^]*"acs:oss:\*:\*:\*"/);
  });

  it('gets no policy if no permission is missing', async () => {
    await bench().run('copyPolicy', [await bench().node('docs')]);
    await bench().run('copyPolicy');
    bench().assertSilent();
  });
});

describe('all buckets', () => {
  const bench = withBench();
  const names = async (): Promise<readonly string[]> =>
    (await bench().tree.children(bench().tree.roots()[0] ?? assert.fail())).map((node) =>
      node.kind === 'bucket' ? node.bucket : node.kind,
    );

  it('are listed beside the added ones once they are requested, in questions too', async () => {
    await bench().oss.profiles.addBucket('p1', 'logs');
    const [, more] = await bench().tree.children(bench().tree.roots()[0] ?? assert.fail());
    await bench().run('listAllBuckets', [more]);
    assert.deepEqual(await names(), ['logs', 'docs']);
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrl', [], prompts);
    assert.deepEqual(prompts.last.labels, ['logs', 'docs']);
  });

  it('are listed in the tree too once a question requested them', async () => {
    await bench().oss.profiles.addBucket('p1', 'logs');
    const prompts = new ScriptedPrompts('List All Buckets', undefined);
    await bench().run('copyGetUrl', [], prompts);
    assert.deepEqual(prompts.last.labels, ['logs', 'docs']);
    assert.deepEqual(await names(), ['logs', 'docs']);
  });

  it('stay visible after a bucket is added', async () => {
    assert.deepEqual(await names(), ['docs', 'logs']);
    await bench().run('addBucket', ['p1'], new ScriptedPrompts('other-bucket'));
    bench().tree.refresh();
    assert.deepEqual(await names(), ['other-bucket', 'docs', 'logs']);
  });

  it('are not requested by anything else', async () => {
    await bench().run('listAllBuckets');
    await bench().run('listAllBuckets', [await bench().node()]);
    assert.equal(bench().oss.profiles.get('p1').showsAll, undefined);
    assert.deepEqual(operations(bench()), []);
  });
});
