import assert from 'node:assert/strict';
import type { CredentialSource } from '../../../../src/profiles/profile.ts';
import { sourceSteps, type SourceQuestion } from '../../../../src/features/profiles/askSource.ts';
import {
  completeSource,
  sourceDraft,
  type SourceAnswers,
  type SourceDraft,
} from '../../../../src/features/profiles/sourceDraft.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { runSteps } from '../../../../src/ui/prompts/wizard.ts';
import {
  backAtEveryStep,
  escapeAtEveryStep,
  ScriptedPrompts,
  type Reply,
} from '../../../support/ui/scriptedPrompts.ts';

const roleArn = 'acs:ram::1:role/reader';
const providerArn = 'acs:ram::1:oidc-provider/ci';
const question: SourceQuestion = {
  title: 'Add Profile',
  bases: [
    { id: 'p1', name: 'Work' },
    { id: 'p2', name: 'Home' },
  ],
};

async function answersOf(
  prompts: ScriptedPrompts,
  draft: SourceDraft = {},
  more: Partial<SourceQuestion> = {},
): Promise<SourceAnswers | undefined> {
  const asked = await runSteps(sourceSteps(prompts, { ...question, ...more }), draft);
  return asked && completeSource(asked);
}

/** The button of the first box that leads to the other sources. */
const OTHER = { press: 'Use Other Credentials…' };

