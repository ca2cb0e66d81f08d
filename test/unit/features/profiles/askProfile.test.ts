import assert from 'node:assert/strict';
import {
  askProfile,
  completeProfile,
  type ProfileAnswers,
  type ProfileDraft,
  type ProfileQuestion,
} from '../../../../src/features/profiles/askProfile.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import {
  backAtEveryStep,
  escapeAtEveryStep,
  ScriptedPrompts,
  type Reply,
} from '../../../support/ui/scriptedPrompts.ts';

const question: ProfileQuestion = { title: 'Add Profile', takenNames: ['Home'], bases: [] };
const publicReplies: readonly Reply[] = ['fake-id', 'fake-secret', 'cn-beijing', 'Work'];
const CNAME = 'Custom domain (CNAME) of one bucket';
const cnameReplies: readonly Reply[] = [
  ...publicReplies.slice(0, 2),
  'Other Endpoint…',
  'cn-beijing',
  'Custom…',
  'files.example.com',
  CNAME,
  'my-bucket',
  'Work',
];

async function answersOf(
  prompts: ScriptedPrompts,
  draft: ProfileDraft = {},
  more: Partial<ProfileQuestion> = {},
): Promise<ProfileAnswers | undefined> {
  const asked = await askProfile(prompts, { ...question, ...more }, draft);
  return asked && completeProfile(asked);
}

