import assert from 'node:assert/strict';
import { askDownload, type DownloadAnswer } from '../../../src/ui/askDownload.ts';
import { BACK } from '../../../src/ui/questions.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from './scriptedPrompts.ts';

const SHOW = 'As the object says';
const SAVE = 'Forced download';
const RENAME = 'Forced download under another name…';

async function ask(
  present: DownloadAnswer,
  ownName: string | undefined,
  ...replies: readonly Reply[]
): Promise<[answer: unknown, prompts: ScriptedPrompts]> {
  const prompts = new ScriptedPrompts(...replies);
  const answer = await askDownload(prompts, { title: 'Title', canGoBack: true }, present, ownName);
  prompts.assertDone();
  return [answer, prompts];
}

describe('askDownload', () => {
  it('leaves it to the object, or forces a download under its own name', async () => {
    assert.deepEqual((await ask({ forced: false }, 'a.txt', SHOW))[0], { forced: false });
    assert.deepEqual((await ask({ forced: false }, 'a.txt', SAVE))[0], { forced: true });
  });

  it('begins with the present answer', async () => {
    assert.equal((await ask({ forced: false }, 'a.txt', SHOW))[1].last.activeLabel, SHOW);
    assert.equal((await ask({ forced: true }, 'a.txt', SHOW))[1].last.activeLabel, SAVE);
    assert.equal((await ask({ forced: true, name: 'b.txt' }, 'a.txt', SHOW))[1].last.activeLabel, RENAME);
  });

  it('forces a download under another name, which is not empty', async () => {
    const [answer, { last }] = await ask({ forced: false }, 'a.txt', RENAME, '', '报告.txt');
    assert.deepEqual(answer, { forced: true, name: '报告.txt' });
    assert.equal(last.value, 'a.txt');
    assert.equal(last.checks[0]?.severity, 'error');
  });

  it('asks for no name that several objects would share', async () => {
    assert.deepEqual((await ask({ forced: false }, undefined, SAVE))[1].last.labels, [SHOW, SAVE]);
  });

  it('goes back from the name to the choice, and from the choice to the step before', async () => {
    assert.equal((await ask({ forced: false }, 'a.txt', RENAME, BACK, BACK))[0], BACK);
  });

  it('ends with nothing after Escape', async () => {
    assert.equal((await ask({ forced: false }, 'a.txt', ESCAPE))[0], undefined);
    assert.equal((await ask({ forced: false }, 'a.txt', RENAME, ESCAPE))[0], undefined);
  });
});
