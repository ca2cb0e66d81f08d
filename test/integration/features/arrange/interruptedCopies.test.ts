import assert from 'node:assert/strict';
import { offerInterruptedCopies } from '../../../../src/features/arrange/interruptedCopies.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('interrupted moves and copies', () => {
  const bench = withBench();
  const keys = (prefix: string): readonly string[] =>
    bench()
      .oss.emulator.bucket('docs')
      .keys.filter((key) => key.startsWith(prefix) && bench().oss.emulator.object('docs', key) !== undefined);
  const runs = (): number => bench().copyJournal.interrupted().length;
  const labels = (): readonly string[] =>
    bench()
      .shownMessages.at(-1)
      ?.actions.map(({ label }) => label) ?? [];
  const put = async (count: number): Promise<void> => {
    const names = Array.from({ length: count }, (_, index) => `${index}`);
    await Promise.all(names.map((name) => bench().oss.emulator.putObject('docs', `many/${name}`, name)));
  };
  const cancelAfter = (reports: number): void => {
    let count = 0;
    bench().onReport = (cancel) => {
      if (++count === reports) cancel();
    };
  };
  const rename = async (): Promise<void> =>
    bench().run('rename', [await bench().node('docs', 'many/')], new ScriptedPrompts('more', 'Rename'));
  /** Renames the folder and cancels in the middle. */
  const interrupt = async (): Promise<void> => {
    await put(40);
    cancelAfter(10);
    await rename();
    bench().onReport = () => undefined;
    assert.ok(keys('many/').length > 0 && keys('more/').length > 0);
  };
  /** OSS refuses an operation as often as it is called. */
  const refuse = (operation: 'CopyObject' | 'DeleteObject', times = 100): void => {
    const refusal = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
    bench().oss.emulator.faults.add({ ...refusal, match: { operation }, times });
  };
  /** As the window that worked on a run is gone, without a chance to say so. */
  const crash = async (): Promise<void> => {
    const [run] = bench().copyJournal.interrupted();
    assert.ok(run);
    await bench().copyJournal.begin(run, run.id);
    assert.equal(runs(), 0);
    bench().hasOtherWindow = false;
    bench().shownMessages.length = 0;
  };
  const offer = (prompts = new ScriptedPrompts()): void => {
    offerInterruptedCopies(bench().services(prompts));
  };

  it('are resumed by a button after Cancel, without another question, and undone as a whole', async () => {
    await interrupt();
    assert.deepEqual(labels(), ['Resume', 'Discard', 'Undo Rename']);
    assert.equal(runs(), 1);
    await bench().press('Resume');
    assert.deepEqual([keys('many/').length, keys('more/').length, runs()], [0, 40, 0]);
    assert.equal(bench().messages.at(-1), 'info: Renamed "many" to "more"');
    await bench().press('Undo Rename');
    assert.deepEqual([keys('many/').length, keys('more/').length, runs()], [40, 0, 0]);
  });

  it('are no copies that still run: they say so all the time', async () => {
    await put(40);
    const renewed = new Set<string>();
    const { copyJournal } = bench();
    const renew = copyJournal.renew.bind(copyJournal);
    copyJournal.renew = (id) => {
      renewed.add(id);
      return renew(id);
    };
    await rename();
    assert.equal(renewed.size, 1);
  });

  it('are forgotten by a button, and what was copied stays', async () => {
    await interrupt();
    const before = [keys('many/'), keys('more/')];
    await bench().press('Discard');
    assert.deepEqual([keys('many/'), keys('more/')], before);
    assert.equal(runs(), 0);
    bench().shownMessages.length = 0;
    offer();
    bench().assertSilent();
  });

  it('are offered after a failure, and finished once the cause is gone', async () => {
    await put(30);
    refuse('DeleteObject', 3);
    await rename();
    const [warning = assert.fail('nothing was shown')] = bench().shownMessages.filter(({ kind }) => kind === 'warn');
    assert.match(warning.message, /^27 moved, 0 skipped, 3 failed\./);
    assert.deepEqual(
      warning.actions.map(({ label }) => label),
      ['Resume', 'Discard', 'Show Details'],
    );
    assert.equal(keys('many/').length, 3);
    await warning.actions[0]?.run();
    assert.deepEqual([keys('many/').length, keys('more/').length, runs()], [0, 30, 0]);
  });

  it('are offered at the next start, send nothing until then, and finish after a question about what is left', async () => {
    await interrupt();
    await crash();
    const before = bench().oss.exchanges.length;
    const prompts = new ScriptedPrompts('Rename');
    offer(prompts);
    assert.deepEqual(
      [bench().messages, bench().oss.exchanges.length],
      [['info: Renaming "many" to "more" was interrupted.'], before],
    );
    assert.deepEqual(labels(), ['Resume', 'Discard']);
    await bench().press('Resume');
    assert.match(prompts.last.text, /^Rename "many" to "more" \(\d+ objects, /);
    assert.deepEqual([keys('many/').length, keys('more/').length, runs()], [0, 40, 0]);
    assert.equal(bench().messages.at(-1), 'status: Renamed "many" to "more"');
  });

  it('keep an object that changed since it was copied, and ask about it', async () => {
    await put(3);
    // The copies are made and verified, but their sources cannot be deleted.
    refuse('DeleteObject');
    await rename();
    bench().oss.emulator.faults.clear();
    await bench().oss.emulator.putObject('docs', 'many/1', 'changed since');
    const prompts = new ScriptedPrompts('Skip Existing');
    await crashAndResume(prompts);
    assert.deepEqual(keys('many/'), ['many/1']);
    assert.deepEqual(keys('more/'), ['more/0', 'more/1', 'more/2']);
    assert.equal((await bench().oss.emulator.readObject('docs', 'many/1')).toString(), 'changed since');
  });
  const crashAndResume = async (prompts: ScriptedPrompts): Promise<void> => {
    await crash();
    await bench().run('resumeCopies', [], prompts);
  };

  it('ask about objects that came to their targets meanwhile, and keep the answer that replaces nothing', async () => {
    await interrupt();
    const left = keys('many/').at(-1) ?? '';
    const target = left.replace('many', 'more');
    await bench().oss.emulator.putObject('docs', target, 'of another person');
    await crash();
    const prompts = new ScriptedPrompts('Keep Both');
    await bench().run('resumeCopies', [], prompts);
    assert.match(prompts.last.readable.join('\n'), / of them exists? at the target/);
    assert.equal((await bench().oss.emulator.readObject('docs', target)).toString(), 'of another person');
    assert.deepEqual([keys('many/').length, keys('more/').length], [0, 41]);
  });

  it('are finished without a copy if everything was done', async () => {
    await interrupt();
    const client = await bench().oss.clients.of('p1');
    for (const key of keys('many/')) await client.deleteObject('docs', key);
    await bench().press('Resume');
    assert.deepEqual([bench().messages.at(-1), runs()], ['status: Renamed "many" to "more"', 0]);
  });

  it('are selected if there are several, and discarded together', async () => {
    await put(4);
    const journal = bench().copyJournal;
    const at = (key: string) => ({ profileId: 'p1', bucket: 'docs', key });
    const begun = { moves: false, keepsAcl: true, count: 4 };
    const folder = (key: string) => ({ from: at('many/'), to: at(key), isFolder: true });
    const first = await journal.begin({ ...begun, requests: [folder('a/many/')] });
    const second = await journal.begin({ ...begun, requests: [folder('b/many/')], moves: true });
    for (const { id } of [first, second]) await journal.release(id);
    const prompts = new ScriptedPrompts('Copying 4 objects to docs/a/ was interrupted.', 'Copy');
    offer(prompts);
    assert.equal(bench().messages.at(-1), 'info: 2 moves or copies were interrupted.');
    await bench().press('Resume…');
    assert.deepEqual(keys('a/'), ['a/many/0', 'a/many/1', 'a/many/2', 'a/many/3']);
    assert.deepEqual([bench().messages.at(-1), runs()], ['status: Copied everything to docs/a/', 1]);
    await bench().run('resumeCopies', [], new ScriptedPrompts('Move'));
    assert.deepEqual(
      [bench().messages.at(-1), runs(), keys('many/').length],
      ['status: Moved everything to docs/b/', 0, 0],
    );
    await bench().run('resumeCopies');
    assert.equal(bench().messages.at(-1), 'info: No move or copy was interrupted.');
  });

  it('are discarded by the button of the offer', async () => {
    await interrupt();
    await crash();
    offer();
    await bench().press('Discard');
    assert.equal(runs(), 0);
  });

  it('are offered too where changes are asked about', async () => {
    await interrupt();
    await crash();
    bench().changeMode = 'ask';
    offer();
    assert.deepEqual(labels(), ['Resume', 'Discard']);
  });

  it('are not resumed twice', async () => {
    await interrupt();
    const [run] = bench().copyJournal.interrupted();
    const resume = bench().shownMessages.at(-1)?.actions[0];
    await bench().copyJournal.begin(run ?? assert.fail(), run?.id);
    await resume?.run();
    assert.equal(bench().messages.at(-1), 'status: Nothing to resume: it was resumed or discarded already');
  });

  for (const mode of ['off', 'untrusted'] as const) {
    it(`are neither offered nor resumed if changes are ${mode}`, async () => {
      await interrupt();
      await crash();
      bench().changeMode = mode;
      offer();
      bench().assertSilent();
      await bench().run('resumeCopies');
      assert.match(bench().messages.join(), /^warn: /);
      assert.equal(runs(), 1);
    });
  }

  it('of one object, or of nothing that was copied, are not kept', async () => {
    await put(5);
    await bench().run('rename', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('new.txt'));
    refuse('CopyObject');
    await rename();
    assert.deepEqual([runs(), bench().oss.memento.text.includes('copyRuns')], [0, false]);
  });

  it('are forgotten with their profile', async () => {
    await interrupt();
    await bench().run('removeProfile', [await bench().node()], new ScriptedPrompts('Remove'));
    assert.equal(runs(), 0);
  });
});
