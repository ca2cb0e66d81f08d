import assert from 'node:assert/strict';
import { KEY, NARROW_KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';
import { CNAME, PATH, profileReplies } from '../../../support/features/profileReplies.ts';

describe('Add Profile', () => {
  const bench = withBench();
  beforeEach(async () => {
    await bench().oss.profiles.remove('p1');
    bench().oss.secrets.calls.length = 0;
  });

  it('tries the profile, then stores it', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...profileReplies(bench(), 'New', KEY)));
    assert.deepEqual(
      bench().oss.emulator.requests.map(({ operation, status }) => [operation, status]),
      [['ListBuckets', 200]],
    );
    assert.deepEqual(bench().oss.profiles.list(), [
      { id: 'new1', name: 'New', region: 'cn-hangzhou', endpoint: bench().oss.endpoint, source: 'stored', buckets: [] },
    ]);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Profile New added']);
    assert.deepEqual(
      bench().progresses.map(({ title }) => title),
      ['Trying profile New'],
    );
  });

  it('takes temporary credentials', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...profileReplies(bench(), 'New', STS_KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...STS_KEY });
  });

  it('stores nothing where the secret is wrong, says why, and asks again with the answers kept', async () => {
    const wrong = profileReplies(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Change Answers');
    prompts.then('New', 'AccessKey', KEY.accessKeyId, undefined);
    await bench().run('addProfile', [], prompts);
    const [decision, name, , id, secret] = prompts.asked.slice(8);
    assert.deepEqual(decision?.labels, ['Change Answers']);
    assert.ok(decision.readable.some((text) => text.includes('SignatureDoesNotMatch')));
    assert.deepEqual([name?.value, id?.value, secret?.value], ['New', KEY.accessKeyId, 'wrong']);
    bench().assertSilent();
    assert.deepEqual(bench().profileNames, []);
    assert.deepEqual(bench().oss.secrets.calls, []);
  });

  it('stores the profile once the answers are right', async () => {
    const wrong = profileReplies(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Change Answers', ...profileReplies(bench(), 'New', KEY));
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...KEY });
  });

  it('may be stored all the same where only the list of buckets is denied', async () => {
    const prompts = new ScriptedPrompts(...profileReplies(bench(), 'New', NARROW_KEY), 'Save All the Same');
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.text, 'The key works, but it may not list buckets.');
    assert.deepEqual(bench().profileNames, ['New']);
  });

  it('leads back to the endpoint where nothing answers, and may be stored all the same', async () => {
    const prompts = new ScriptedPrompts(
      ...profileReplies(bench(), 'New', KEY).slice(0, 7),
      'oss.example.com',
      PATH,
      'Change Answers',
      PATH,
      'Save All the Same',
    );
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.asked[10]?.activeLabel, PATH);
    assert.deepEqual(bench().profileNames, ['New']);
  });

  it('keeps the bucket of a custom domain', async () => {
    const prompts = new ScriptedPrompts(
      ...profileReplies(bench(), 'New', KEY).slice(0, 7),
      'files.example.com',
      CNAME,
      'docs',
      'Save All the Same',
    );
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(bench().oss.profiles.get('new1').buckets, ['docs']);
  });

  it('refuses the name of another profile', async () => {
    await bench().oss.saveProfile();
    const prompts = new ScriptedPrompts('Work', undefined);
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.checks[0]?.severity, 'error');
  });

  it('says that SecretStorage failed, and keeps nothing', async () => {
    bench().oss.secrets.failing.set('store', new Error('no keyring'));
    await bench().run('addProfile', [], new ScriptedPrompts(...profileReplies(bench(), 'New', KEY)));
    assert.match(bench().messages.join('\n'), /^error: .*keyring/);
    assert.deepEqual(bench().profileNames, []);
  });

  it('is silent after Escape at every step, the question what to do included', async () => {
    const replies = profileReplies(bench(), 'New', NARROW_KEY);
    await escapeSilently(bench(), 'addProfile', [], [...replies, 'Save All the Same']);
    assert.deepEqual(bench().profileNames, []);
    assert.deepEqual(bench().oss.secrets.calls, []);
  });

  it('goes on with the command that needed a profile', async () => {
    const prompts = new ScriptedPrompts('Add Profile…', ...profileReplies(bench(), 'New', KEY), 'docs', 'readme.txt');
    await bench().run('copyGetUrl', [], prompts);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });
});
