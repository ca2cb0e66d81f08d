import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/tree/nodes.ts';
import { arrangedItems, writeDraggedItems } from '../../../../src/tree/objectClipboard.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('objects and folders', () => {
  const bench = withBench();
  const node = (key: string, bucket = 'docs') => bench().node(bucket, key);
  const keys = (bucket = 'docs'): readonly string[] =>
    bench()
      .oss.emulator.bucket(bucket)
      .keys.filter((key) => bench().oss.emulator.object(bucket, key) !== undefined);
  const select = (nodes: readonly TreeNode[]): readonly unknown[] => [nodes[0], nodes];

  it('are moved to a selected folder after one confirmation', async () => {
    const prompts = new ScriptedPrompts({ type: 'archive', pick: 'Use docs/archive/' }, 'Move');
    await bench().run('moveTo', select([await node('readme.txt'), await node('reports/')]), prompts);
    assert.equal(prompts.asked[0]?.place.title, 'Move 2 Items · docs/');
    assert.equal(prompts.last.text, 'Move 3 objects (77 B) to docs/archive/?');
    assert.deepEqual(keys(), [
      'archive/readme.txt',
      'archive/reports/2026.pdf',
      'archive/reports/summary.md',
      '报告/三.pdf',
    ]);
    assert.deepEqual(bench().messages, ['info: Moved 2 items to docs/archive/']);
  });

  it('stay where they are if they are moved there, and the user is informed', async () => {
    const prompts = new ScriptedPrompts('..', { type: 'reports', pick: 'Use docs/reports/' });
    await bench().run('moveTo', [await node('reports/2026.pdf')], prompts);
    assert.equal(prompts.asked[0]?.place.title, 'Move "2026.pdf" · docs/reports/');
    assert.deepEqual(bench().messages, ['status: Nothing to move: already in docs/reports/']);
  });

  it('are sent from their own folder: folders above it, other buckets and other profiles are there', async () => {
    const { profiles } = bench().oss;
    await profiles.save({ ...profiles.get('p1'), id: 'p2', name: 'Other' }, { accessKeyId: 'a', accessKeySecret: 's' });
    await bench().oss.emulator.putObject('docs', 'reports/2025/old.pdf', 'old');
    const prompts = new ScriptedPrompts('..', '..', BACK, ESCAPE);
    await bench().run('moveTo', [await node('reports/2026.pdf')], prompts);
    const [folder, bucket, buckets, others] = prompts.asked.map(({ labels }) => labels);
    assert.deepEqual(folder, ['2025/', '..'], 'the folder itself is no target');
    assert.deepEqual(bucket, ['Use docs/', 'reports/', '报告/', '..']);
    assert.deepEqual(buckets, ['docs', 'logs']);
    assert.deepEqual(others, ['Other', 'Work']);
    const copying = new ScriptedPrompts(ESCAPE);
    await bench().run('copyTo', [await node('reports/2026.pdf')], copying);
    assert.deepEqual(
      copying.last.labels,
      ['2025/', 'Use docs/reports/', '..'],
      'a copy in the folder gets another name',
    );
  });

  it('leave their row and their pin for the new ones', async () => {
    const readme = await node('readme.txt');
    await node('reports/summary.md');
    await bench().run('pin', [readme]);
    await bench().run('cut', [readme]);
    await bench().run('paste', [await node('reports/')]);
    await assert.rejects(node('readme.txt'), /is not in the tree/);
    assert.equal((await node('reports/readme.txt')).kind, 'object');
    assert.deepEqual(
      bench()
        .shortcuts.list('pinned')
        .map(({ key }) => key),
      ['reports/readme.txt'],
    );
    assert.equal(bench().messages.at(-1), 'info: Moved "readme.txt" to docs/reports/');
    await bench().press('Undo Move');
    assert.equal((await node('readme.txt')).kind, 'object');
  });

  it('are moved, and replace others, only after a question for the bucket if changes are asked about', async () => {
    bench().changeMode = 'ask';
    const allow = 'Allow changes to existing objects in docs?';
    const before = keys();
    const replies = ['reports/', 'Use docs/reports/'];
    const moving = new ScriptedPrompts(...replies, undefined);
    await bench().run('moveTo', [await node('readme.txt')], moving);
    assert.equal(moving.last.text, allow);
    await bench().oss.emulator.putObject('docs', 'reports/readme.txt', 'other');
    const copying = new ScriptedPrompts(...replies, 'Replace', undefined);
    await bench().run('copyTo', [await node('readme.txt')], copying);
    assert.equal(copying.last.text, allow);
    assert.deepEqual(keys(), [...before, 'reports/readme.txt'].sort());
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/readme.txt')).toString(), 'other');
  });

  it('stay where they are, without a question, if the user cancels while they are listed', async () => {
    const before = keys();
    bench().onProgress = (cancel) => {
      cancel();
    };
    await bench().run('cut', [await node('reports/')]);
    await bench().run('paste', [await node('报告/')], new ScriptedPrompts());
    assert.deepEqual([keys(), bench().progresses.map(({ title }) => title)], [before, ['Listing objects']]);
  });

  it('are copied to a bucket of another region through this computer, with a warning', async () => {
    const prompts = new ScriptedPrompts('..', 'logs', 'Use logs/', 'Copy');
    await bench().run('copyTo', [await node('readme.txt')], prompts);
    assert.match(prompts.last.readable.join('\n'), /all bytes are downloaded to this computer and uploaded again/);
    assert.deepEqual([keys('logs'), keys().includes('readme.txt')], [['readme.txt'], true]);
    assert.deepEqual(bench().messages, ['status: Copied "readme.txt" to logs/']);
  });

  it('are pasted as copies after their keys were copied', async () => {
    await bench().run('copyKey', select([await node('readme.txt'), await node('reports/summary.md')]));
    assert.equal(bench().clipboard.at(-1), 'readme.txt\nreports/summary.md');
    assert.ok(bench().canPaste);
    await bench().run('paste', [await node('报告/')], new ScriptedPrompts('Copy'));
    assert.deepEqual(
      keys().filter((key) => key.startsWith('报告/')),
      ['报告/readme.txt', '报告/summary.md', '报告/三.pdf'],
    );
    assert.ok(keys().includes('readme.txt'));
  });

  it('that exist at the target are counted in the question, and skipped if the user wants that', async () => {
    for (const key of ['reports/readme.txt', 'a.txt']) await bench().oss.emulator.putObject('docs', key, 'other');
    await bench().run('copyKey', select([await node('readme.txt'), await node('a.txt')]));
    const prompts = new ScriptedPrompts('Skip Existing');
    await bench().run('paste', [await node('reports/')], prompts);
    assert.match(prompts.last.readable.join('\n'), /^1 of them exists at the target\.$/m);
    assert.deepEqual(prompts.last.labels, ['Replace All', 'Skip Existing', 'Keep Both']);
    assert.ok(keys().includes('reports/a.txt'));
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/readme.txt')).toString(), 'other');
    assert.match(bench().messages.at(-1) ?? '', /^warn: 1 copied, 1 skipped, 0 failed\./);
  });

  it('are moved by the first paste after a cut', async () => {
    await bench().run('cut', [await node('readme.txt')]);
    assert.equal(bench().messages.at(-1), 'status: Cut "readme.txt". Select a folder and paste it.');
    await bench().run('paste', [await node('reports/2026.pdf')]);
    assert.ok(keys().includes('reports/readme.txt') && !keys().includes('readme.txt'));
    const both = [await node('reports/readme.txt'), await node('reports/2026.pdf')];
    await bench().run('cut', [both[0], both]);
    assert.equal(bench().messages.at(-1), 'status: Cut 2 items. Select a folder and paste them.');
    const prompts = new ScriptedPrompts('Move');
    await bench().run('paste', [await node('')], prompts);
    assert.match(prompts.last.text, /^Move 2 objects \(\d+ B\) to docs\/\?$/);
    assert.ok(keys().includes('readme.txt') && keys().includes('2026.pdf'));
    await bench().run('paste', [await node('')]);
    assert.equal(bench().messages.at(-1), 'warn: Nothing to paste. Cut or copy objects in the tree first.');
  });

  it('are not pasted if other text was copied since', async () => {
    await bench().run('cut', [await node('readme.txt')]);
    bench().clipboardText = 'something else';
    await bench().run('paste', [await node('reports/')]);
    assert.equal(bench().messages.at(-1), 'warn: Nothing to paste. Cut or copy objects in the tree first.');
    assert.ok(keys().includes('readme.txt') && !bench().canPaste);
  });

  it('get a numbered name if pasted beside their source', async () => {
    await bench().run('copyKey', [await node('readme.txt')]);
    await bench().run('paste', [await node('')]);
    assert.ok(keys().includes('readme (2).txt') && keys().includes('readme.txt'));
    await bench().run('paste', [await node('')]);
    assert.equal((await bench().oss.emulator.readObject('docs', 'readme (3).txt')).toString(), 'content of readme.txt');
    await bench().run('copyKey', [await node('reports/')]);
    for (const number of [2, 3]) {
      await bench().run('paste', [await node('')], new ScriptedPrompts('Copy'));
      assert.ok(keys().includes(`reports (${String(number)})/summary.md`));
    }
  });

  it('get the first number that neither an object nor a folder has', async () => {
    const { emulator } = bench().oss;
    for (const key of ['empty/', 'empty (2)/', 'empty (3)x/a', 'readme (2).txt.bak'])
      await emulator.putObject('docs', key, '');
    for (const [key, expected] of [
      ['empty/', 'empty (3)/'],
      ['readme.txt', 'readme (2).txt'],
    ] as const) {
      await bench().run('copyKey', [await node(key)]);
      await bench().run('paste', [await node('')], new ScriptedPrompts(...(key.endsWith('/') ? ['Copy'] : [])));
      assert.ok(keys().includes(expected), keys().join());
    }
  });

  it('get the number 2 if OSS refuses to list what is there', async () => {
    await bench().run('copyKey', [await node('readme.txt')]);
    const target = await node('');
    const match = { operation: 'ListObjectsV2' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await bench().run('paste', [target]);
    assert.ok(keys().includes('readme (2).txt'));
  });

  it('ask about an equal object at the target, which an undo would take away', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/readme.txt', 'content of readme.txt');
    await bench().run('cut', [await node('readme.txt')]);
    const prompts = new ScriptedPrompts('Keep Both');
    await bench().run('paste', [await node('reports/')], prompts);
    assert.equal(prompts.last.text, '"reports/readme.txt" already exists in docs. Replace it?');
    await bench().press('Undo Move');
    assert.ok(keys().includes('readme.txt') && keys().includes('reports/readme.txt'));
  });

  it('are moved or copied to the folder of a drop, as the user chooses', async () => {
    const dropped = writeDraggedItems(arrangedItems([await node('readme.txt')]));
    const prompts = new ScriptedPrompts('Copy');
    await bench().run('dropItems', [await node('reports/'), undefined, dropped], prompts);
    assert.equal(prompts.last.text, 'Move or copy "readme.txt" to docs/reports/?');
    assert.ok(keys().includes('reports/readme.txt') && keys().includes('readme.txt'));
    await bench().run('dropItems', [await node('报告/'), undefined, dropped], new ScriptedPrompts('Move'));
    assert.ok(keys().includes('报告/readme.txt') && !keys().includes('readme.txt'));
  });

  it('are not moved by a drop on their own folder, on no row, or with other data', async () => {
    const before = keys();
    const dropped = writeDraggedItems(arrangedItems([await node('readme.txt'), await node('reports/')]));
    await bench().run('dropItems', [await node(''), undefined, dropped]);
    await bench().run('dropItems', [undefined, undefined, dropped]);
    await bench().run('dropItems', [await node('reports/'), undefined, '{"items":1}']);
    await bench().run('dropItems', [await node('reports/'), undefined, dropped], new ScriptedPrompts('Move'));
    assert.deepEqual(keys(), before);
    assert.deepEqual(bench().messages, ["warn: A folder can't be moved into itself."]);
  });

  it('do not replace existing objects unless the user agrees', async () => {
    await bench().oss.emulator.putObject('docs', 'old/2026.pdf', 'older');
    const prompts = new ScriptedPrompts('..', { type: 'old', pick: 'Use docs/old/' }, 'Skip Existing');
    await bench().run('moveTo', select([await node('reports/2026.pdf'), await node('reports/summary.md')]), prompts);
    assert.match(prompts.last.readable.join('\n'), /1 of them exists at the target\./);
    assert.deepEqual(prompts.last.labels, ['Replace All', 'Skip Existing', 'Keep Both']);
    assert.equal((await bench().oss.emulator.readObject('docs', 'old/2026.pdf')).toString(), 'older');
    assert.ok(keys().includes('reports/2026.pdf') && keys().includes('old/summary.md'));
    assert.deepEqual(bench().messages, ['warn: 1 moved, 1 skipped, 0 failed.']);
  });

  it('keep the pin of a folder in which one of its objects stays', async () => {
    await bench().oss.emulator.putObject('docs', 'archive/reports/2026.pdf', 'older');
    const reports = await node('reports/');
    await bench().run('pin', [reports]);
    await bench().run('cut', [reports]);
    const pins = (): readonly unknown[] =>
      bench()
        .shortcuts.list('pinned')
        .map(({ kind, key }) => [kind, key]);
    await bench().run('paste', [await node('archive/')], new ScriptedPrompts('Skip Existing'));
    assert.ok(keys().includes('reports/2026.pdf') && keys().includes('archive/reports/summary.md'));
    assert.deepEqual(pins(), [['folder', 'reports/']]);
    await bench().run('cut', [await node('reports/')]);
    await bench().run('paste', [await node('archive/')], new ScriptedPrompts('Replace'));
    assert.deepEqual(pins(), [['folder', 'archive/reports/']]);
  });

  it('are copied without their ACLs only after a confirmation', async () => {
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'GetObjectAcl' },
    });
    const prompts = new ScriptedPrompts('new.txt', undefined);
    await bench().run('rename', [await node('readme.txt')], prompts);
    assert.match(prompts.last.readable.join('\n'), /Permission missing: oss:GetObjectAcl/);
    assert.ok(!keys().includes('new.txt'));
  });
});
