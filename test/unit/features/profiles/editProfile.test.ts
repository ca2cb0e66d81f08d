import assert from 'node:assert/strict';
import { KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';
import { CNAME, profileReplies } from '../../../support/features/profileReplies.ts';

describe('Edit Profile', () => {
  const bench = withBench({
    environment: { OSS_ACCESS_KEY_ID: 'fake-env-id', OSS_ACCESS_KEY_SECRET: 'fake-env-secret' },
  });
  const keepingSecret = (name: string): readonly Reply[] => {
    const [, , , , , ...place] = profileReplies(bench(), name, KEY);
    return [name, 'AccessKey', '', ...place];
  };

  it('changes what was changed and keeps the secret', async () => {
    const prompts = new ScriptedPrompts(...keepingSecret('Renamed'));
    await bench().run('editProfile', [await bench().node()], prompts);
    assert.deepEqual(bench().profileNames, ['Environment', 'Renamed']);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Profile Renamed changed']);
    assert.equal(prompts.asked[0]?.value, 'Work');
    assert.equal(prompts.asked[2]?.value, '');
  });

  it('takes a new key', async () => {
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...profileReplies(bench(), 'Work', STS_KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...STS_KEY });
  });

  it('asks for the whole key where the secret is missing', async () => {
    bench().oss.secrets.values.clear();
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...profileReplies(bench(), 'Work', KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
  });

  it('leaves one bucket to a custom domain, the new one', async () => {
    await bench().oss.profiles.addBucket('p1', 'former-bucket');
    const [name, source, secret, region, custom] = keepingSecret('Work');
    const prompts = new ScriptedPrompts(
      name,
      source,
      secret,
      region,
      custom,
      'files.example.com',
      CNAME,
      'docs',
      'Save All the Same',
    );
    await bench().run('editProfile', ['p1'], prompts);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['docs']);
  });

  it('asks which from the palette where there are several', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    const prompts = new ScriptedPrompts('Home', ...keepingSecret('Home 2'));
    await bench().run('editProfile', [], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['Home', 'Work']);
    assert.deepEqual(bench().profileNames, ['Environment', 'Home 2', 'Work']);
  });

  it('leaves the profile of the environment alone, wherever it comes from', async () => {
    for (const name of ['editProfile', 'removeProfile', 'enterSecret'] as const) {
      await bench().run(name, ['environment']);
    }
    assert.deepEqual(bench().profileNames, ['Environment', 'Work']);
    assert.deepEqual(
      bench().messages,
      Array(3).fill('status: The profile of the environment is changed where its variables are set.'),
    );
  });

  it('changes nothing after Escape at every step', async () => {
    const before = bench().oss.profiles.list();
    await escapeSilently(bench(), 'editProfile', ['p1'], keepingSecret('Renamed'));
    assert.deepEqual(bench().oss.profiles.list(), before);
  });

  it('says that the profile is gone', async () => {
    await bench().run('editProfile', ['never']);
    assert.match(bench().messages.join('\n'), /^error: This profile no longer exists/);
  });
});
