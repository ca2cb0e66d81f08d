import assert from 'node:assert/strict';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';
import type { CommandName } from '../../../../src/ids.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

describe('Restore', () => {
  const bench = withBench();
  const put = async (key: string, storageClass: string) => {
    await bench().oss.emulator.putObject('docs', key, 'content', { storageClass });
  };
  const node = (key: string) => bench().node('docs', key);
  const tierOf = (key: string) => bench().oss.emulator.object('docs', key)?.restored?.tier;
  const isRestoring = (key: string): boolean => bench().oss.emulator.object('docs', key)?.restored !== undefined;

  it('begins to restore an archived object for some days, after a question about the cost', async () => {
    await put('old.bin', 'Archive');
    const prompts = new ScriptedPrompts('8', '0', '7', 'Restore');
    await bench().run('restoreObjects', [await node('old.bin')], prompts);
    assert.equal(prompts.asked[0]?.place.title, 'Restore "old.bin"');
    assert.equal(prompts.last.text, 'Restore "old.bin" for 7 days?');
    assert.match(prompts.last.readable.join('\n'), /OSS charges for restoring/);
    assert.ok(isRestoring('old.bin'));
    assert.deepEqual(bench().changed, [(await bench().node('docs')).id], 'the row says so');
    assert.deepEqual(bench().messages, ['status: OSS restores "old.bin". Its row says when it can be read.']);
  });

  it('offers the speeds that all of the objects have', async () => {
    await put('cold.bin', 'ColdArchive');
    await put('deep.bin', 'DeepColdArchive');
    const nodes = [await node('cold.bin'), await node('deep.bin')];
    const prompts = new ScriptedPrompts('30', 'Expedited', 'Restore');
    await bench().run('restoreObjects', [nodes[0], nodes], prompts);
    assert.deepEqual(prompts.asked[1]?.labels, ['Standard', 'Expedited']);
    assert.match(prompts.asked[1].readable.join(' '), /Standard up to 48 hours {2}Expedited up to 12 hours/);
    assert.deepEqual([tierOf('cold.bin'), tierOf('deep.bin')], ['Expedited', 'Expedited']);
    assert.equal(prompts.last.text, 'Restore 2 objects for 30 days?');
    assert.match(
      bench().messages.at(-1) ?? '',
      /^status: OSS restores 2 objects\. Their rows say when they can be read\./,
    );
    const cold = new ScriptedPrompts('30', 'Bulk', 'Restore');
    await bench().run('restoreObjects', [nodes[0]], cold);
    assert.match(
      cold.asked[1]?.readable.join(' ') ?? '',
      /Standard 2 to 5 hours {2}Expedited up to 1 hour {2}Bulk 5 to 12 hours/,
    );
    assert.match(bench().messages.at(-1) ?? '', /^status: OSS restores "cold\.bin"/);
  });

  it('restores each object at a speed that its storage class knows', async () => {
    await put('old.bin', 'Archive');
    await put('cold.bin', 'ColdArchive');
    const nodes = [await node('old.bin'), await node('cold.bin')];
    await bench().run('restoreObjects', [nodes[0], nodes], new ScriptedPrompts('1', 'Standard', 'Restore'));
    assert.deepEqual([isRestoring('old.bin'), isRestoring('cold.bin')], [true, true]);
  });

  it('says "1 day", for one object and for several', async () => {
    for (const key of ['a.bin', 'b.bin']) await put(key, 'Archive');
    const nodes = [await node('a.bin'), await node('b.bin')];
    const both = new ScriptedPrompts('1', ESCAPE);
    await bench().run('restoreObjects', [nodes[0], nodes], both);
    assert.equal(both.last.text, 'Restore 2 objects for 1 day?');
    const one = new ScriptedPrompts('1', ESCAPE);
    await bench().run('restoreObjects', [nodes[0]], one);
    assert.equal(one.last.text, 'Restore "a.bin" for 1 day?');
  });

  it('does nothing where the user leaves at any question', async () => {
    await put('cold.bin', 'ColdArchive');
    await escapeSilently(bench(), 'restoreObjects', [await node('cold.bin')], ['1', 'Standard', 'Restore']);
    assert.ok(!isRestoring('cold.bin'));
  });

  it('restores no more once the user cancels, and says how many OSS restores', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `many/${index}.bin`);
    for (const key of keys) await put(key, 'Archive');
    const nodes = await Promise.all(keys.map(node));
    bench().onReport = (cancel) => {
      cancel();
    };
    await bench().run('restoreObjects', [nodes[0], nodes], new ScriptedPrompts('1', 'Restore'));
    assert.ok(keys.some((key) => !isRestoring(key)));
    assert.equal(bench().messages.length, 1);
    assert.match(bench().messages[0] ?? '', /^status: Canceled: OSS restores [1-9]\d* of 30 objects$/);
  });

  it('counts only those that OSS restores', async () => {
    for (const key of ['one.bin', 'two.bin']) await put(key, 'Archive');
    const nodes = [await node('one.bin'), await node('two.bin')];
    const match = { operation: 'RestoreObject', key: 'one.bin' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await bench().run('restoreObjects', [nodes[0], nodes], new ScriptedPrompts('1', 'Restore'));
    assert.match(
      bench().messages.at(-1) ?? '',
      /^warn: OSS restores 1 of 2 objects\. Permission missing: oss:RestoreObject\./,
    );
  });

  it('says that other objects need none, and which permission is missing', async () => {
    await bench().run('restoreObjects', [await node('readme.txt')]);
    assert.match(bench().messages.at(-1) ?? '', /^info: Only archived objects are restored\./);
    await put('old.bin', 'Archive');
    bench().tree.refresh();
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'RestoreObject' },
    });
    await bench().run('restoreObjects', [await node('old.bin')], new ScriptedPrompts('1', 'Restore'));
    assert.match(bench().messages.at(-1) ?? '', /^error: Permission missing: oss:RestoreObject/);
  });

  it('is offered where an archived object cannot be copied or changed, and asks OSS about objects without a row', async () => {
    await put('old/cold.bin', 'ColdArchive');
    const named = { profileId: 'p1', bucket: 'docs', key: 'old/cold.bin' };
    const offered = { name: 'restoreObjects', label: 'Restore…', args: [[named]] };
    const commandOf = async (name: CommandName, ...replies: Reply[]) => {
      await bench().run(name, [await node('old/cold.bin')], new ScriptedPrompts(...replies));
      return bench().shownMessages.at(-1)?.command;
    };
    assert.deepEqual(await commandOf('copyTo', '..', '..', 'logs', 'Use logs/', 'Copy'), offered);
    assert.deepEqual(await commandOf('editObject'), offered);
    assert.deepEqual(await commandOf('openObject'), offered);
    await bench().run('restoreObjects', [[named]], new ScriptedPrompts('30', 'Bulk', 'Restore'));
    assert.ok(isRestoring('old/cold.bin'));
    assert.equal(bench().messages.at(-1), 'status: OSS restores "cold.bin". Its row says when it can be read.');
    assert.equal(bench().changed.at(-1), (await bench().node('docs', 'old/')).id);
    await bench().run('restoreObjects', [[named]]);
    assert.equal(bench().messages.at(-1), 'info: "cold.bin" is being restored. Its row says when it can be read.');
  });

  it('is refused where changes are off', async () => {
    bench().changeMode = 'off';
    await bench().run('restoreObjects', [await node('readme.txt')]);
    assert.match(bench().messages.join(), /^warn: Changing objects is turned off/);
  });
});
