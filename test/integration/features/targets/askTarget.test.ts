import assert from 'node:assert/strict';
import { askFolder, askObject, askProfileId } from '../../../../src/features/targets/askTarget.ts';
import type { TargetServices } from '../../../../src/features/services.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { NARROW_KEY, openLoopbackOss, type LoopbackOss } from '../../../support/profiles/loopbackOss.ts';
import { escapeAtEveryStep, ESCAPE, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

describe('asking for a target', () => {
  let oss: LoopbackOss;

  beforeEach(async () => {
    oss = await openLoopbackOss();
    await oss.saveProfile();
    oss.emulator.createBucket('docs');
    oss.emulator.createBucket('logs', { region: 'cn-shanghai' });
    for (const key of ['readme.txt', 'reports/2026.pdf', 'reports/old/2025.pdf', '报告/三.pdf']) {
      await oss.emulator.putObject('docs', key, 'x');
    }
  });
  afterEach(() => oss.close());

  const sources = (prompts: ScriptedPrompts): TargetServices => ({
    prompts,
    profiles: oss.profiles,
    clientOf: oss.clients.of,
  });
  async function object(...replies: readonly Reply[]): Promise<[answer: unknown, prompts: ScriptedPrompts]> {
    const prompts = new ScriptedPrompts(...replies);
    const answer = await askObject(sources(prompts), 'Title');
    prompts.assertDone();
    return [answer, prompts];
  }
  async function folder(...replies: readonly Reply[]): Promise<[answer: unknown, prompts: ScriptedPrompts]> {
    const prompts = new ScriptedPrompts(...replies);
    const answer = await askFolder(sources(prompts), 'Title');
    prompts.assertDone();
    return [answer, prompts];
  }
  const target = (key: string, bucket = 'docs') => ({ profileId: 'p1', bucket, key });
  const place = (prefix: string, bucket = 'docs') => ({ profileId: 'p1', bucket, prefix });

  describe('a profile', () => {
    it('asks nothing if there is one or none', async () => {
      assert.equal(await askProfileId(sources(new ScriptedPrompts()), 'Title'), 'p1');
      await oss.profiles.remove('p1');
      assert.equal(await askProfileId(sources(new ScriptedPrompts()), 'Title'), undefined);
    });

    it('offers several for a choice', async () => {
      await oss.saveProfile({ id: 'p2', name: 'Home' });
      const prompts = new ScriptedPrompts('Home');
      assert.equal(await askProfileId(sources(prompts), 'Title'), 'p2');
      assert.equal(prompts.last.place.title, 'Title');
      assert.equal(await askProfileId(sources(new ScriptedPrompts(ESCAPE)), 'Title'), undefined);
    });
  });

  describe('an object', () => {
    it('navigates from the bucket through folders to the object', async () => {
      const [answer, { asked }] = await object('docs', 'reports/', 'old/', '2025.pdf');
      assert.deepEqual(answer, target('reports/old/2025.pdf'));
      assert.deepEqual(
        asked.map(({ labels }) => labels),
        [['docs', 'logs'], ['reports/', '报告/', 'readme.txt'], ['old/', '2026.pdf'], ['2025.pdf']],
      );
      assert.equal(asked[3]?.place.title, 'Title · docs/reports/old/');
    });

    it('requests objects with the typed prefix', async () => {
      assert.deepEqual((await object('docs', { type: 'read', pick: 'readme.txt' }))[0], target('readme.txt'));
      const query = oss.emulator.requests.at(-1)?.query;
      assert.deepEqual([query?.get('prefix'), query?.get('delimiter'), query?.get('max-keys')], ['read', '/', '200']);
      assert.deepEqual((await object('docs', { type: '报', pick: '报告/' }, '三.pdf'))[0], target('报告/三.pdf'));
    });

    it('accepts a typed key, listed or not', async () => {
      assert.deepEqual((await object('docs', { type: 'new.txt', pick: 'Use the key new.txt' }))[0], target('new.txt'));
      assert.deepEqual(
        (await object('docs', 'reports/', { type: 'x/y.txt', pick: 'Use the key reports/x/y.txt' }))[0],
        target('reports/x/y.txt'),
      );
    });

    it('accepts a typed bucket', async () => {
      oss.emulator.createBucket('unlisted');
      await oss.emulator.putObject('unlisted', 'a.txt', 'x');
      await oss.saveProfile({}, NARROW_KEY);
      const [answer, { asked }] = await object({ type: 'unlisted', pick: 'unlisted' }, 'a.txt');
      assert.deepEqual(answer, target('a.txt', 'unlisted'));
      assert.deepEqual(asked[0]?.labels, []);
    });

    it('offers only the buckets whose names contain the typed text', async () => {
      assert.deepEqual((await object({ type: 'oc', pick: 'docs' }, 'readme.txt'))[0], target('readme.txt'));
      await assert.rejects(object({ type: 'log', pick: 'docs' }), /"docs" cannot be picked from "logs"/);
    });

    it('offers buckets added by name, even if listing buckets is denied', async () => {
      await oss.saveProfile({}, NARROW_KEY);
      await oss.profiles.addBucket('p1', 'docs');
      assert.deepEqual((await object('docs', 'readme.txt'))[0], target('readme.txt'));
    });

    it('requests no buckets for a custom domain', async () => {
      await oss.saveProfile({ endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } });
      await oss.profiles.addBucket('p1', 'docs');
      const [, { last }] = await object(ESCAPE);
      assert.deepEqual(last.labels, ['docs']);
      assert.deepEqual(oss.exchanges, []);
    });

    it('accepts a typed key if listing objects is denied', async () => {
      oss.emulator.faults.add({
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        match: { operation: 'ListObjectsV2' },
        times: 9,
      });
      const [answer, { last }] = await object('docs', { type: 'secret/a.txt', pick: 'Use the key secret/a.txt' });
      assert.deepEqual(answer, target('secret/a.txt'));
      assert.deepEqual(last.labels, []);
    });

    it('fails if listing fails for another reason', async () => {
      oss.emulator.faults.add({
        kind: 'status',
        status: 404,
        code: 'NoSuchBucket',
        match: { operation: 'ListObjectsV2' },
        times: 9,
      });
      await assert.rejects(object('docs'), { code: 'NoSuchBucket' });
    });

    it('goes back folder by folder, and to the bucket', async () => {
      const [answer] = await object('docs', 'reports/', 'old/', BACK, BACK, '报告/', BACK, BACK, 'docs', 'readme.txt');
      assert.deepEqual(answer, target('readme.txt'));
    });

    it('returns nothing after Escape at every step', async () => {
      await oss.saveProfile({ id: 'p2', name: 'Home' });
      await escapeAtEveryStep(['Work', 'docs', 'reports/', 'old/', '2025.pdf'], (prompts) =>
        askObject(sources(prompts), 'Title'),
      );
    });
  });

  it('goes back from the buckets to the profiles only if there are several', async () => {
    const [, one] = await object('docs', 'readme.txt');
    assert.equal(one.asked[0]?.place.canGoBack, false);
    await oss.saveProfile({ id: 'p2', name: 'Home' });
    const [answer, two] = await object('Work', BACK, 'Home', 'docs', 'readme.txt');
    assert.equal(two.asked[1]?.place.canGoBack, true);
    assert.deepEqual(answer, { ...target('readme.txt'), profileId: 'p2' });
  });

  describe('a folder', () => {
    it('goes up from the folder where browsing starts, level by level, and then to the buckets', async () => {
      const prompts = new ScriptedPrompts('..', '..', '..', 'docs', 'Use docs/');
      const answer = await askFolder(sources(prompts), 'Title', { start: place('reports/old/') });
      prompts.assertDone();
      assert.deepEqual(
        prompts.asked.map(({ place: { title } }) => title),
        ['Title · docs/reports/old/', 'Title · docs/reports/', 'Title · docs/', 'Title', 'Title · docs/'],
      );
      assert.deepEqual(answer, place(''));
    });

    it('can be the bucket itself, or a folder in it', async () => {
      assert.deepEqual((await folder('docs', 'Use docs/'))[0], place(''));
      assert.deepEqual((await folder('docs', 'reports/', 'Use docs/reports/'))[0], place('reports/'));
    });

    it('offers no objects', async () => {
      const [, { last }] = await folder('docs', 'Use docs/');
      assert.deepEqual(last.labels, ['Use docs/', 'reports/', '报告/']);
    });

    it('can be a typed new folder, which gets one slash at its end', async () => {
      for (const type of ['new', 'new/', 'new//']) {
        assert.deepEqual((await folder('docs', { type, pick: 'Use docs/new/' }))[0], place('new/'));
      }
      assert.deepEqual(
        (await folder('docs', 'reports/', { type: 'a/b', pick: 'Use docs/reports/a/b/' }))[0],
        place('reports/a/b/'),
      );
    });

    it('offers no folder that is invalid in a key', async () => {
      await assert.rejects(folder('docs', { type: '/up', pick: 'Use docs//up/' }), /cannot be picked/);
    });

    it('returns nothing after Escape at every step', () =>
      escapeAtEveryStep(['docs', 'reports/', 'Use docs/reports/'], (prompts) => askFolder(sources(prompts), 'Title')));
  });
});
