import assert from 'node:assert/strict';
import { copyWhenRestored } from '../../../../src/features/arrange/copyWhenRestored.ts';
import type { ObjectNode } from '../../../../src/tree/nodes.ts';
import { fakeTransport, refusal } from '../../../support/oss/fakeTransport.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('Copy Link When Restored', () => {
  const bench = withBench();
  const waits: number[] = [];
  /** Effects of time, by the number of waits before. */
  let events: Readonly<Record<number, () => void>> = {};
  beforeEach(async () => {
    waits.length = 0;
    events = {};
    for (const key of ['a.bin', 'b.bin']) {
      await bench().oss.emulator.putObject('docs', key, 'content', { storageClass: 'Archive' });
    }
  });
  const restore = (key: string, expires?: Date): void => {
    const { emulator } = bench().oss;
    const object = emulator.object('docs', key) ?? assert.fail(key);
    emulator.bucket('docs').change(object, { restored: expires ? { expires } : {} });
  };
  const until = new Date('2031-01-01T00:00:00Z');
  const node = async (key: string): Promise<ObjectNode> => {
    const found = await bench().node('docs', key);
    return found.kind === 'object' ? found : assert.fail(key);
  };
  const run = async (keys: readonly string[], prompts = new ScriptedPrompts()): Promise<void> => {
    const nodes = await Promise.all(keys.map(node));
    await copyWhenRestored(nodes, bench().services(prompts), (waitMs, signal) => {
      events[waits.push(waitMs)]?.();
      signal.throwIfAborted();
      return Promise.resolve();
    });
  };

  it('copies at once if the object can be read', async () => {
    restore('a.bin', until);
    await run(['a.bin']);
    assert.equal(bench().links.length, 1);
    assert.deepEqual(waits, []);
    assert.match(bench().messages.join(), /^status: Copied download link for a\.bin/);
  });

  it('asks every 30 seconds, later every 5 minutes, and copies the link once the object is restored', async () => {
    restore('a.bin');
    events = {
      22: () => {
        restore('a.bin', until);
      },
    };
    await run(['a.bin']);
    assert.deepEqual(waits, [...Array<number>(20).fill(30_000), 300_000, 300_000]);
    assert.match(bench().links.join(), /a\.bin/);
    assert.equal(bench().messages.at(-1), 'info: "a.bin" is restored. The download link was copied.');
    const [progress] = bench().progresses;
    assert.deepEqual(
      [progress?.title, progress?.reports[0]?.message],
      ['Waiting until "a.bin" can be read', 'being restored'],
    );
  });

  it('does not replace what was copied meanwhile', async () => {
    restore('a.bin');
    events = {
      1: () => {
        restore('a.bin', until);
        bench().clipboardText = 'mine';
      },
    };
    await run(['a.bin']);
    assert.deepEqual(bench().clipboard, []);
    assert.equal(bench().messages.at(-1), 'info: "a.bin" is restored.');
    await bench().press('Copy Download Link');
    assert.match(bench().clipboard.join(), /a\.bin/);
  });

  it('does not say that it copied a link whose check failed', async () => {
    restore('a.bin');
    events = {
      1: () => {
        restore('a.bin', until);
        bench().inspector.isCheckedBeforeCopy = true;
        bench().inspector.transportInUse = fakeTransport(refusal(403, 'PublicEndpointForbidden'));
      },
    };
    await run(['a.bin'], new ScriptedPrompts(undefined));
    assert.deepEqual(bench().clipboard, []);
    const { message, actions } = bench().shownMessages.at(-1) ?? assert.fail();
    assert.equal(message, '"a.bin" is restored.');
    assert.deepEqual(
      actions.map(({ label }) => label),
      ['Copy Download Link'],
    );
  });

  it('waits for several objects, and says how many are restored', async () => {
    for (const key of ['a.bin', 'b.bin']) restore(key);
    events = {
      1: () => {
        restore('a.bin', until);
      },
      2: () => {
        restore('b.bin', until);
      },
    };
    await run(['a.bin', 'b.bin', 'readme.txt']);
    assert.equal(bench().links.length, 3);
    assert.equal(bench().messages.at(-1), 'info: 3 objects are restored. The download link was copied.');
    assert.deepEqual(
      bench().progresses[0]?.reports.map(({ message }) => message),
      ['1 of 3 are restored', '2 of 3 are restored'],
    );
  });

  it('goes on after a failure of OSS, but not after a refusal', async () => {
    restore('a.bin');
    const fail = (status: number, code: string): void => {
      const match = { operation: 'HeadObject' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status, code, match, times: 10 });
    };
    events = {
      1: () => {
        fail(503, 'ServiceUnavailable');
      },
      2: () => {
        bench().oss.emulator.faults.clear();
        restore('a.bin', until);
      },
    };
    await run(['a.bin']);
    assert.equal(bench().links.length, 1);
    restore('b.bin');
    events = {
      3: () => {
        fail(403, 'AccessDenied');
      },
    };
    await assert.rejects(run(['b.bin']), { code: 'AccessDenied' });
  });

  it('stops silently if the user cancels', async () => {
    restore('a.bin');
    bench().onReport = (cancel) => {
      cancel();
    };
    await run(['a.bin']);
    bench().assertSilent();
  });

  it('offers to restore an object that is not being restored, and waits then', async () => {
    events = {
      1: () => {
        restore('a.bin', until);
      },
    };
    await run(['a.bin'], new ScriptedPrompts('1', 'Restore'));
    assert.equal(bench().messages.at(-1), 'warn: "a.bin" is archived. Nobody can read it before it is restored.');
    await bench().press('Restore…');
    assert.match(bench().links.join(), /a\.bin/);
  });

  it('neither waits nor repeats itself if the user does not restore', async () => {
    await run(['a.bin', 'b.bin'], new ScriptedPrompts(undefined));
    assert.match(bench().messages.at(-1) ?? '', /^warn: 2 objects are archived\./);
    await bench().press('Restore…');
    assert.deepEqual([bench().messages.length, waits], [1, []]);
  });

  it('does nothing without an object', async () => {
    await bench().run('copyWhenRestored', [await bench().node('docs', 'reports/')]);
    bench().assertSilent();
  });
});

