import assert from 'node:assert/strict';
import type { ProfileSecret } from '../../../../src/profiles/profile.ts';
import { KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';
import { CNAME, emulatorUrl, keyReplies } from '../../../support/features/profileReplies.ts';

describe('Edit Profile', () => {
  const bench = withBench({
    environment: { OSS_ACCESS_KEY_ID: 'fake-env-id', OSS_ACCESS_KEY_SECRET: 'fake-env-secret' },
  });
  /** Answers that keep the AccessKey. */
  const keepingSecret = (name: string): readonly Reply[] => ['', 'cn-hangzhou', 'Custom…', emulatorUrl(bench()), name];
  const withKey = (key: ProfileSecret): readonly Reply[] => [...keyReplies(key), ...keepingSecret('Work').slice(1)];

  it('saves the changes and keeps the secret', async () => {
    const prompts = new ScriptedPrompts(...keepingSecret('Renamed'));
    await bench().run('editProfile', [await bench().node()], prompts);
    assert.deepEqual(bench().profileNames, ['Environment', 'Renamed']);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Saved profile "Renamed"']);
    assert.equal(prompts.last.value, 'Work');
    assert.equal(prompts.asked[0]?.value, '');
  });

  it('accepts a new key', async () => {
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...withKey(STS_KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...STS_KEY });
  });

  it('asks for the whole key if the secret is missing', async () => {
    bench().oss.secrets.values.clear();
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...withKey(KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
  });

  it('adds no bucket whose folder the profile shows', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs/reports/');
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...keepingSecret('Renamed')));
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['docs/reports/']);
  });

  it('keeps one bucket for a custom domain: the new one', async () => {
    await bench().oss.profiles.addBucket('p1', 'former-bucket');
    const replies = ['', 'cn-hangzhou', 'Custom…', 'files.example.com', CNAME, 'docs', 'Work', 'Save Anyway'];
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('editProfile', ['p1'], prompts);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['docs']);
  });

  it('asks which one from the palette if there are several', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    const prompts = new ScriptedPrompts('Home', ...keepingSecret('Home 2'));
    await bench().run('editProfile', [], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['Home', 'Work']);
    assert.deepEqual(bench().profileNames, ['Environment', 'Home 2', 'Work']);
  });

  it('leaves the profile of the environment unchanged, by any command', async () => {
    for (const name of ['editProfile', 'removeProfile', 'enterSecret'] as const) {
      await bench().run(name, ['environment']);
    }
    assert.deepEqual(bench().profileNames, ['Environment', 'Work']);
    assert.deepEqual(
      bench().messages,
      Array(3).fill('status: To change the profile "Environment", change its environment variables.'),
    );
  });

  it('changes nothing after Escape at every step', async () => {
    const before = bench().oss.profiles.list();
    await escapeSilently(bench(), 'editProfile', ['p1'], keepingSecret('Renamed'));
    assert.deepEqual(bench().oss.profiles.list(), before);
  });

  it('reports that the profile is gone', async () => {
    await bench().run('editProfile', ['never']);
    assert.match(bench().messages.join('\n'), /^error: This profile no longer exists/);
  });
});

describe('Rename, of a profile', () => {
  const bench = withBench({
    environment: { OSS_ACCESS_KEY_ID: 'fake-env-id', OSS_ACCESS_KEY_SECRET: 'fake-env-secret' },
  });

  it('changes the name alone, and takes no name of another profile', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs');
    const before = bench().oss.profiles.get('p1');
    const prompts = new ScriptedPrompts('Environment', 'Private');
    await bench().run('rename', [await bench().node()], prompts);
    assert.deepEqual(
      prompts.last.checks.map((check) => check?.severity),
      ['error', undefined],
    );
    assert.deepEqual(bench().oss.profiles.get('p1'), { ...before, name: 'Private' });
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Renamed "Work" to "Private"']);
  });

  it('is silent where the name stays or Escape is pressed', async () => {
    await bench().run('rename', [await bench().node()], new ScriptedPrompts('Work'));
    await bench().run('rename', [await bench().node()], new ScriptedPrompts(undefined));
    assert.deepEqual(bench().profileNames, ['Environment', 'Work']);
    bench().assertSilent();
  });
});
