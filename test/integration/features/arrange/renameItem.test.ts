import assert from 'node:assert/strict';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('Rename', () => {
  const bench = withBench();
  const node = (key: string) => bench().node('docs', key);
  const keys = (): readonly string[] =>
    bench()
      .oss.emulator.bucket('docs')
      .keys.filter((key) => bench().oss.emulator.object('docs', key) !== undefined);

  it('renames an object in its folder, and undoes it', async () => {
    const prompts = new ScriptedPrompts('lies mich.txt');
    await bench().run('rename', [await node('readme.txt')], prompts);
    assert.deepEqual([prompts.last.value, prompts.last.place.title], ['readme.txt', 'Rename "readme.txt"']);
    assert.ok(keys().includes('lies mich.txt') && !keys().includes('readme.txt'));
    assert.deepEqual(bench().messages, ['info: Renamed "readme.txt" to "lies mich.txt"']);
    assert.equal(bench().revealed.at(-1)?.id, 'object:p1/docs/lies mich.txt');
    await bench().press('Undo Rename');
    assert.ok(keys().includes('readme.txt') && !keys().includes('lies mich.txt'));
    assert.equal(bench().messages.at(-1), 'status: "readme.txt" is back');
  });

  it('says what was done, and offers to undo it, where the folder cannot be listed afterwards', async () => {
    const item = await node('readme.txt');
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'ListObjectsV2' },
      times: 100,
    });
    await bench().run('rename', [item], new ScriptedPrompts('lies mich.txt'));

    assert.deepEqual(bench().messages, ['info: Renamed "readme.txt" to "lies mich.txt"']);
    await bench().press('Undo Rename');
    assert.ok(keys().includes('readme.txt'));
  });

  it('selects the name without its extension, and all of a folder or of a name that begins with a dot', async () => {
    for (const key of ['.env', 'a.b.txt']) await bench().oss.emulator.putObject('docs', key, '');
    for (const [key, selected] of [
      ['readme.txt', 'readme'],
      ['a.b.txt', 'a.b'],
      ['.env', '.env'],
      ['reports/', 'reports'],
    ] as const) {
      const prompts = new ScriptedPrompts(ESCAPE);
      await bench().run('rename', [await node(key)], prompts);
      assert.equal(prompts.last.selected, selected);
    }
  });

  it('renames a folder with all its objects, after a confirmation', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/', '');
    const prompts = new ScriptedPrompts('old', 'Rename');
    await bench().run('rename', [await node('reports/')], prompts);
    assert.equal(prompts.last.text, 'Rename "reports" to "old" (3 objects, 56 B)?');
    assert.match(prompts.last.readable.join('\n'), /Existing links to the old keys stop working\./);
    assert.deepEqual(
      keys().filter((key) => key.startsWith('old/') || key.startsWith('reports/')),
      ['old/', 'old/2026.pdf', 'old/summary.md'],
    );
    assert.equal(bench().revealed.at(-1)?.id, 'folder:p1/docs/old/');
    await bench().press('Undo Rename');
    assert.ok(!keys().some((key) => key.startsWith('old/')));
  });

  it('asks about an existing object with the new name', async () => {
    const prompts = new ScriptedPrompts('summary.md', 'Keep Both');
    await bench().run('rename', [await node('reports/2026.pdf')], prompts);
    assert.equal(prompts.last.text, '"reports/summary.md" already exists in docs. Replace it?');
    assert.ok(keys().includes('reports/summary (2).md') && !keys().includes('reports/2026.pdf'));
    assert.equal(
      (await bench().oss.emulator.readObject('docs', 'reports/summary.md')).toString(),
      'content of reports/summary.md',
    );
  });

  it('offers no undo if an object was replaced', async () => {
    await bench().run('rename', [await node('reports/2026.pdf')], new ScriptedPrompts('summary.md', 'Replace'));
    assert.deepEqual(bench().messages, ['status: Renamed "2026.pdf" to "summary.md"']);
    assert.equal(
      (await bench().oss.emulator.readObject('docs', 'reports/summary.md')).toString(),
      'content of reports/2026.pdf',
    );
  });

  it('refuses names that OSS does not accept, and does not change an object with an unchanged name', async () => {
    const prompts = new ScriptedPrompts('', 'x'.repeat(1024), '/a', 'readme.txt');
    await bench().run('rename', [await node('readme.txt')], prompts);
    assert.deepEqual(
      prompts.last.checks.map((check) => check?.severity),
      ['error', 'error', 'error', undefined],
    );
    bench().assertSilent();
  });

  it('does not move a folder into itself', async () => {
    await bench().run('rename', [await node('reports/')], new ScriptedPrompts('reports/inner'));
    assert.deepEqual(bench().messages, ["warn: A folder can't be moved into itself."]);
  });

  it('reports the missing permission, and keeps the object', async () => {
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'DeleteObject' },
    });
    await bench().run('rename', [await node('readme.txt')], new ScriptedPrompts('new.txt'));
    assert.match(bench().messages.at(-1) ?? '', /^error: .*oss:DeleteObject/);
    assert.ok(keys().includes('readme.txt') && keys().includes('new.txt'));
  });

  it('offers the missing permission for several objects too, below their summary', async () => {
    for (let count = 0; count < 2; count++) {
      const match = { operation: 'CopyObject' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    }
    await bench().run('rename', [await node('reports/')], new ScriptedPrompts('old', 'Rename'));
    const kinds = bench().shownMessages.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['warn', 'error']);
    assert.match(bench().messages[0] ?? '', /^warn: 0 moved, 0 skipped, 2 failed\./);
  });

  it('is refused if changes are off', async () => {
    bench().changeMode = 'off';
    await bench().run('rename', [await node('readme.txt')]);
    assert.match(bench().messages.join(), /^warn: Changing objects is turned off\./);
  });

  it('does nothing if no object is chosen', async () => {
    await bench().run('rename', [], new ScriptedPrompts('docs', undefined));
    bench().assertSilent();
  });

  it('asks for an object if none is given', async () => {
    await bench().run('rename', [], new ScriptedPrompts('docs', 'readme.txt', 'new.txt'));
    assert.ok(keys().includes('new.txt'));
  });
});
