import assert from 'node:assert/strict';
import { askImageProcess } from '../../../../../src/features/copy/form/askImageProcess.ts';
import { BACK } from '../../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../../support/ui/scriptedPrompts.ts';

const DONE = 'Use This Processing';

interface Outcome {
  readonly answer: unknown;
  readonly shown: readonly (string | undefined)[];
  readonly asked: ScriptedPrompts['asked'];
}

async function ask(present: string | undefined, ...replies: readonly Reply[]): Promise<Outcome> {
  const prompts = new ScriptedPrompts(...replies);
  const shown: (string | undefined)[] = [];
  const answer = await askImageProcess(prompts, { title: 'Image Processing' }, present, (process) => {
    shown.push(process);
    return Promise.resolve();
  });
  prompts.assertDone();
  return { answer, shown, asked: prompts.asked };
}

describe('askImageProcess', () => {
  const operations: readonly (readonly [label: string, typed: string, process: string])[] = [
    ['Resize', '800', 'image/resize,w_800'],
    ['Resize', 'x600', 'image/resize,h_600'],
    ['Resize', '800 x 600', 'image/resize,w_800,h_600'],
    ['Resize', '50%', 'image/resize,p_50'],
    ['Crop', '300x200', 'image/crop,w_300,h_200,g_center'],
    ['Rotate', '90', 'image/rotate,90'],
    ['Format', 'JPEG', 'image/format,jpg'],
    ['Quality', '80', 'image/quality,q_80'],
    ['Watermark', '© 示例', `image/watermark,text_${Buffer.from('© 示例').toString('base64url')}`],
    ['Other…', 'style/small', 'style/small'],
  ];
  for (const [label, typed, process] of operations) {
    it(`makes ${process} of ${label} ${typed}, and shows it`, async () => {
      const { answer, shown } = await ask(undefined, label, typed, DONE);
      assert.deepEqual(answer, { process });
      assert.deepEqual(shown, [undefined, process]);
    });
  }

  it('starts with the previous input', async () => {
    const present = `image/resize,w_800,h_600/watermark,text_${Buffer.from('© 示例').toString('base64url')}`;
    const filledIn = async (label: string): Promise<unknown> =>
      (await ask(present, label, ESCAPE, ESCAPE)).asked.find(({ kind }) => kind === 'input')?.value;
    assert.equal(await filledIn('Resize'), '800x600');
    assert.equal(await filledIn('Watermark'), '© 示例');
    assert.equal(await filledIn('Other…'), present);
  });

  const refused: readonly (readonly [label: string, typed: string])[] = [
    ['Resize', 'big'],
    ['Resize', '%'],
    ['Crop', '300'],
    ['Rotate', '361'],
    ['Format', 'exe'],
    ['Quality', '0'],
    ['Watermark', 'x'.repeat(65)],
    ['Other…', 'two words'],
  ];
  for (const [label, typed] of refused) {
    it(`refuses "${typed.slice(0, 9)}" for ${label}, and continues without it`, async () => {
      const { answer, shown } = await ask(undefined, label, typed, ESCAPE, DONE);
      assert.deepEqual(answer, { process: undefined });
      assert.deepEqual(shown, [undefined]);
    });
  }

  it('edits and removes one of several operations', async () => {
    const present = 'image/resize,w_200/rotate,90';
    assert.deepEqual((await ask(present, 'Rotate', '180', DONE)).answer, { process: 'image/resize,w_200/rotate,180' });
    assert.deepEqual((await ask(present, 'Resize', '', DONE)).answer, { process: 'image/rotate,90' });
    assert.deepEqual((await ask(present, 'Clear All', DONE)).answer, { process: undefined });
  });

  it('keeps everything unchanged after Escape or Back', async () => {
    assert.equal((await ask('image/rotate,90', 'Resize', '9', ESCAPE)).answer, undefined);
    assert.equal((await ask('image/rotate,90', BACK)).answer, BACK);
  });
});
