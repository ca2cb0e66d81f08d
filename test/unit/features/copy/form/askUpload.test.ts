import assert from 'node:assert/strict';
import { contentTypeFor } from '../../../../../src/links/headers/contentType.ts';
import type { Validity } from '../../../../../src/links/validity.ts';
import { askUpload, type UploadAnswers, type UploadQuestion } from '../../../../../src/features/copy/form/askUpload.ts';
import { noon } from '../../../../support/emulator/handMade.ts';
import {
  backAtEveryStep,
  escapeAtEveryStep,
  ScriptedPrompts,
  type Reply,
} from '../../../../support/ui/scriptedPrompts.ts';

const hour: Validity = { kind: 'duration', seconds: 3600 };
const question: UploadQuestion = {
  title: 'Copy Upload Link',
  folder: { profileId: 'p1', bucket: 'docs', prefix: 'in/' },
  several: false,
  contentTypeFor,
  initial: { name: '', validity: { kind: 'duration', seconds: 900 }, headers: {} },
  recent: [],
  now: () => noon,
  locale: 'en',
};
const replies: readonly Reply[] = ['报告.pdf', '1 hour', 'application/pdf', 'Copy Upload Link'];

function ask(prompts: ScriptedPrompts, more: Partial<UploadQuestion> = {}): Promise<UploadAnswers | undefined> {
  return askUpload(prompts, { ...question, ...more });
}

describe('askUpload', () => {
  it('asks for name, validity, type and headers', async () => {
    const prompts = new ScriptedPrompts(...replies);
    assert.deepEqual(await ask(prompts), {
      name: '报告.pdf',
      validity: hour,
      contentType: 'application/pdf',
      headers: {},
    });
    assert.equal(prompts.asked[0]?.text, 'Object name in docs/in/');
    assert.deepEqual(
      prompts.asked.map(({ place }) => [place.title, place.step, place.totalSteps]),
      [
        ['Copy Upload Link', 1, 4],
        ['Copy Upload Link · 报告.pdf', 2, 4],
        ['Copy Upload Link · 报告.pdf', 3, 4],
        ['Copy Upload Link · 报告.pdf', 4, 4],
      ],
    );
  });

  it('proposes the content type of the file name, binary, none, or a typed one', async () => {
    const proposed = async (name: string, type: string): Promise<[UploadAnswers | undefined, readonly string[]]> => {
      const prompts = new ScriptedPrompts(name, '1 hour', type, 'Copy Upload Link');
      return [await ask(prompts), prompts.asked[2]?.labels ?? []];
    };
    const [png, labels] = await proposed('a.png', 'image/webp;q=1');
    assert.deepEqual(labels, ['image/png', 'application/octet-stream', 'None']);
    assert.equal(png?.contentType, 'image/webp;q=1');
    const [unknown, others] = await proposed('a.unheard-of', 'None');
    assert.deepEqual(others, ['application/octet-stream', 'None']);
    assert.equal(unknown?.contentType, undefined);
  });

  it('refuses an invalid content type', async () => {
    const prompts = new ScriptedPrompts('a.png', '1 hour', 'png');
    await assert.rejects(ask(prompts), /"png" cannot be picked/);
  });

  it('refuses an invalid name, alone or in its folder', async () => {
    const prefix = `${'x'.repeat(1000)}/`;
    const prompts = new ScriptedPrompts(
      '',
      '/a',
      'y'.repeat(23),
      'y'.repeat(22),
      ...replies.slice(1, 2),
      'application/octet-stream',
      'Copy Upload Link',
    );
    assert.ok(await ask(prompts, { folder: { profileId: 'p1', bucket: 'docs', prefix } }));
    assert.deepEqual(
      prompts.asked[0]?.checks.map((check) => check?.severity),
      ['error', 'error', 'error', undefined],
    );
  });

  it('starts with the known answers', async () => {
    const prompts = new ScriptedPrompts('known.txt', '1 hour', 'text/plain', 'Copy Upload Link');
    const initial = { name: 'known.txt', validity: hour, headers: { 'x-oss-meta-a': '1' } };
    assert.deepEqual((await ask(prompts, { initial }))?.headers, { 'x-oss-meta-a': '1' });
    assert.equal(prompts.asked[0]?.value, 'known.txt');
    assert.equal(prompts.asked[1]?.activeLabel, '1 hour');
    assert.ok(prompts.asked[3]?.labels.includes('x-oss-meta-a: 1'));
  });

  it('asks for no name if the object is known', async () => {
    const prompts = new ScriptedPrompts('1 hour', 'text/plain', 'Copy Upload Link');
    assert.ok(await ask(prompts, { folder: undefined, initial: { ...question.initial, name: 'a.txt' } }));
    assert.equal(prompts.last.place.totalSteps, 3);
  });

  it('asks for no content type that several objects could share', async () => {
    const prompts = new ScriptedPrompts('1 hour', 'Copy Upload Links');
    const answers = await ask(prompts, { folder: undefined, several: true });
    assert.equal(answers?.contentType, undefined);
    assert.equal(prompts.last.place.title, 'Copy Upload Link');
  });

  it('returns nothing after Escape at every step', () => escapeAtEveryStep(replies, (prompts) => ask(prompts)));

  it('goes back from every step with the answers kept', async () => {
    const straight = await ask(new ScriptedPrompts(...replies));
    const results = await backAtEveryStep(
      replies,
      (prompts) => ask(prompts),
      ({ kind, value, activeLabel, labels }, before) => {
        assert.equal(kind === 'input' ? value : (activeLabel ?? labels[0]), before);
      },
    );
    assert.deepEqual(results, [straight, straight, straight]);
  });
});
