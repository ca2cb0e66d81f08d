import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProfileAnswers } from '../../../../src/features/profiles/askProfile.ts';
import { withCommandApproval } from '../../../../src/features/profiles/profileAnswers.ts';
import { alicloudSessions, type AlicloudSessions } from '../../../../src/profiles/sources/alicloudSessions.ts';
import type { Account } from '../../../emulator/accounts.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { serve } from '../../../support/http/loopback.ts';
import { ACCOUNTS, KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { openLoopbackSts, type LoopbackSts } from '../../../support/profiles/loopbackSts.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { emulatorUrl, keyReplies } from '../../../support/features/profileReplies.ts';

const roleArn = 'acs:ram::1:role/reader';
const ROLE = 'RAM Role of Another Profile';

describe('a profile with an entered credential source', () => {
  const accounts: Account[] = [...ACCOUNTS];
  let sts: LoopbackSts;
  const sessions: AlicloudSessions = {
    ...alicloudSessions,
    assumeRole: (plan, base) => sts.sessions.assumeRole(plan, base),
  };
  const bench = withBench({ accounts, sessions });

  before(async () => {
    const roles = [{ arn: roleArn, maxSessionSeconds: 3600, trusts: [KEY.accessKeyId] }];
    sts = await openLoopbackSts({ roles, accounts, now: () => noon });
  });
  after(() => sts.close());

  /** Answers about a new profile with another source than an AccessKey. */
  function withSource(...source: readonly Reply[]): readonly Reply[] {
    return [{ press: 'Use Other Credentials…' }, ...source, emulatorUrl(bench()), 'cn-hangzhou', 'New'];
  }

  /** Answers that change the source of a stored profile. */
  function changing(name: string, ...source: readonly Reply[]): readonly Reply[] {
    return [...source, 'cn-hangzhou', 'Custom…', emulatorUrl(bench()), name];
  }

  /** Command that prints a key. The key is in a file, because commands are shown and must contain no secret. */
  async function printing(key: object): Promise<string> {
    const file = path.join(bench().oss.homeFolder, 'key.json');
    await writeFile(file, JSON.stringify(key));
    return `cat '${file}' #${Object.values(key).length}`;
  }
  const json = {
    AccessKeyId: STS_KEY.accessKeyId,
    AccessKeySecret: STS_KEY.accessKeySecret,
    SecurityToken: STS_KEY.securityToken,
    Expiration: '2031-05-06T12:40:00Z',
  };
  const fromJson = { ...STS_KEY, expiration: new Date(json.Expiration) };

  it('assumes a role with the key of another profile, and browses with its session', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...withSource(ROLE, 'Work', roleArn, 'Continue')));
    assert.deepEqual(bench().oss.profiles.get('new1').credentialSource, { kind: 'role', baseProfileId: 'p1', roleArn });
    assert.deepEqual([...bench().oss.secrets.values.keys()], ['ossLinks.profile.p1']);
    const { accessKeyId, expiration } = await bench().oss.profiles.credentialsOf('new1');
    assert.match(accessKeyId, /^STS\.session/);
    assert.deepEqual(expiration, new Date(noon.getTime() + 3_600_000));
    const client = await bench().oss.clients.of('new1');
    assert.equal((await client.getBucketInfo('docs')).name, 'docs');
    assert.equal(sts.asked.at(-1)?.['AccessKeyId'], KEY.accessKeyId);
  });

  it('requests a session once while it is valid, and another when the base key changes', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...withSource(ROLE, 'Work', roleArn, 'Continue')));
    const { profiles } = bench().oss;
    const before = sts.asked.length;
    await profiles.credentialsOf('new1');
    assert.equal(sts.asked.length, before);
    await profiles.saveSecret('p1', STS_KEY);
    await assert.rejects(profiles.credentialsOf('new1'), { problem: 'ServiceRefused' });
    assert.equal(sts.asked.at(-1)?.['AccessKeyId'], STS_KEY.accessKeyId);
  });

  it('shows in the tree that the base profile is gone, with a way to choose another one', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...withSource(ROLE, 'Work', roleArn, 'Continue')));
    await bench().oss.profiles.remove('p1');
    const [problem] = await bench().tree.children(bench().tree.roots()[0] ?? assert.fail());
    assert.ok(problem?.kind === 'problem');
    assert.deepEqual(problem.error instanceof Error && 'problem' in problem.error && problem.error.problem, 'BaseGone');
    const prompts = new ScriptedPrompts(...changing('New', 'AccessKey', ...keyReplies(KEY)));
    await bench().run('editProfile', [problem], prompts);
    assert.ok(!prompts.asked[0]?.labels.includes(ROLE), 'there is no profile left to take it');
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...KEY });
  });

  it('never becomes its own base, through other profiles either', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...withSource(ROLE, 'Work', roleArn, 'Continue')));
    const source = [{ press: 'Use Other Credentials…' }, ROLE, 'New', roleArn, 'Continue'];
    const prompts = new ScriptedPrompts(...changing('Work', ...source), ESCAPE);
    await bench().run('editProfile', ['p1'], prompts);
    assert.deepEqual(prompts.asked[2]?.labels, ['New']);
    assert.ok(prompts.last.readable.some((text) => text.startsWith('The profile "Work" is its own base profile.')));
    assert.equal(bench().oss.profiles.get('p1').credentialSource, undefined);
  });

  it('runs a command only after it was shown and approved, and stores it in SecretStorage only', async () => {
    const command = await printing(json);
    const prompts = new ScriptedPrompts(...withSource('Command', command), 'Allow');
    await bench().run('addProfile', [], prompts);
    assert.ok(prompts.last.readable.some((text) => text.includes(command)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), fromJson);
    assert.ok(!bench().oss.memento.text.includes('cat '));
    assert.deepEqual(await bench().oss.profiles.sourceSecretOf('new1'), { command });
  });

  it('neither runs nor stores a command that was not approved', async () => {
    const prompts = new ScriptedPrompts(...withSource('Command', await printing(json)), ESCAPE);
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(bench().profileNames, ['Work']);
    assert.deepEqual(bench().progresses, []);
    bench().assertSilent();
  });

  it('keeps its command when edited, and asks again for another one', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...withSource('Command', await printing(json)), 'Allow'));
    await bench().run('editProfile', ['new1'], new ScriptedPrompts(...changing('New', 'Command', '')));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), fromJson);
    const other = await printing({ ...json, Expiration: '2031-05-06T12:50:00Z', Another: 'field' });
    await bench().run('editProfile', ['new1'], new ScriptedPrompts(...changing('New', 'Command', other), 'Allow'));
    const { expiration } = await bench().oss.profiles.credentialsOf('new1');
    assert.deepEqual(expiration, new Date('2031-05-06T12:50:00Z'));
  });

  it('asks again for a command that is changed after a failed test', async () => {
    const approve = withCommandApproval(new ScriptedPrompts('Allow', 'Allow', ESCAPE));
    const answersOf = (command: string): ProfileAnswers => ({
      ...{ name: 'New', region: 'cn-hangzhou', endpoint: bench().oss.endpoint },
      ...{ credentialSource: { kind: 'process' }, sourceSecret: { command } },
    });
    assert.notEqual(await approve(answersOf('first')), undefined);
    assert.notEqual(await approve(answersOf('first')), undefined, 'it is not asked about twice');
    assert.notEqual(await approve(answersOf('second')), undefined);
    assert.equal(await approve(answersOf('first')), undefined);
  });

  it('asks for no approval of a command that is kept, nor of a source without one', async () => {
    const prompts = new ScriptedPrompts();
    const place = { name: 'New', region: 'cn-hangzhou', endpoint: bench().oss.endpoint };
    for (const source of [
      { credentialSource: { kind: 'process' } },
      { credentialSource: { kind: 'uri' }, sourceSecret: { uri: 'https://keys.example/' } },
      {},
    ] as const) {
      const answers: ProfileAnswers = { ...place, ...source };
      assert.equal(await withCommandApproval(prompts)(answers), answers);
    }
  });

  it('adds no profile after Escape in an option of the session', async () => {
    const before = bench().profileNames;
    const prompts = new ScriptedPrompts(...withSource(ROLE, 'Work', roleArn, 'Session name').slice(0, 5), ESCAPE);
    await bench().run('addProfile', [], prompts);
    assert.match(prompts.last.text, /^Session name in the logs/);
    assert.deepEqual(bench().profileNames, before);
    bench().assertSilent();
  });

  it('has a command without approval reviewed, for a role based on it too', async () => {
    const { profiles, endpoint } = bench().oss;
    const place = { region: 'cn-hangzhou', endpoint };
    await profiles.save(
      { id: 'c', name: 'Command', ...place, credentialSource: { kind: 'process' } },
      { command: await printing(json) },
    );
    await profiles.save({
      id: 'r',
      name: 'Role',
      ...place,
      credentialSource: { kind: 'role', baseProfileId: 'c', roleArn },
    });
    await assert.rejects(profiles.credentialsOf('c'), { problem: 'CommandNotAgreed' });
    await assert.rejects(profiles.credentialsOf('r'), { problem: 'CommandNotAgreed' });
    const prompts = new ScriptedPrompts('Allow');
    await bench().run('reviewCommand', ['r'], prompts);
    assert.ok(prompts.last.text.includes('profile "Command"'));
    assert.deepEqual(await profiles.credentialsOf('c'), fromJson);
  });

  it('requests a URI once while its response is valid, and asks for it again if it was lost', async () => {
    let served = 0;
    const server = await serve((_, response) => {
      served++;
      response.end(JSON.stringify({ Code: 'Success', ...json }));
    });
    try {
      const source = ['Credentials URI', `${server.origin}/keys?secret=1`];
      await bench().run('addProfile', [], new ScriptedPrompts(...withSource(...source)));
      assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), fromJson);
      assert.equal(served, 1);
      assert.ok(!bench().oss.memento.text.includes('secret=1'));
      bench().oss.secrets.values.delete('ossLinks.profile.new1');
      await assert.rejects(bench().oss.profiles.credentialsOf('new1'), { code: 'SecretMissing' });
      await bench().run('enterSecret', ['new1'], new ScriptedPrompts(...changing('New', ...source)));
      assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), fromJson);
    } finally {
      await server.close();
    }
  });

  it('deletes a key that no source needs any more', async () => {
    const { profiles, secrets } = bench().oss;
    await bench().oss.saveProfile({ id: 'p2', name: 'Second' });
    const source = [{ press: 'Use Other Credentials…' }, ROLE, 'Work', roleArn, 'Continue'];
    await bench().run('editProfile', ['p2'], new ScriptedPrompts(...changing('Second', ...source)));
    assert.deepEqual([...secrets.values.keys()], ['ossLinks.profile.p1']);
    assert.deepEqual(profiles.get('p2').credentialSource, { kind: 'role', baseProfileId: 'p1', roleArn });
  });
});
