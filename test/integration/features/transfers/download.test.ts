import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { VersionNode } from '../../../../src/tree/nodes.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('Download', () => {
  const bench = withBench();
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-downloads-'));
    bench().downloadFolder = folder;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const files = async (): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();
  };
  const saved = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
  const put = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys)
      await bench().oss.emulator.putObject('docs', key, key.endsWith('/') ? '' : `content of ${key}`);
  };

  it('writes an object to the chosen file, which the dialog has asked to replace', async () => {
    bench().downloadName = 'mine.pdf';
    await writeFile(path.join(folder, 'mine.pdf'), 'old');
    await bench().run('download', [await bench().node('docs', '报告/三.pdf')]);
    assert.equal(await saved('mine.pdf'), 'content of 报告/三.pdf');
    assert.deepEqual(await files(), ['mine.pdf']);
    assert.deepEqual(bench().messages, ['status: mine.pdf downloaded to Downloads']);
    assert.equal(bench().progresses[0]?.title, 'Downloading 三.pdf');
    assert.equal(bench().progresses[0]?.reports.at(-1)?.done, 1);
  });

  it('writes a folder with its paths, skips folder markers, and reports the result', async () => {
    await put('reports/q3/', 'reports/q3/a.txt');
    await bench().run('download', [await bench().node('docs', 'reports/')]);
    assert.deepEqual(await files(), ['reports/2026.pdf', 'reports/q3/a.txt', 'reports/summary.md']);
    assert.equal(await saved('reports/q3/a.txt'), 'content of reports/q3/a.txt');
    assert.equal(bench().messages[0], 'warn: 3 objects downloaded to Downloads');
    await bench().shownMessages[0]?.actions[0]?.run();
    assert.match(bench().documents.get('Transfer details') ?? '', /reports\/q3\/: only marks a folder/);
  });

  it('saves the content of an object whose name ends like that of a folder, under another name', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/q3/', 'content');
    await put('reports/q3/a.txt');
    await bench().run('download', [await bench().node('docs', 'reports/')]);
    assert.equal(await saved('reports/q3/_'), 'content');
    assert.equal(await saved('reports/q3/a.txt'), 'content of reports/q3/a.txt');
    await bench().shownMessages[0]?.actions[0]?.run();
    assert.match(bench().documents.get('Transfer details') ?? '', /reports\/q3\/: saved as reports\/q3\/_/);
  });

  it('downloads a selection, each object once', async () => {
    const nodes = await Promise.all(
      ['reports/', 'reports/2026.pdf', 'readme.txt'].map((key) => bench().node('docs', key)),
    );
    await bench().run('download', [nodes[0], nodes]);
    assert.deepEqual(await files(), ['readme.txt', 'reports/2026.pdf', 'reports/summary.md']);
    assert.deepEqual(bench().messages, ['status: 3 objects downloaded to Downloads']);
  });

  it('downloads a whole bucket under its name', async () => {
    await bench().run('download', [await bench().node('docs')]);
    assert.deepEqual(await files(), [
      'docs/readme.txt',
      'docs/reports/2026.pdf',
      'docs/reports/summary.md',
      'docs/报告/三.pdf',
    ]);
  });

  it('never writes outside the folder, and reports renamed files', async () => {
    await put('x/../../../escape.txt', 'x/con', 'x/a?b', 'x/A?B', 'x/dir', 'x/dir/in');
    await bench().run('download', [await bench().node('docs', 'x/')]);
    const expected = ['x/A_B', 'x/__/__/__/escape.txt', 'x/_con', 'x/a_b (2)', 'x/dir', 'x/dir (2)/in'];
    assert.deepEqual(await files(), expected);
    assert.equal(bench().shownMessages[0]?.kind, 'warn');
    await bench().shownMessages[0]?.actions[0]?.run();
    const details = bench().documents.get('Transfer details') ?? '';
    assert.match(details, /x\/\.\.\/\.\.\/\.\.\/escape\.txt: saved as x\/__\/__\/__\/escape\.txt/);
    assert.match(details, /x\/dir\/in: saved as x\/dir \(2\)\/in/);
  });

  describe('onto files that exist', () => {
    beforeEach(async () => {
      await mkdir(path.join(folder, 'reports'));
      await writeFile(path.join(folder, 'reports/2026.pdf'), 'mine');
    });

    for (const [answer, expected, message] of [
      ['Replace All', { '2026.pdf': 'content of reports/2026.pdf' }, 'status: 2 objects downloaded to Downloads'],
      ['Skip Existing', { '2026.pdf': 'mine' }, 'warn: 1 downloaded, 1 skipped, 0 failed.'],
      [
        'Keep Both',
        { '2026.pdf': 'mine', '2026 (2).pdf': 'content of reports/2026.pdf' },
        'status: 2 objects downloaded to Downloads',
      ],
    ] as const) {
      it(`asks once: ${answer}`, async () => {
        const prompts = new ScriptedPrompts(answer);
        await bench().run('download', [await bench().node('docs', 'reports/')], prompts);
        assert.equal(prompts.last.text, '"reports/2026.pdf" already exists in Downloads. Replace it?');
        for (const [name, content] of Object.entries(expected)) assert.equal(await saved(`reports/${name}`), content);
        assert.deepEqual(
          await files(),
          [...Object.keys(expected), 'summary.md'].map((name) => `reports/${name}`).sort(),
        );
        assert.deepEqual(bench().messages, [message]);
      });
    }
  });

  it('continues after a failure, and reports which object failed and why', async () => {
    const match = { operation: 'GetObject', key: 'reports/2026.pdf' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await bench().run('download', [await bench().node('docs', 'reports/')]);
    assert.deepEqual(await files(), ['reports/summary.md']);
    assert.match(bench().messages[0] ?? '', /^warn: 1 downloaded, 0 skipped, 1 failed\. .*AccessDenied/);
  });

  it('explains an archived object', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'old/a.bin' };
    await bench().oss.emulator.putObject('docs', 'old/a.bin', 'content', { storageClass: 'Archive' });
    await bench().run('download', [await bench().node('docs', 'old/a.bin')]);
    assert.match(bench().messages[0] ?? '', /^error: Restore the archived object first/);
    assert.deepEqual(bench().shownMessages[0]?.command, {
      name: 'restoreObjects',
      label: 'Restore…',
      args: [[target]],
    });
    await bench().oss.emulator.putObject('docs', 'old/b.bin', 'content', { storageClass: 'ColdArchive' });
    await bench().oss.emulator.putObject('docs', 'old/c.txt', 'content');
    bench().tree.refresh();
    await bench().run('download', [await bench().node('docs', 'old/')]);
    assert.deepEqual(await files(), ['old/c.txt']);
    const { actions = [] } = bench().shownMessages.at(-1) ?? {};
    assert.deepEqual(
      actions.map(({ label }) => label),
      ['Restore…', 'Show Details'],
    );
    await bench().press('Restore…');
    const [[command, objects] = []] = bench().rowCommands;
    assert.equal(command, 'restoreObjects');
    // Both were requested at once.
    assert.deepEqual(
      new Set(Array.isArray(objects) ? objects : []),
      new Set([target, { ...target, key: 'old/b.bin' }]),
    );
  });

  it('offers to restore the only archived object among several', async () => {
    await bench().oss.emulator.putObject('docs', 'old/a.bin', 'content', { storageClass: 'Archive' });
    await bench().oss.emulator.putObject('docs', 'old/c.txt', 'content');
    bench().tree.refresh();
    await bench().run('download', [await bench().node('docs', 'old/')]);
    await bench().press('Restore…');
    assert.deepEqual(bench().rowCommands, [
      ['restoreObjects', [{ profileId: 'p1', bucket: 'docs', key: 'old/a.bin' }]],
    ]);
  });

  it('offers no restore of the present object for one of its archived versions', async () => {
    const { emulator } = bench().oss;
    emulator.createBucket('kept', { versioning: 'Enabled' });
    await emulator.putObject('kept', 'a.txt', 'old', { storageClass: 'Archive' });
    await emulator.putObject('kept', 'a.txt', 'new');
    bench().tree.refresh();
    const object = await bench().node('kept', 'a.txt');
    await bench().run('showVersions', [object]);
    const [, old] = object.kind === 'object' ? (bench().tree.versionsOf(object) ?? []) : [];
    await bench().run('download', [old]);
    const { message, command } = bench().shownMessages.at(-1) ?? assert.fail();
    assert.match(message, /^Restore the archived object first/);
    assert.equal(command, undefined);
  });

  it('leaves no partial file when cancelled', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/big.bin', Buffer.alloc(2_000_000));
    bench().onReport = (cancel) => {
      if ((bench().progresses.at(-1)?.reports.at(-1)?.done ?? 0) > 0.5) cancel();
    };
    await bench().run('download', [await bench().node('docs', 'reports/big.bin')]);
    assert.deepEqual(await files(), []);
    bench().assertSilent();
  });

  it('is silent if no folder is picked, and reports that there is nothing to download', async () => {
    bench().downloadFolder = undefined;
    await bench().run('download', [await bench().node('docs', 'reports/')]);
    await bench().run('download', [await bench().node('docs', 'readme.txt')]);
    bench().assertSilent();
    bench().oss.emulator.createBucket('empty');
    bench().tree.refresh();
    await bench().run('download', [await bench().node('empty')]);
    assert.deepEqual(bench().messages, ['warn: No objects to download.']);
  });

  describe('of versions', () => {
    const [noon, later] = [new Date(2026, 0, 2, 12, 0, 0), new Date(2026, 0, 2, 13, 0, 0)];
    let newest: VersionNode;
    let former: VersionNode;
    beforeEach(async () => {
      const kept = bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
      await bench().oss.emulator.putObject('kept', 'plan.md', 'first', { lastModified: noon });
      await bench().oss.emulator.putObject('kept', 'plan.md', 'second', { lastModified: later });
      const plan = await bench().node('kept', 'plan.md');
      assert.ok(plan.kind === 'object');
      kept.remove('plan.md', undefined, new Date(2026, 0, 3));
      const { nodes } = await bench().tree.showVersions(plan);
      [, newest, former] = nodes as [VersionNode, VersionNode, VersionNode];
    });

    it('writes the chosen version, under a name that identifies it', async () => {
      await bench().run('download', [former]);
      assert.deepEqual(await files(), ['plan (2026-01-02 12-00-00).md']);
      assert.equal(await saved('plan (2026-01-02 12-00-00).md'), 'first');
      assert.deepEqual(bench().messages, ['status: plan (2026-01-02 12-00-00).md downloaded to Downloads']);
    });

    it('includes them beside objects, but no delete marker', async () => {
      const marker = newest.parent.kind === 'object' ? bench().tree.versionsOf(newest.parent)?.[0] : undefined;
      assert.equal(marker?.isDeleteMarker, true);
      const nodes = [newest, former, marker, await bench().node('docs', 'readme.txt')];
      await bench().run('download', [newest, nodes]);
      const names = ['plan (2026-01-02 12-00-00).md', 'plan (2026-01-02 13-00-00).md', 'readme.txt'];
      assert.deepEqual(await files(), names);
      assert.deepEqual(await Promise.all(names.map(saved)), ['first', 'second', 'content of readme.txt']);
    });
  });

  it('asks for an object from the palette', async () => {
    await bench().run('download', [], new ScriptedPrompts('docs', 'readme.txt'));
    assert.equal(await saved('readme.txt'), 'content of readme.txt');
  });
});
