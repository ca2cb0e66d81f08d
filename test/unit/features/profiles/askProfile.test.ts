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
const publicReplies: readonly Reply[] = ['Work', 'AccessKey', 'fake-id', 'fake-secret', '', 'cn-beijing', 'Public'];
const CNAME = 'A custom domain (CNAME) of one bucket';
const cnameReplies: readonly Reply[] = [
  ...publicReplies.slice(0, 6),
  'Custom…',
  'files.example.com',
  CNAME,
  'my-bucket',
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
  it('asks for name, source, key, secret, token, region and endpoint', async () => {
    const prompts = new ScriptedPrompts(...publicReplies);
    assert.deepEqual(await answersOf(prompts), {
      name: 'Work',
      secret: { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' },
      region: 'cn-beijing',
      endpoint: { kind: 'public' },
    });
    assert.deepEqual(
      prompts.asked.map(({ place }) => place),
      [1, 2, 3, 4, 5, 6, 7].map((step) => ({ title: 'Add Profile', step, totalSteps: 7, canGoBack: step > 1 })),
    );
  });

  it('takes temporary credentials with their token', async () => {
    const prompts = new ScriptedPrompts(
      'Work',
      'AccessKey',
      'fake-id',
      'fake-secret',
      'fake-token',
      'cn-beijing',
      'Internal',
    );
    const answers = await answersOf(prompts);
    assert.equal(answers?.secret?.securityToken, 'fake-token');
    assert.deepEqual(answers.endpoint, { kind: 'internal' });
  });

  it('takes a custom domain with its bucket', async () => {
    const prompts = new ScriptedPrompts(...cnameReplies);
    const answers = await answersOf(prompts);
    assert.deepEqual(answers?.endpoint, { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' });
    assert.equal(answers.bucket, 'my-bucket');
    assert.deepEqual(prompts.last.place, { title: 'Add Profile', step: 10, totalSteps: 10, canGoBack: true });
  });

  it('hides the key and its parts while they are typed, and shows everything else', async () => {
    const prompts = new ScriptedPrompts(...publicReplies);
    await answersOf(prompts);
    assert.deepEqual(
      prompts.asked.filter(({ secret }) => secret).map(({ place }) => place.step),
      [3, 4, 5],
    );
  });

  for (const [what, replies] of [
    ['a public endpoint', publicReplies],
    ['a custom domain', cnameReplies],
  ] as const) {
    it(`ends with nothing after Escape at every step of ${what}`, () =>
      escapeAtEveryStep(replies, (prompts) => answersOf(prompts)));

    it(`goes back from every step of ${what} with the answers kept`, async () => {
      const straight = await answersOf(new ScriptedPrompts(...replies));
      const results = await backAtEveryStep(replies, answersOf, ({ kind, value, activeLabel, labels }, before) => {
        if (kind === 'input')
          assert.equal(value, before === 'files.example.com' ? 'https://files.example.com' : before);
        else assert.equal(activeLabel, before, labels.join());
      });
      for (const result of results) assert.deepEqual(result, straight);
      assert.equal(results.length, replies.length - 1);
    });
  }

  it('keeps the bucket of a pasted bucket host, to be shown in the tree', async () => {
    const prompts = new ScriptedPrompts(...cnameReplies.slice(0, 7), 'my-bucket.oss-cn-beijing.aliyuncs.com');
    const answers = await answersOf(prompts);
    assert.deepEqual(answers?.endpoint, { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' });
    assert.equal(answers.bucket, 'my-bucket');
  });

  it('asks nothing of a custom endpoint any more after going back to a public one', async () => {
    const prompts = new ScriptedPrompts(...cnameReplies.slice(0, 9), BACK, BACK, BACK, 'Public');
    const answers = await answersOf(prompts);
    assert.deepEqual(answers?.endpoint, { kind: 'public' });
    assert.equal(answers.bucket, undefined);
  });

  it('refuses a name that is taken or empty, and what no key can be, with the reason', async () => {
    const prompts = new ScriptedPrompts(
      '',
      'Home',
      'Work',
      'AccessKey',
      'fake id',
      'fake-id',
      '',
      'fake-secret',
      'a\tb',
      '',
      'cn-beijing',
      'Public',
    );
    assert.ok(await answersOf(prompts));
    prompts.assertDone();
    const said = prompts.asked
      .filter(({ kind }) => kind === 'input')
      .slice(0, 4)
      .map(({ checks }) => checks.map((check) => check?.severity));
    assert.deepEqual(said, [
      ['error', 'error', undefined],
      ['error', undefined],
      ['error', undefined],
      ['error', undefined],
    ]);
  });

  it('begins with the last question when it is asked again, with all answers kept', async () => {
    const draft = await askProfile(new ScriptedPrompts(...publicReplies), question, {});
    const prompts = new ScriptedPrompts(BACK, 'cn-shanghai', 'Public');
    const again = await askProfile(prompts, question, draft ?? {}, { fromEnd: true });
    assert.deepEqual(again && completeProfile(again).region, 'cn-shanghai');
    assert.deepEqual(again?.source?.secret, { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' });
    assert.equal(prompts.asked[0]?.activeLabel, 'Public');
  });

  describe('of a profile that is stored', () => {
    const stored: ProfileDraft = { name: 'Work', region: 'cn-beijing', endpoint: { kind: 'public' } };

    it('keeps the secret where the box stays empty, and asks no more of it', async () => {
      const prompts = new ScriptedPrompts('Work', 'AccessKey', '', 'cn-beijing', 'Dual-stack');
      const answers = await answersOf(prompts, stored, { keeps: 'accessKey' });
      assert.deepEqual(answers, { name: 'Work', region: 'cn-beijing', endpoint: { kind: 'dualstack' } });
      assert.match(prompts.asked[2]?.text ?? '', /Leave empty to keep the present one/);
      assert.deepEqual(
        prompts.asked.map(({ place }) => place.totalSteps),
        [5, 5, 5, 5, 5],
      );
    });

    it('takes a new secret whole: an empty one is no secret, and is not said to be one', async () => {
      const prompts = new ScriptedPrompts(
        'Work',
        'AccessKey',
        'fake-id',
        '',
        'fake-secret',
        '',
        'cn-beijing',
        'Public',
      );
      const answers = await answersOf(prompts, stored, { keeps: 'accessKey' });
      assert.deepEqual(answers?.secret, { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' });
      assert.equal(prompts.asked[3]?.checks[0]?.severity, 'error');
      assert.doesNotMatch(prompts.asked[3].text, /Leave empty/);
    });

    it('goes without the new key where the user went back and emptied its box', async () => {
      const prompts = new ScriptedPrompts('Work', 'AccessKey', 'fake-id', BACK, '', 'cn-beijing', 'Public');
      assert.equal((await answersOf(prompts, stored, { keeps: 'accessKey' }))?.secret, undefined);
    });
  });

  it('completes no draft that lacks something', () => {
    for (const missing of ['name', 'region', 'endpoint'] as const) {
      const { [missing]: _, ...draft } = { name: 'Work', region: 'cn-beijing', endpoint: { kind: 'public' } as const };
      assert.throws(() => completeProfile(draft), /incomplete/);
    }
  });
});
