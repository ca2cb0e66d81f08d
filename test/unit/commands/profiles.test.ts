import assert from 'node:assert/strict';
import type { ProfileSecret } from '../../../src/profiles/profile.ts';
import { BACK } from '../../../src/ui/questions.ts';
import { KEY, NARROW_KEY, STS_KEY } from '../profiles/loopbackOss.ts';
import { ScriptedPrompts, type Reply } from '../ui/scriptedPrompts.ts';
import { escapeSilently, withBench, type CommandBench } from './commandBench.ts';

const CNAME = 'A custom domain (CNAME) of one bucket';
const PATH = 'An endpoint with the bucket in the path';

/** The answers to all questions about a profile at the emulator. */
function repliesFor(bench: CommandBench, name: string, key: ProfileSecret): readonly Reply[] {
  const url = bench.oss.endpoint.kind === 'custom' ? bench.oss.endpoint.url : assert.fail();
  return [name, key.accessKeyId, key.accessKeySecret, key.securityToken ?? '', 'cn-hangzhou', 'Custom…', url];
}

const storedNames = (bench: CommandBench): readonly string[] => bench.oss.profiles.list().map(({ name }) => name);

describe('Add Profile', () => {
  const bench = withBench();
  beforeEach(async () => {
    await bench().oss.profiles.remove('p1');
    bench().oss.secrets.calls.length = 0;
  });

  it('tries the profile, then stores it', async () => {
    await bench().run('addProfile', [], new ScriptedPrompts(...repliesFor(bench(), 'New', KEY)));
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
    await bench().run('addProfile', [], new ScriptedPrompts(...repliesFor(bench(), 'New', STS_KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...STS_KEY });
  });

  it('stores nothing where the secret is wrong, says why, and asks again with the answers kept', async () => {
    const wrong = repliesFor(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Change Answers');
    prompts.then('New', KEY.accessKeyId, undefined);
    await bench().run('addProfile', [], prompts);
    const [decision, name, id, secret] = prompts.asked.slice(7);
    assert.deepEqual(decision?.labels, ['Change Answers']);
    assert.ok(decision.readable.some((text) => text.includes('SignatureDoesNotMatch')));
    assert.deepEqual([name?.value, id?.value, secret?.value], ['New', KEY.accessKeyId, 'wrong']);
    bench().assertSilent();
    assert.deepEqual(storedNames(bench()), []);
    assert.deepEqual(bench().oss.secrets.calls, []);
  });

  it('stores the profile once the answers are right', async () => {
    const wrong = repliesFor(bench(), 'New', { ...KEY, accessKeySecret: 'wrong' });
    const prompts = new ScriptedPrompts(...wrong, 'Change Answers', ...repliesFor(bench(), 'New', KEY));
    await bench().run('addProfile', [], prompts);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('new1'), { ...KEY });
  });

  it('may be stored all the same where only the list of buckets is denied', async () => {
    const prompts = new ScriptedPrompts(...repliesFor(bench(), 'New', NARROW_KEY), 'Save All the Same');
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.last.text, 'The key works, but it may not list buckets.');
    assert.deepEqual(storedNames(bench()), ['New']);
  });

  it('leads back to the endpoint where nothing answers, and may be stored all the same', async () => {
    const prompts = new ScriptedPrompts(
      ...repliesFor(bench(), 'New', KEY).slice(0, 6),
      'oss.example.com',
      PATH,
      'Change Answers',
      PATH,
      'Save All the Same',
    );
    await bench().run('addProfile', [], prompts);
    assert.equal(prompts.asked[9]?.activeLabel, PATH);
    assert.deepEqual(storedNames(bench()), ['New']);
  });

  it('keeps the bucket of a custom domain', async () => {
    const prompts = new ScriptedPrompts(
      ...repliesFor(bench(), 'New', KEY).slice(0, 6),
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
    await bench().run('addProfile', [], new ScriptedPrompts(...repliesFor(bench(), 'New', KEY)));
    assert.match(bench().messages.join('\n'), /^error: .*keyring/);
    assert.deepEqual(storedNames(bench()), []);
  });

  it('is silent after Escape at every step, the question what to do included', async () => {
    const replies = repliesFor(bench(), 'New', NARROW_KEY);
    await escapeSilently(bench(), 'addProfile', [], [...replies, 'Save All the Same']);
    assert.deepEqual(storedNames(bench()), []);
    assert.deepEqual(bench().oss.secrets.calls, []);
  });

  it('goes on with the command that needed a profile', async () => {
    const prompts = new ScriptedPrompts('Add Profile…', ...repliesFor(bench(), 'New', KEY), 'docs', 'readme.txt');
    await bench().run('copyGetUrl', [], prompts);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });
});

describe('Edit Profile', () => {
  const bench = withBench({
    environment: { OSS_ACCESS_KEY_ID: 'fake-env-id', OSS_ACCESS_KEY_SECRET: 'fake-env-secret' },
  });
  const keepingSecret = (name: string): readonly Reply[] => {
    const [, , , , ...place] = repliesFor(bench(), name, KEY);
    return [name, '', ...place];
  };

  it('changes what was changed and keeps the secret', async () => {
    const prompts = new ScriptedPrompts(...keepingSecret('Renamed'));
    await bench().run('editProfile', [await bench().node()], prompts);
    assert.deepEqual(storedNames(bench()), ['Environment', 'Renamed']);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Profile Renamed changed']);
    assert.equal(prompts.asked[0]?.value, 'Work');
    assert.equal(prompts.asked[1]?.value, '');
  });

  it('takes a new key', async () => {
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...repliesFor(bench(), 'Work', STS_KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...STS_KEY });
  });

  it('asks for the whole key where the secret is missing', async () => {
    bench().oss.secrets.values.clear();
    await bench().run('editProfile', ['p1'], new ScriptedPrompts(...repliesFor(bench(), 'Work', KEY)));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
  });

  it('leaves one bucket to a custom domain, the new one', async () => {
    await bench().oss.profiles.addBucket('p1', 'former-bucket');
    const [name, secret, region, custom] = keepingSecret('Work');
    const prompts = new ScriptedPrompts(
      name,
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
    assert.deepEqual(storedNames(bench()), ['Environment', 'Home 2', 'Work']);
  });

  it('leaves the profile of the environment alone, wherever it comes from', async () => {
    for (const name of ['editProfile', 'removeProfile', 'enterSecret'] as const) {
      await bench().run(name, ['environment']);
    }
    assert.deepEqual(storedNames(bench()), ['Environment', 'Work']);
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

describe('Enter Secret Again', () => {
  const bench = withBench();
  beforeEach(() => {
    bench().oss.secrets.values.clear();
  });

  it('leads from the node that misses it to a profile that works', async () => {
    const [problem] = await bench().tree.children(bench().tree.roots()[0] ?? assert.fail());
    assert.equal(problem?.kind, 'problem');
    await bench().run('enterSecret', [problem], new ScriptedPrompts(KEY.accessKeyId, KEY.accessKeySecret, ''));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Secret of Work stored']);
  });

  it('stores no secret that does not work', async () => {
    const prompts = new ScriptedPrompts(KEY.accessKeyId, 'wrong', '', 'Change Answers', KEY.accessKeyId, undefined);
    await bench().run('enterSecret', ['p1'], prompts);
    assert.equal(bench().oss.secrets.values.size, 0);
    bench().assertSilent();
  });

  it('takes the answers anew after going back', async () => {
    const prompts = new ScriptedPrompts(KEY.accessKeyId, 'wrong', BACK, KEY.accessKeySecret, '');
    await bench().run('enterSecret', ['p1'], prompts);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'enterSecret', ['p1'], [KEY.accessKeyId, KEY.accessKeySecret, '']));

  it('says that there is no stored profile', async () => {
    await bench().oss.profiles.remove('p1');
    await bench().run('enterSecret');
    assert.deepEqual(bench().messages, ['status: There is no stored profile.']);
  });
});

describe('Remove Profile', () => {
  const bench = withBench();

  it('asks, then removes the profile with its secret', async () => {
    const prompts = new ScriptedPrompts('Remove');
    await bench().run('removeProfile', [await bench().node()], prompts);
    assert.equal(prompts.last.text, 'Remove profile Work and its secret?');
    assert.deepEqual(storedNames(bench()), []);
    assert.equal(bench().oss.secrets.values.size, 0);
    assert.deepEqual(bench().messages, ['status: Profile Work removed']);
  });

  it('keeps it after Escape', async () => {
    await escapeSilently(bench(), 'removeProfile', ['p1'], ['Remove']);
    assert.deepEqual(storedNames(bench()), ['Work']);
  });
});

describe('Forget Everything', () => {
  const bench = withBench();

  it('asks, then leaves nothing', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    await bench().run('forgetEverything', [], new ScriptedPrompts('Forget Everything'));
    assert.equal(bench().oss.memento.text, '');
    assert.equal(bench().oss.secrets.values.size, 0);
    assert.equal(bench().memory.last, undefined);
    assert.equal(bench().messages.at(-1), 'status: Everything is forgotten');
  });

  it('keeps everything after Escape', async () => {
    const before = bench().oss.memento.text;
    await escapeSilently(bench(), 'forgetEverything', [], ['Forget Everything']);
    assert.equal(bench().oss.memento.text, before);
  });
});

describe('buckets by name', () => {
  const bench = withBench();

  it('are added to the clicked profile, checked first', async () => {
    const prompts = new ScriptedPrompts('No_Bucket', 'my-bucket');
    await bench().run('addBucket', [await bench().node()], prompts);
    assert.equal(prompts.last.checks[0]?.severity, 'error');
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['my-bucket']);
  });

  it('ask for the profile from the palette where there are several', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().run('addBucket', [], new ScriptedPrompts('Home', 'my-bucket'));
    assert.deepEqual(bench().oss.profiles.get('p2').buckets, ['my-bucket']);
    await escapeSilently(bench(), 'addBucket', [], ['Home', 'other-bucket']);
    assert.deepEqual(bench().oss.profiles.get('p2').buckets, ['my-bucket']);
  });

  it('are taken out of the view again, all that are selected', async () => {
    for (const name of ['one', 'two', 'three']) await bench().oss.profiles.addBucket('p1', name);
    const nodes = [await bench().node('one'), await bench().node('two')];
    await bench().run('removeBucket', [nodes[0], nodes]);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['three']);
    await bench().run('removeBucket', [], new ScriptedPrompts('three'));
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, []);
    await bench().run('removeBucket');
    assert.equal(bench().messages.at(-1), 'status: No bucket was added by name.');
  });

  it('stay after Escape', async () => {
    await bench().oss.profiles.addBucket('p1', 'one');
    await escapeSilently(bench(), 'removeBucket', [], ['one']);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['one']);
  });
});