const SOURCES: readonly (readonly [what: string, replies: readonly Reply[], answers: SourceAnswers])[] = [
  ['a key', ['fake-id', 'fake-secret'], { secret: { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' } }],
  [
    'a role on another profile',
    [OTHER, 'RAM Role of Another Profile', 'Home', roleArn, 'Continue'],
    { credentialSource: { kind: 'role', baseProfileId: 'p2', roleArn } },
  ],
  [
    'a command',
    [OTHER, 'Command', 'tool --json'],
    { credentialSource: { kind: 'process' }, sourceSecret: { command: 'tool --json' } },
  ],
  [
    'a URI',
    [OTHER, 'Credentials URI', 'https://keys.example.com/x'],
    { credentialSource: { kind: 'uri' }, sourceSecret: { uri: 'https://keys.example.com/x' } },
  ],
  [
    'the role of the instance',
    [OTHER, 'RAM Role of the ECS Instance', 'app'],
    { credentialSource: { kind: 'instanceRole', roleName: 'app' } },
  ],
  [
    'any role of the instance',
    [OTHER, 'RAM Role of the ECS Instance', ''],
    { credentialSource: { kind: 'instanceRole' } },
  ],
  [
    'OIDC',
    [OTHER, 'OIDC', providerArn, '/run/token', roleArn, 'Continue'],
    { credentialSource: { kind: 'oidc', providerArn, tokenFile: '/run/token', roleArn } },
  ],
];

describe('askSource', () => {
  for (const [what, replies, answers] of SOURCES) {
    it(`accepts ${what}`, async () => {
      const prompts = new ScriptedPrompts(...replies);
      assert.deepEqual(await answersOf(prompts), answers);
      prompts.assertDone();
    });

    it(`returns nothing after Escape at every step of ${what}`, () =>
      escapeAtEveryStep(replies, (prompts) => answersOf(prompts)));

    it(`goes back from every step of ${what} with the answers kept`, async () => {
      // The button and its list are one step with the first box.
      const steps = replies[0] === OTHER ? replies.slice(1) : replies;
      const draft: SourceDraft = replies[0] === OTHER ? { kind: 'instanceRole' } : {};
      const results = await backAtEveryStep(
        steps,
        (prompts) => answersOf(prompts, draft),
        ({ kind, value, activeLabel, text }, before) => {
          if (kind === 'input') assert.equal(value, before);
          else if (text !== 'The session of the role') assert.equal(activeLabel, before);
        },
      );
      for (const result of results) assert.deepEqual(result, answers);
    });
  }

  it('goes back from the other sources to the AccessKey ID, which they keep', async () => {
    const prompts = new ScriptedPrompts(OTHER, BACK, 'fake-id', BACK, OTHER, 'AccessKey', 'fake-id', 'fake-secret');
    assert.deepEqual(await answersOf(prompts), {
      secret: { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' },
    });
    prompts.assertDone();
  });

  it('asks for a token only if the ID is that of a session, or the user has one', async () => {
    for (const id of ['STS.fake-id', 'TMP.fake-id']) {
      const session = new ScriptedPrompts(id, 'fake-secret', '', 'fake-token');
      assert.equal((await answersOf(session))?.secret?.securityToken, 'fake-token');
      assert.equal(session.last.checks[0]?.severity, 'error');
    }
    const other = new ScriptedPrompts('fake-id', { press: 'Add STS Token' }, 'fake-secret', 'fake-token');
    assert.equal((await answersOf(other))?.secret?.securityToken, 'fake-token');
    const none = new ScriptedPrompts('fake-id', { press: 'Add STS Token' }, 'fake-secret', '');
    assert.deepEqual((await answersOf(none))?.secret, { accessKeyId: 'fake-id', accessKeySecret: 'fake-secret' });
  });

  it('warns of a secret that is entered as an ID', async () => {
    const prompts = new ScriptedPrompts('abcdefghijklmnopqrstuvwxyz1234', 'fake-secret');
    await answersOf(prompts);
    assert.deepEqual(prompts.asked[0]?.checks, [
      {
        severity: 'warning',
        message: 'This looks like an AccessKey secret. Enter the AccessKey ID here. The secret comes next.',
      },
    ]);
  });

  it('accepts the session options one after the other, and removes them again', async () => {
    const policy = '{"Statement":[]}';
    const prompts = new ScriptedPrompts(OTHER, 'RAM Role of Another Profile', 'Work', roleArn);
    prompts.then(
      'Session name',
      'x',
      'me',
      'Duration',
      '5m',
      '15m',
      'External ID',
      'not agreed',
      'agreed',
      'Inline policy',
      '{',
      policy,
    );
    prompts.then('Duration', BACK, 'External ID', '', 'Continue');
    const answers = await answersOf(prompts);
    assert.deepEqual(answers?.credentialSource, {
      kind: 'role',
      baseProfileId: 'p1',
      roleArn,
      sessionName: 'me',
      durationSeconds: 900,
      policy,
    });
    const refused = prompts.asked.flatMap(({ checks }) => checks.filter((check) => check?.severity === 'error'));
    assert.equal(refused.length, 4);
    assert.ok(prompts.last.readable.includes('15m'));
  });

  it('offers OIDC neither an external ID nor a policy', async () => {
    const prompts = new ScriptedPrompts(OTHER, 'OIDC', providerArn, '/run/token', roleArn, undefined);
    await answersOf(prompts);
    assert.deepEqual(prompts.last.labels, ['Continue', 'Session name', 'Duration']);
  });

  it('offers no role if no profile can assume it', async () => {
    const prompts = new ScriptedPrompts(OTHER, undefined);
    await answersOf(prompts, {}, { bases: [] });
    assert.ok(!prompts.last.labels.includes('RAM Role of Another Profile'));
  });

  it('hides a URI while it is typed, and requires every part of a command', async () => {
    const uri = new ScriptedPrompts(OTHER, 'Credentials URI', 'http://keys.example.com/', undefined);
    await answersOf(uri);
    assert.equal(uri.last.secret, true);
    assert.equal(uri.last.checks[0]?.severity, 'error');
    const command = new ScriptedPrompts(OTHER, 'Command', '', undefined);
    await answersOf(command);
    assert.equal(command.last.checks[0]?.severity, 'error');
  });

  it('keeps the stored value only if its own box stays empty', async () => {
    assert.deepEqual(
      await answersOf(new ScriptedPrompts('Command', ''), { kind: 'process' }, { keeps: 'process' }),
      {},
    );
    assert.deepEqual(await answersOf(new ScriptedPrompts('Imported'), { kind: 'imported' }, { keeps: 'imported' }), {});
    const other = new ScriptedPrompts('Credentials URI', '', undefined);
    await answersOf(other, { kind: 'process' }, { keeps: 'process' });
    assert.equal(other.last.checks[0]?.severity, 'error');
  });

  it('starts with every source as stored', () => {
    const sources: readonly CredentialSource[] = [
      {
        kind: 'role',
        baseProfileId: 'p1',
        roleArn,
        sessionName: 'me',
        durationSeconds: 900,
        externalId: 'e',
        policy: '{}',
      },
      { kind: 'oidc', providerArn, tokenFile: '/run/token', roleArn, durationSeconds: 900 },
      { kind: 'instanceRole', roleName: 'app' },
    ];
    for (const credentialSource of sources) {
      assert.deepEqual(completeSource(sourceDraft({ credentialSource })), { credentialSource });
    }
    assert.equal(sourceDraft({}).kind, 'accessKey');
    assert.equal(sourceDraft({ credentialSource: { tool: 'ossutil', profile: 'a' } }).kind, 'imported');
  });
});