describe('links of archived objects', () => {
  const bench = withBench();
  beforeEach(async () => {
    await bench().oss.emulator.putObject('docs', 'a.bin', 'content', { storageClass: 'Archive' });
    await bench().oss.emulator.putObject('docs', 'b.bin', 'content', { storageClass: 'ColdArchive' });
  });
  const labels = (): readonly string[] =>
    bench()
      .shownMessages.at(-1)
      ?.actions.map(({ label }) => label) ?? [];

  it('say that they do not work yet, and offer what helps', async () => {
    const node = await bench().node('docs', 'a.bin');
    await bench().run('copyGetUrl', [node]);
    assert.equal(bench().messages.at(-1), 'warn: "a.bin" is archived. The link works once it is restored.');
    assert.deepEqual(labels(), ['Restore…']);
    await bench().shownMessages.at(-1)?.actions[0]?.run();
    assert.deepEqual(bench().rowCommands, [['restoreObjects', node.id]]);
    const { emulator } = bench().oss;
    emulator.bucket('docs').change(emulator.object('docs', 'a.bin') ?? assert.fail(), { restored: {} });
    bench().tree.refresh();
    await bench().run('copyGetUrlFor1Hour', [await bench().node('docs', 'a.bin')]);
    assert.equal(bench().messages.at(-1), 'warn: "a.bin" is being restored. The link works once that is done.');
    assert.deepEqual(labels(), ['Copy Link When Restored']);
    const nodes = [await bench().node('docs', 'a.bin'), await bench().node('docs', 'b.bin')];
    await bench().run('copyGetUrl', [nodes[0], nodes]);
    assert.match(bench().messages.at(-1) ?? '', /^warn: 2 objects are archived\. Their links work once/);
    // One of them is being restored already.
    await bench().press('Restore…');
    assert.deepEqual(bench().rowCommands.at(-1), ['restoreObjects', nodes[1]?.id]);
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.match(bench().messages.at(-1) ?? '', /^status: /);
  });

  it('say so in every format, by a recipe and in a document, and upload links say nothing', async () => {
    const node = await bench().node('docs', 'a.bin');
    const said = 'warn: "a.bin" is archived. The link works once it is restored.';
    await bench().run('copyAs', [node], new ScriptedPrompts('Markdown link'));
    assert.equal(bench().messages.at(-1), said);
    bench().editor = { languageId: 'markdown', cursors: 1, insert: () => Promise.resolve(true) };
    await bench().run('insertLinks', [node]);
    assert.deepEqual(bench().messages.slice(-1), [said]);
    const user = { Long: { validity: '2d' }, Shell: { method: 'PUT', format: 'curl' } };
    bench().recipeSettings = { user, workspace: {}, defaults: {} };
    await bench().run('copyWithRecipe', [node], new ScriptedPrompts('Long'));
    assert.deepEqual(bench().messages.slice(-1), [said]);
    bench().selected = [node];
    await bench().run('copyWithLastRecipe');
    assert.equal(bench().messages.filter((message) => message === said).length, 4);
    await bench().run('copyWithRecipe', [node], new ScriptedPrompts('Shell'));
    await bench().run('copyAs', [node], new ScriptedPrompts('Upload Link Instead…', 'curl'));
    assert.equal(bench().messages.filter((message) => message === said).length, 4);
  });

  it('say so in the form, for downloads only', async () => {
    const prompts = new ScriptedPrompts('Method', undefined);
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'a.bin')], prompts);
    const [download, upload] = prompts.asked.map(({ readable }) => readable.join('\n'));
    assert.match(download ?? '', /"a\.bin" is archived\. The link works once it is restored\./);
    assert.doesNotMatch(upload ?? '', /archived/);
  });
});