describe('commands on the tree', () => {
  const bench = withBench();

  it('list the clicked node again, the container of a problem, or all from the palette', async () => {
    const folder = await bench().node('docs', 'reports/');
    await bench().run('refresh', [folder]);
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'ListObjectsV2' },
    });
    const logs = await bench().bucket('logs');
    const [problem] = await bench().tree.children(logs);
    assert.equal(problem?.kind, 'problem');
    await bench().run('refresh', [problem]);
    await bench().run('refresh');
    assert.deepEqual(bench().changed, [folder.id, logs.id, undefined]);
  });

  it('load the next page of the folder that was clicked', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => `${String(index).padStart(4, '0')}.log`);
    for (const name of names) await bench().oss.emulator.putObject('logs', name, '');
    const logs = await bench().bucket('logs');
    const more = (await bench().tree.children(logs)).at(-1);
    assert.equal(more?.kind, 'loadMore');
    await bench().run('loadMore', [more]);
    assert.equal((await bench().tree.children(logs)).length, 1001);
  });

  it('reveal the last object, or say that there is none', async () => {
    await bench().run('revealLastObject');
    assert.deepEqual(bench().messages, ['status: There is no last object to show yet.']);
    const node = await bench().node('docs', 'reports/2026.pdf');
    await bench().run('copyGetUrl', [node]);
    await bench().run('revealLastObject');
    assert.deepEqual(bench().revealed, [node]);
  });

  it('reveal the nearest folder of an object that is not there any more, and say so', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'reports/gone.pdf' };
    await bench().memory.rememberGet(target, { validity: { kind: 'duration', seconds: 60 } });
    await bench().run('revealLastObject');
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['folder:p1/docs/reports/'],
    );
    assert.match(bench().messages.at(-1) ?? '', /not in the part of the tree that is loaded/);
  });

  it('show the log', async () => {
    await bench().run('showLog');
    assert.equal(bench().logShown, 1);
  });
});
