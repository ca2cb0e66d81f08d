import assert from 'node:assert/strict';
import type { ApiV1 } from '../../../../src/features/api/api.ts';
import { createExports } from '../../../../src/features/api/createExports.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import type { Decision } from '../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

describe('the API for other extensions', () => {
  const bench = withBench();
  const readme = { bucket: 'docs', key: 'readme.txt' };

  /** API of a window whose user replies as given. */
  function apiWith(...replies: readonly Reply[]): { readonly api: ApiV1; readonly prompts: ScriptedPrompts } {
    const prompts = new ScriptedPrompts(...replies);
    return { api: createExports(() => Promise.resolve(bench().services(prompts))).getApi(1), prompts };
  }

  it('refuses a version that does not exist', () => {
    assert.equal(apiWith().api.version, 1);
    const exports: { getApi(version: number): unknown } = createExports(() => assert.fail('nothing is loaded'));
    assert.throws(() => exports.getApi(2), /version 1 of its API, not 2/);
  });

  it('returns a working download link after a confirmation with bucket, key, method, validity and profile', async () => {
    const { api, prompts } = apiWith('Create Link');
    const link = await api.createLink({ ...readme, validity: '30m' });
    assert.equal((await bench().use(link?.url ?? '', 'GET')).text, 'content of readme.txt');
    assert.equal(link?.method, 'GET');
    assert.equal(link.expires.getTime() - bench().oss.now().getTime(), 30 * 60_000);
    const [question] = prompts.asked;
    assert.equal(question?.text, 'Create a download link?');
    for (const part of ['Another extension', '30 minutes', 'Bucket: docs', 'Key: readme.txt', 'Profile: Work']) {
      assert.ok(question.readable.join('\n').includes(part), part);
    }
  });

  it('returns an upload link with the required headers', async () => {
    const { api } = apiWith('Create Link');
    const link = await api.createLink({ bucket: 'docs', key: 'new.txt', method: 'PUT' });
    assert.deepEqual(link?.headers, { 'content-type': 'text/plain;charset=utf-8' });
    assert.equal((await bench().use(link.url, 'PUT', link.headers, 'x')).status, 200);
  });

  it('limits the validity like that for language models', async () => {
    bench().maxToolValiditySeconds = 600;
    const { api, prompts } = apiWith('Create Link');
    const link = await api.createLink({ ...readme, validity: '7d' });
    assert.equal((link?.expires.getTime() ?? 0) - bench().oss.now().getTime(), 600_000);
    assert.match(prompts.asked[0]?.readable.join('\n') ?? '', /for 10 minutes/);
  });

  it('limits the validity by a setting that is lowered while the question is open', async () => {
    const { api, prompts } = apiWith('Create Link');
    const decide = prompts.decide.bind(prompts);
    prompts.decide = (question) => {
      bench().maxToolValiditySeconds = 60;
      return decide(question);
    };
    const link = await api.createLink({ ...readme, validity: '30m' });
    assert.equal((link?.expires.getTime() ?? 0) - bench().oss.now().getTime(), 60_000);
  });

  it('records the link as issued and does not change the clipboard', async () => {
    await apiWith('Create Link').api.createLink(readme);
    assert.deepEqual(
      bench()
        .ledger.list()
        .map(({ key, format }) => ({ key, format })),
      [{ key: 'readme.txt', format: 'api' }],
    );
    assert.deepEqual(bench().clipboard, []);
  });

  it('returns `undefined` if the user declines', async () => {
    const { api } = apiWith(ESCAPE);
    assert.equal(await api.createLink(readme), undefined);
    assert.deepEqual(bench().ledger.list(), []);
  });

  it('returns and records nothing if the check of the link fails and the user keeps it back', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const { api, prompts } = apiWith('Create Link', ESCAPE);
    assert.equal(await api.createLink({ bucket: 'docs', key: 'no-such-object' }), undefined);
    prompts.assertDone();
    assert.deepEqual(bench().ledger.list(), []);
  });

  it('does not ask again after the user blocks it for the session', async () => {
    const { api, prompts } = apiWith('Block for This Session');
    assert.equal(await api.createLink(readme), undefined);
    await assert.rejects(api.createLink(readme), /blocked links for other extensions/);
    assert.equal(prompts.asked.length, 1);
  });

  it('shows one confirmation at a time and refuses the sixth waiting call', async () => {
    const { api, prompts } = apiWith(ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE);
    const answers = [1, 2, 3, 4, 5].map(() => api.createLink(readme));
    await assert.rejects(api.createLink(readme), /Too many links wait/);
    assert.deepEqual(await Promise.all(answers), Array(5).fill(undefined));
    prompts.assertDone();
  });

  it('asks about the next link only after the answer about the one before', async () => {
    const { api, prompts } = apiWith(ESCAPE, ESCAPE);
    let openCount = 0;
    const decide = prompts.decide.bind(prompts);
    prompts.decide = async <T extends string>(decision: Decision<T>) => {
      assert.equal(++openCount, 1, 'two confirmations are open');
      await new Promise(setImmediate);
      openCount--;
      return decide(decision);
    };
    await Promise.all([api.createLink(readme), api.createLink(readme)]);
    prompts.assertDone();
  });

  it('lets other links wait as soon as earlier ones are answered', async () => {
    const { api } = apiWith(ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE, ESCAPE);
    for (let call = 0; call < 6; call++) assert.equal(await api.createLink(readme), undefined);
  });

  it('creates the next link after one that failed, and logs the failure', async () => {
    const { api } = apiWith('Create Link', 'Create Link');
    const { values } = bench().oss.secrets;
    const stored = [...values];
    values.clear();
    await assert.rejects(api.createLink(readme), /secret/);
    for (const [key, value] of stored) values.set(key, value);
    assert.equal((await api.createLink(readme))?.method, 'GET');
    assert.match(bench().loggedErrors.join('\n'), /^API createLink: /);
  });

  for (const [input, message] of [
    [{ bucket: 'docs' }, /takes bucket, key/],
    [{ ...readme, method: 'DELETE' }, /takes bucket, key/],
    [{ ...readme, bucket: 'a/b' }, /bucket/i],
    [{ ...readme, profile: 'Nobody' }, /No profile has this name/],
    [{ ...readme, validity: 'soon' }, /Enter a duration/],
  ] as const) {
    it(`refuses ${JSON.stringify(input)} without a confirmation and without the names of profiles`, async () => {
      const { api, prompts } = apiWith();
      const call = (api as { createLink(request: unknown): Promise<unknown> }).createLink(input);
      await assert.rejects(call, (error: Error) => {
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /Work/);
        return true;
      });
      assert.deepEqual(prompts.asked, []);
      bench().assertSilent();
    });
  }

  it('shows a hostile key as one visible line of the confirmation', async () => {
    const { api, prompts } = apiWith(ESCAPE);
    await api.createLink({ bucket: 'docs', key: 'a.txt\nProfile: Other\u202E' });
    const readable = prompts.asked[0]?.readable.join('\n') ?? '';
    assert.doesNotMatch(readable, /^Profile: Other/m);
    assert.doesNotMatch(readable, /\u202E/);
  });
});
