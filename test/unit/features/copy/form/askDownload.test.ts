import assert from 'node:assert/strict';
import type { LinkOptions } from '../../../../../src/links/linkOptions.ts';
import { askDownload } from '../../../../../src/features/copy/form/askDownload.ts';
import { BACK } from '../../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../../support/ui/scriptedPrompts.ts';

const SHOW = 'From object';
const SAVE = 'Forced download';
const INLINE = 'Show in browser';
const RENAME = 'Force Download with Another Name…';

async function ask(
  present: LinkOptions['download'],
  ownName: string | undefined,
  ...replies: readonly Reply[]
): Promise<[answer: unknown, prompts: ScriptedPrompts]> {
  const prompts = new ScriptedPrompts(...replies);
  const answer = await askDownload(prompts, { title: 'Title', canGoBack: true }, present, ownName);
  prompts.assertDone();
  return [answer, prompts];
}

describe('askDownload', () => {
  it('leaves the disposition to the object, or forces a download under its own name', async () => {
    assert.deepEqual((await ask(undefined, 'a.txt', SHOW))[0], { download: undefined });
    assert.deepEqual((await ask(undefined, 'a.txt', SAVE))[0], { download: { type: 'attachment' } });
  });

  it('selects the current choice first', async () => {
    assert.equal((await ask(undefined, 'a.txt', SHOW))[1].last.activeLabel, SHOW);
    assert.equal((await ask({ type: 'attachment' }, 'a.txt', SHOW))[1].last.activeLabel, SAVE);
    assert.equal((await ask({ type: 'attachment', name: 'b.txt' }, 'a.txt', SHOW))[1].last.activeLabel, RENAME);
  });

  it('forces a download under another name, which must not be empty', async () => {
    const [answer, { last }] = await ask(undefined, 'a.txt', RENAME, '', '报告.txt');
    assert.deepEqual(answer, { download: { type: 'attachment', name: '报告.txt' } });
    assert.equal(last.value, 'a.txt');
    assert.equal(last.checks[0]?.severity, 'error');
  });

  it('asks for no name that several objects would share', async () => {
    assert.deepEqual((await ask(undefined, undefined, SAVE))[1].last.labels, [SHOW, SAVE, INLINE]);
  });

  it('lets browsers show an object that is set to download', async () => {
    assert.deepEqual((await ask(undefined, 'a.txt', INLINE))[0], { download: { type: 'inline' } });
    assert.equal((await ask({ type: 'inline' }, 'a.txt', INLINE))[1].last.activeLabel, INLINE);
  });

  it('goes back from the name to the choice, and from the choice to the step before', async () => {
    assert.equal((await ask(undefined, 'a.txt', RENAME, BACK, BACK))[0], BACK);
  });

  it('returns nothing after Escape', async () => {
    assert.equal((await ask(undefined, 'a.txt', ESCAPE))[0], undefined);
    assert.equal((await ask(undefined, 'a.txt', RENAME, ESCAPE))[0], undefined);
  });
});
