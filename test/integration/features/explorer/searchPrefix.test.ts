import assert from 'node:assert/strict';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Search by Prefix', () => {
  const bench = withBench();
  const REVEAL = 'Reveal in Buckets';

  it('finds keys with the prefix at any depth below the folder, and reveals one', async () => {
    const prompts = new ScriptedPrompts({ type: 's', pick: 'summary.md' }, REVEAL);
    await bench().run('searchPrefix', [await bench().node('docs', 'reports/')], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['2026.pdf', 'summary.md']);
    assert.equal(prompts.asked[0].place.title, 'Search by Prefix · docs/reports/');
    const sizes = prompts.asked[0].readable.filter((text) => /^\d+ B · .+$/.test(text));
    assert.equal(sizes.length, 2, prompts.asked[0].readable.join('\n'));
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p1/docs/reports/summary.md'],
    );
    const search = bench().oss.emulator.requests.find(({ query }) => query.get('prefix') === 'reports/s');
    assert.deepEqual([search?.query.get('delimiter'), search?.query.get('max-keys')], [undefined, '200']);
  });

  it('searches a whole bucket from its node', async () => {
    const prompts = new ScriptedPrompts({ type: 'reports/2', pick: 'reports/2026.pdf' }, 'Copy Key');
    await bench().run('searchPrefix', [await bench().node('docs')], prompts);
    assert.deepEqual(bench().clipboard, ['reports/2026.pdf']);
  });

  it('copies a link or the oss:// URI of a result', async () => {
    const docs = await bench().node('docs');
    await bench().run('searchPrefix', [docs], new ScriptedPrompts('readme.txt', 'Copy Download Link'));
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
    await bench().run('searchPrefix', [docs], new ScriptedPrompts('readme.txt', 'Copy oss:// URI'));
    assert.deepEqual(bench().links, ['oss://docs/readme.txt']);
  });

  it('offers no download link to a folder', async () => {
    await bench().oss.emulator.putObject('docs', 'free/', '');
    const prompts = new ScriptedPrompts({ type: 'free', pick: 'free/' }, 'Copy Key');
    await bench().run('searchPrefix', [await bench().node('docs')], prompts);
    assert.deepEqual(prompts.last.labels, [REVEAL, 'Copy Key', 'Copy oss:// URI']);
  });

  it('loads more pages and keeps the position in the list', async () => {
    const logs = bench().oss.emulator.createBucket('many');
    const one = await bench().oss.emulator.putObject('many', 'x', 'x');
    for (let index = 0; index < 250; index++) logs.put({ ...one, key: `a/${String(index).padStart(3, '0')}` });
    const prompts = new ScriptedPrompts({ type: 'a/', pick: 'Show More' }, 'a/249', 'Copy Key');
    await bench().run('searchPrefix', [await bench().node('many')], prompts);
    assert.deepEqual(bench().clipboard, ['a/249']);
  });

  it('asks for the bucket of the clicked profile, or of any profile from the palette', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    const profile = await bench().node(undefined, '', 'p2');
    await bench().run('searchPrefix', [profile], new ScriptedPrompts('docs', 'readme.txt', REVEAL));
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p2/docs/readme.txt'],
    );
    await bench().run('searchPrefix', [], new ScriptedPrompts('Work', 'docs', 'readme.txt', 'Copy Key'));
  });

  it('offers to show the bucket of a result before it reveals it', async () => {
    await bench().oss.profiles.addBucket('p1', 'logs');
    await bench().run('searchPrefix', [], new ScriptedPrompts({ type: 'docs', pick: 'docs' }, 'readme.txt', REVEAL));
    assert.deepEqual(bench().messages, ['info: The bucket docs is not shown in the tree yet.']);
    await bench().press('Show Bucket');
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p1/docs/readme.txt'],
    );
  });

  it('reveals a result in a bucket that was found by List All Buckets', async () => {
    await bench().oss.profiles.addBucket('p1', 'logs');
    await bench().node('logs');
    await bench().run('searchPrefix', [], new ScriptedPrompts('List All Buckets', 'docs', 'readme.txt', REVEAL));
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p1/docs/readme.txt'],
    );
  });

  it('goes back to the search with the typed prefix', async () => {
    const prompts = new ScriptedPrompts(
      { type: 'rep', pick: 'reports/2026.pdf' },
      BACK,
      'reports/summary.md',
      'Copy Key',
    );
    await bench().run('searchPrefix', [await bench().node('docs')], prompts);
    assert.equal(prompts.asked[2]?.value, 'rep');
    assert.deepEqual(prompts.asked[2].labels, ['reports/2026.pdf', 'reports/summary.md']);
    assert.deepEqual(bench().clipboard, ['reports/summary.md']);
  });

  it('explains why listing is denied', async () => {
    const docs = await bench().node('docs');
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { bucket: 'docs' } });
    const running = bench().run('searchPrefix', [docs], new ScriptedPrompts());
    await running;
    assert.match(bench().messages.join('\n'), /^error: .*AccessDenied/);
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'searchPrefix', [], ['docs', 'readme.txt', 'Copy Key']));
});
