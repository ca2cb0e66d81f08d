import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Open', () => {
  const bench = withBench();
  const target = (key: string) => ({ profileId: 'p1', bucket: 'docs', key });
  const node = (key: string) => bench().node('docs', key);
  const gets = () => bench().oss.emulator.requests.filter(({ operation }) => operation === 'GetObject').length;

  it('shows an object in an editor', async () => {
    await bench().run('openObject', [await node('reports/summary.md')]);
    assert.deepEqual(bench().openedObjects, [target('reports/summary.md')]);
    assert.equal(gets(), 1);
    assert.deepEqual(bench().messages, []);
  });

  it('can be edited at once where changes are on, but not an old version of it', async () => {
    bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    for (const body of ['first', 'second']) await bench().oss.emulator.putObject('kept', 'plan.md', body);
    await bench().run('openObject', [await node('readme.txt')]);
    assert.deepEqual(bench().editedObjects, [target('readme.txt')]);
    bench().changeMode = 'ask';
    await bench().run('openObject', [await node('reports/summary.md')]);
    bench().changeMode = 'on';
    const plan = await bench().node('kept', 'plan.md');
    await bench().run('showVersions', [plan]);
    const former = plan.kind === 'object' ? bench().tree.versionsOf(plan)?.[1] : undefined;
    await bench().run('openObject', [former]);
    assert.equal(bench().openedObjects.length, 3);
    assert.deepEqual(bench().editedObjects, [target('readme.txt')]);
  });

  it('needs a profile to ask for an object', async () => {
    await bench().oss.profiles.remove('p1');
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('openObject', [], prompts);
    assert.deepEqual(prompts.texts, ['No profiles yet.']);
  });

  it('shows the whole selection', async () => {
    const nodes = await Promise.all(['readme.txt', 'reports/summary.md'].map(node));
    await bench().run('openObject', [nodes[0], nodes]);
    assert.deepEqual(bench().openedObjects, [target('readme.txt'), target('reports/summary.md')]);
  });

  it('opens on a double click, while a single click sends no request', async () => {
    const readme = await node('readme.txt');
    const before = bench().oss.emulator.requests.length;
    await bench().run('clickObject', [readme]);
    assert.equal(bench().oss.emulator.requests.length, before);
    assert.deepEqual(bench().openedObjects, []);
    bench().isOpeningClick = true;
    await bench().run('clickObject', [readme]);
    assert.deepEqual(bench().openedObjects, [target('readme.txt')]);
  });

  describe('of a large object', () => {
    const large = async (sizeBytes: number) => {
      await bench().oss.emulator.putObject('docs', 'large.log', Buffer.alloc(sizeBytes));
      return node('large.log');
    };

    it('asks first above 5 MB, and shows progress', async () => {
      const prompts = new ScriptedPrompts('Open');
      await bench().run('openObject', [await large(5 * 2 ** 20 + 1)], prompts);
      assert.equal(prompts.last.text, '"large.log" is large (5 MB). Open it?');
      assert.deepEqual(bench().openedObjects, [target('large.log')]);
      assert.equal(bench().progresses[0]?.title, 'Opening large.log');
      assert.equal(bench().progresses[0]?.reports.at(-1)?.done, 1);
    });

    it('reads nothing after Escape', async () => {
      await escapeSilently(bench(), 'openObject', [await large(5 * 2 ** 20 + 1)], ['Open']);
      assert.equal(gets(), 0);
      assert.deepEqual(bench().openedObjects, []);
    });

    it('offers to download it instead', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-open-'));
      try {
        bench().downloadFolder = folder;
        await bench().run('openObject', [await large(5 * 2 ** 20 + 1)], new ScriptedPrompts('Download…'));
        assert.deepEqual(await readdir(folder), ['large.log']);
        assert.deepEqual(bench().openedObjects, []);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('stops when cancelled', async () => {
      bench().onReport = (cancel) => {
        cancel();
      };
      await bench().run('openObject', [await large(2 * 2 ** 20)]);
      assert.deepEqual(bench().openedObjects, []);
      bench().assertSilent();
    });
  });

  it('explains an archived object', async () => {
    const match = { operation: 'GetObject' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'InvalidObjectState', match });
    await bench().run('openObject', [await node('readme.txt')]);
    assert.match(bench().messages.join('\n'), /^error: Restore the archived object first/);
    assert.deepEqual(bench().openedObjects, []);
  });

  it('asks for an object from the palette, and is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'openObject', [], ['docs', 'readme.txt']);
    await bench().run('openObject', [], new ScriptedPrompts('docs', 'readme.txt'));
    assert.deepEqual(bench().openedObjects, [target('readme.txt')]);
  });
});
