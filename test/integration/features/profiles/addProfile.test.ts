import assert from 'node:assert/strict';
import { askToContinue, keepUnfinished } from '../../../../src/features/profiles/unfinishedProfile.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { KEY, NARROW_KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { CNAME, PATH, emulatorUrl, keyReplies, profileReplies } from '../../../support/features/profileReplies.ts';

describe('Add Profile', () => {
  const bench = withBench();
  beforeEach(async () => {
    await bench().oss.profiles.remove('p1');
    bench().oss.secrets.calls.length = 0;
  });

  it('tests the profile, saves it, and shows its buckets', async () => {
    const prompts = new ScriptedPrompts(...profileReplies(bench(), 'New', KEY));
    await bench().run('addProfile', [], prompts);
    assert.deepEqual([...new Set(prompts.asked.map(({ place }) => place.title))], ['Add Profile']);
    assert.deepEqual(
      bench().oss.emulator.requests.map(({ operation, status }) => [operation, status]),
      [['ListBuckets', 200]],
    );
    assert.deepEqual(bench().oss.profiles.list(), [
      { id: 'new1', name: 'New', region: 'cn-hangzhou', endpoint: bench().oss.endpoint, source: 'stored', buckets: [] },
    ]);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Added profile "New"']);
    assert.deepEqual(
      bench().expanded.map(({ id }) => id),
      ['profile:new1'],
    );
    assert.deepEqual(
      bench().progresses.map(({ title }) => title),
      ['Testing profile New'],
    );
  });

  it('saves nothing if the user cancels the test, and asks again', async () => {
    bench().onProgress = (cancel) => {
      cancel();
    };
    const replies = profileReplies(bench(), 'New', KEY);
    const prompts = new ScriptedPrompts(...replies, ESCAPE);
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.asked.length, replies.length + 1);
    assert.deepEqual(bench().profileNames, []);
  });

  it('takes temporary credentials', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...profileReplies(bench(), 'New', STS_KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...STS_KEY });
  });

  it('returns to a wrong secret with the other answers kept, and saves nothing until it is right', async () => {
    const wrong = profileReplies(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Edit', ESCAPE);
    await bench().run('addProfile', [], prompts);
    const [decision, secret] = prompts.asked.slice(wrong.length);
    assert.equal(decision?.text, "Couldn't connect with this profile.");
    assert.deepEqual(decision.labels, ['Edit']);
    assert.ok(decision.readable.some((text) => text.includes('SignatureDoesNotMatch')));
    assert.equal(secret?.value, 'wrong');
    assert.match(secret.text, /^AccessKey secret/);
    bench().assertSilent();
    assert.deepEqual(bench().profileNames, []);
    assert.deepEqual(bench().oss.secrets.calls, []);
  });

  it('returns to a wrong STS token, and to the AccessKey ID if OSS does not know it', async () => {
    const wrongToken = profileReplies(bench(), 'New', { ...STS_KEY, securityToken: 'wrong' });
    const prompts = new ScriptedPrompts(...wrongToken, 'Edit', ESCAPE);
    await bench().run('addProfile', [], prompts);
    assert.match(prompts.last.text, /^STS security token/);
    assert.equal(prompts.last.value, 'wrong');
    const wrongId = profileReplies(bench(), 'New', { ...KEY, accessKeyId: 'unknown' });
    const again = new ScriptedPrompts('Start Over', ...wrongId, 'Edit', ESCAPE);
    await bench().run('addProfile', [], again);
    assert.match(again.last.text, /^AccessKey ID/);
    assert.equal(again.last.value, 'unknown');
  });

  it('asks again only for the wrong answer', async () => {
    const wrong = profileReplies(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Edit', KEY.accessKeySecret, emulatorUrl(bench()), 'cn-hangzhou');
    prompts.then('New');
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...KEY });
  });

  it('keeps a typed endpoint by Enter after a wrong answer was edited', async () => {
    const wrong = profileReplies(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Edit', KEY.accessKeySecret, ESCAPE);
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.labels[0], 'Use as endpoint');
    assert.equal(prompts.last.activeLabel, 'Use as endpoint');
  });

  it('offers the region that OSS expects, and tests again without a question', async () => {
    const replies = [...keyReplies(KEY), emulatorUrl(bench()), 'cn-shenzhen', 'New'];
    const prompts = new ScriptedPrompts(...replies, 'Use cn-hangzhou');
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(prompts.last.labels, ['Use cn-hangzhou', 'Edit']);
    assert.equal(bench().oss.profiles.get('new1').region, 'cn-hangzhou');
  });

  it('offers plain http if a server responds without TLS', async () => {
    const url = emulatorUrl(bench());
    const replies = [...keyReplies(KEY), url.replace('http://', ''), 'cn-hangzhou', 'New'];
    const prompts = new ScriptedPrompts(...replies, 'Use Plain HTTP');
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.text, `${url.replace('http://', '')} answers without TLS. Use http://?`);
    assert.deepEqual(prompts.last.labels, ['Use Plain HTTP', 'Edit', 'Save Anyway']);
    assert.deepEqual(bench().oss.profiles.get('new1').endpoint, { kind: 'custom', url });
  });

  it('can be saved if only listing buckets is denied', async () => {
    const prompts = new ScriptedPrompts(...profileReplies(bench(), 'New', NARROW_KEY), 'Save Anyway');
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.text, 'The credentials work but have no permission to list buckets.');
    assert.deepEqual(prompts.last.labels, ['Save Anyway', 'Edit']);
    assert.deepEqual(bench().profileNames, ['New']);
  });

  it('returns to the endpoint if nothing responds, with saving as the second choice', async () => {
    const replies = [...keyReplies(KEY), 'oss.example.com', 'cn-hangzhou', PATH, 'New'];
    const prompts = new ScriptedPrompts(...replies, 'Edit', ...replies.slice(2), 'Save Anyway');
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(prompts.last.labels, ['Edit', 'Save Anyway']);
    assert.equal(prompts.asked[replies.length + 1]?.place.step, 3);
    assert.deepEqual(bench().profileNames, ['New']);
  });

  it('keeps the bucket of a custom domain', async () => {
    const replies = [...keyReplies(KEY), 'files.example.com', 'cn-hangzhou', CNAME, 'docs', 'New'];
    await bench().run('addProfile', [], new ScriptedPrompts(...replies, 'Save Anyway'));
    assert.deepEqual(bench().oss.profiles.get('new1').buckets, ['docs']);
  });

  it('refuses the name of another profile, and proposes a free one', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'cn-beijing' });
    const prompts = new ScriptedPrompts(...keyReplies(KEY), 'cn-beijing', 'cn-beijing', ESCAPE);
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.value, 'cn-beijing 2');
    assert.equal(prompts.last.checks[0]?.severity, 'error');
  });

  it('reports that SecretStorage failed, and keeps nothing', async () => {
    bench().oss.secrets.failing.set('store', new Error('no keyring'));
    await bench().run('addProfile', [], new ScriptedPrompts(...profileReplies(bench(), 'New', KEY)));
    assert.match(bench().messages.join('\n'), /^error: .*keyring/);
    assert.deepEqual(bench().profileNames, []);
  });

  it('is silent after Escape at every step, and offers to continue', async () => {
    const replies = [...profileReplies(bench(), 'New', NARROW_KEY), 'Save Anyway'];
    for (let step = 0; step < replies.length; step++) {
      const before = step > 1 ? ['Start Over'] : [];
      const prompts = new ScriptedPrompts(...before, ...replies.slice(0, step), ESCAPE);
      await bench().run('addProfile', [], prompts);
      prompts.assertDone();
      bench().assertSilent();
    }
    assert.deepEqual(bench().profileNames, []);
    assert.deepEqual(bench().oss.secrets.calls, []);
  });

  it('continues with the answers from before Escape, until they are saved or discarded', async () => {
    const replies = profileReplies(bench(), 'New', KEY);
    await bench().run('addProfile', [], new ScriptedPrompts(...replies.slice(0, 3), ESCAPE));
    const prompts = new ScriptedPrompts('Continue', ...replies);
    await bench().run('addProfile', [], prompts);
    assert.deepEqual([prompts.asked[1]?.value, prompts.asked[2]?.value], [KEY.accessKeyId, KEY.accessKeySecret]);
    assert.deepEqual(bench().profileNames, ['New']);
    const again = new ScriptedPrompts(KEY.accessKeyId, ESCAPE);
    await bench().run('addProfile', [], again);
    await bench().oss.profiles.forgetEverything();
    const fresh = new ScriptedPrompts(ESCAPE);
    await bench().run('addProfile', [], fresh);
    assert.equal(fresh.last.value, '');
  });

  it('starts over ten minutes after Escape', async () => {
    const { profiles } = bench().oss;
    const after = (minutes: number) => ({ profiles, now: () => new Date(noon.getTime() + minutes * 60_000) });
    keepUnfinished(after(0), { name: 'New' });
    const prompts = new ScriptedPrompts('Continue');
    assert.deepEqual(await askToContinue('Add Profile', { ...after(10), prompts }), { name: 'New' });
    assert.deepEqual(await askToContinue('Add Profile', { ...after(11), prompts }), {});
    prompts.assertDone();
    keepUnfinished(after(0));
  });

  it('continues with the command that needed a profile', async () => {
    const prompts = new ScriptedPrompts('Add Profile…', ...profileReplies(bench(), 'New', KEY), 'docs', 'readme.txt');
    await bench().run('copyGetUrl', [], prompts);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });
});