describe('askProfile', () => {
  it('asks four questions: AccessKey ID, secret, region and name', async () => {
    const prompts = new ScriptedPrompts(...publicReplies);
    assert.deepEqual(await answersOf(prompts), {
      name: 'Work',
      secret: { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' },
      region: 'cn-beijing',
      endpoint: { kind: 'public' },
    });
    assert.deepEqual(
      prompts.asked.map(({ place }) => place),
      [1, 2, 3, 4].map((step) => ({ title: 'Add Profile', step, totalSteps: 4, canGoBack: step > 1 })),
    );
    assert.equal(prompts.last.value, 'cn-beijing');
  });

  it('accepts temporary credentials with their token', async () => {
    const prompts = new ScriptedPrompts('STS.fake-id', 'fake-secret', 'fake-token', 'cn-beijing-internal', 'Work');
    const answers = await answersOf(prompts);
    assert.equal(answers?.secret?.securityToken, 'fake-token');
    assert.deepEqual(answers.endpoint, { kind: 'internal' });
  });

  it('accepts a custom domain with its bucket', async () => {
    const prompts = new ScriptedPrompts(...cnameReplies);
    const answers = await answersOf(prompts);
    assert.deepEqual(answers?.endpoint, { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' });
    assert.equal(answers.bucket, 'my-bucket');
    assert.deepEqual(prompts.last.place, { title: 'Add Profile', step: 9, totalSteps: 9, canGoBack: true });
    assert.equal(prompts.last.value, 'files.example.com');
  });

  it('hides the AccessKey while it is typed, and shows everything else', async () => {
    const prompts = new ScriptedPrompts(...publicReplies);
    await answersOf(prompts);
    assert.deepEqual(
      prompts.asked.filter(({ secret }) => secret).map(({ place }) => place.step),
      [1, 2],
    );
  });

  for (const [what, replies] of [
    ['a public endpoint', publicReplies],
    ['a custom domain', cnameReplies],
  ] as const) {
    it(`returns nothing after Escape at every step of ${what}`, () =>
      escapeAtEveryStep(replies, (prompts) => answersOf(prompts)));

    it(`goes back from every step of ${what} with the answers kept`, async () => {
      const straight = await answersOf(new ScriptedPrompts(...replies));
      const steps = replies.filter((reply) => reply !== 'Other Endpoint…');
      const draft: ProfileDraft = steps.length < replies.length ? { picksEndpoint: true } : {};
      const run = (prompts: ScriptedPrompts): Promise<ProfileAnswers | undefined> => answersOf(prompts, draft);
      const results = await backAtEveryStep(steps, run, ({ kind, value, activeLabel, labels }, before) => {
        if (kind === 'input')
          assert.equal(value, before === 'files.example.com' ? 'https://files.example.com' : before);
        else assert.equal(activeLabel, before, labels.join());
      });
      for (const result of results) assert.deepEqual(result, straight);
      assert.equal(results.length, steps.length - 1);
    });
  }

  it('keeps the bucket of a pasted bucket host, to be shown in the tree', async () => {
    const prompts = new ScriptedPrompts('fake-id', 'fake-secret', 'my-bucket.oss-cn-beijing.aliyuncs.com', 'Work');
    const answers = await answersOf(prompts);
    assert.equal(answers?.region, 'cn-beijing');
    assert.deepEqual(answers.endpoint, { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' });
    assert.equal(answers.bucket, 'my-bucket');
  });

  it('asks nothing about a custom endpoint after going back to a public one', async () => {
    const prompts = new ScriptedPrompts(...cnameReplies.slice(0, 7), BACK, BACK, BACK, 'Public', 'Work');
    const answers = await answersOf(prompts);
    assert.deepEqual(answers?.endpoint, { kind: 'public' });
    assert.equal(answers.bucket, undefined);
  });

  it('refuses a name that is taken or empty, and invalid keys, with the reason', async () => {
    const prompts = new ScriptedPrompts('', 'fake id', 'fake-id', '', 'a\tb', 'fake-secret', 'cn-beijing');
    prompts.then('', 'Home', 'Work');
    assert.ok(await answersOf(prompts));
    prompts.assertDone();
    const said = prompts.asked
      .filter(({ kind }) => kind === 'input')
      .map(({ checks }) => checks.map((check) => check?.severity));
    assert.deepEqual(said, Array(3).fill(['error', 'error', undefined]));
    assert.deepEqual(prompts.asked[1]?.checks[0]?.message, 'Enter the AccessKey secret.');
  });

  it('starts at the wrong answer when asked again, with all answers kept', async () => {
    const draft = await askProfile(new ScriptedPrompts(...publicReplies), question, {});
    const prompts = new ScriptedPrompts('cn-shanghai', 'Work');
    const again = await askProfile(prompts, question, draft ?? {}, { at: ['endpoint', 'location'] });
    assert.deepEqual(again && completeProfile(again).region, 'cn-shanghai');
    assert.deepEqual(again?.source?.secret, { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' });
    assert.equal(prompts.asked[0]?.activeLabel, 'cn-beijing');
  });

  describe('of a stored profile', () => {
    const stored: ProfileDraft = { name: 'Work', region: 'cn-beijing', endpoint: { kind: 'public' } };

    it('keeps the secret if the box stays empty, and asks nothing more about it', async () => {
      const prompts = new ScriptedPrompts('', 'cn-beijing', 'Dual-stack', 'Work');
      const answers = await answersOf(prompts, { ...stored, picksEndpoint: true }, { keeps: 'accessKey' });
      assert.deepEqual(answers, { name: 'Work', region: 'cn-beijing', endpoint: { kind: 'dualstack' } });
      assert.match(prompts.asked[0]?.text ?? '', /leave empty to keep the current AccessKey/);
      assert.deepEqual(
        prompts.asked.map(({ place }) => place.totalSteps),
        [4, 4, 4, 4],
      );
    });

    it('replaces the whole secret, and refuses an empty one', async () => {
      const prompts = new ScriptedPrompts('fake-id', '', 'fake-secret', 'cn-beijing', 'Work');
      const answers = await answersOf(prompts, stored, { keeps: 'accessKey' });
      assert.deepEqual(answers?.secret, { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' });
      assert.equal(prompts.asked[1]?.checks[0]?.severity, 'error');
      assert.doesNotMatch(prompts.asked[1].text, /empty/);
    });

    it('drops the new key if the user went back and emptied its box', async () => {
      const prompts = new ScriptedPrompts('fake-id', BACK, '', 'cn-beijing', 'Work');
      assert.equal((await answersOf(prompts, stored, { keeps: 'accessKey' }))?.secret, undefined);
    });
  });

  it('returns no incomplete draft', () => {
    for (const missing of ['name', 'region', 'endpoint'] as const) {
      const { [missing]: _, ...draft } = { name: 'Work', region: 'cn-beijing', endpoint: { kind: 'public' } as const };
      assert.throws(() => completeProfile(draft), /incomplete/);
    }
  });
});
