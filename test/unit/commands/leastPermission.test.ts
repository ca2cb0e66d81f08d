import assert from 'node:assert/strict';
import type { TreeNode } from '../../../src/tree/nodes.ts';
import { READER_KEY, NARROW_KEY } from '../profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../ui/scriptedPrompts.ts';
import { withBench, type CommandBench } from './commandBench.ts';

const operations = ({ oss }: CommandBench): readonly string[] => oss.exchanges.map(({ operation }) => operation);

/** The folder that was added below the profile. */
async function addedFolder(bench: CommandBench): Promise<TreeNode & { kind: 'folder' }> {
  const root = bench.tree.roots()[0] ?? assert.fail();
  const node = (await bench.tree.children(root)).find(({ kind }) => kind === 'folder');
  return node?.kind === 'folder' ? node : assert.fail('there is no folder below the profile');
}

describe('a key that may do little', () => {
  const bench = withBench();

  it('gets a link to a key that is typed, and nothing is listed but what the questions offer', async () => {
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

  it('gets a link to an object that it names with no more than the question where the bucket lives', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    const node = { kind: 'object', id: 'x', profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    for (let copies = 0; copies < 3; copies++) await bench().run('copyGetUrl', [node]);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
    assert.deepEqual(operations(bench()), ['GetBucketInfo']);
  });

  it('shows a folder that was pasted as a link, and keeps nothing of the link but the place', async () => {
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

  it('has ids of their own for what is below an added folder, also where its bucket is shown too', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const folder = await addedFolder(bench());
    const [object] = await bench().tree.children(folder);
    const twin = await bench().node('docs', 'reports/2026.pdf');
    assert.equal(object?.kind === 'object' && twin.kind === 'object' && object.key === twin.key, true);
    assert.notEqual(object?.id, twin.id);
    await bench().run('copyGetUrl', [object]);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
  });

  it('lists an added folder again after an upload into it', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    const folder = await addedFolder(bench());
    await bench().tree.children(folder);
    await bench().oss.emulator.putObject('docs', 'reports/new.txt', 'x');
    bench().tree.refreshBucket('p1', 'docs');
    assert.equal((await bench().tree.children(folder)).length, 3);
  });

  it('begins to browse in an added folder where a command asks for an object', async () => {
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

  it('has its added folder removed from the view', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    await bench().run('removeBucket', [await addedFolder(bench())]);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, []);
  });

  it('gets the policy for the listing of exactly the folder that it may not list', async () => {
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
    assert.deepEqual(bench().messages, ['status: RAM policy for oss:ListObjects copied']);
  });

  it('gets the policy for the list of buckets from the node that stands in its place', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    const root = bench().tree.roots()[0] ?? assert.fail();
    const [problem] = await bench().tree.children(root);
    await bench().run('copyPolicy', [problem]);
    assert.match(bench().clipboard[0] ?? '', /"oss:ListBuckets"[^]*"acs:oss:\*:\*:\*"/);
  });

  it('gets no policy where no permission is missing', async () => {
    await bench().run('copyPolicy', [await bench().node('docs')]);
    await bench().run('copyPolicy');
    bench().assertSilent();
  });
});
