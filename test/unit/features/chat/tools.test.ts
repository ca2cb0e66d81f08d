import assert from 'node:assert/strict';
import { askAboutTool, runTool } from '../../../../src/features/chat/tools.ts';
import type { ToolName } from '../../../../src/ids.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { validityOf, withBench } from '../../../support/features/commandBench.ts';

describe('the tools of language models', () => {
  const bench = withBench();
  const readme = { bucket: 'docs', key: 'readme.txt' };

  const ask = async (name: ToolName, input: unknown): Promise<string> =>
    (await askAboutTool(name, input, bench().services(new ScriptedPrompts()))).message;
  const run = async (name: ToolName, input: unknown): Promise<Record<string, unknown>> => {
    const services = bench().services(new ScriptedPrompts());
    return JSON.parse(await runTool(name, input, services, new AbortController().signal)) as Record<string, unknown>;
  };

  describe('that create links', () => {
    it('say object, method, validity and profile in words before they do, and do nothing by that', async () => {
      assert.equal(
        await ask('createLink', { ...readme, validity: '30m' }),
        'A link by which anybody can read docs/readme.txt for 30 minutes, signed with the profile Work.\n\n' +
          'It goes to the clipboard. The model learns only that it was made.',
      );
      assert.match(
        await ask('createLink', { ...readme, method: 'PUT' }),
        /anybody can write docs\/readme\.txt for 15 minutes/,
      );
      bench().assertSilent();
    });

    it('put the link on the clipboard, and tell the model that alone', async () => {
      const answer = await run('createLink', { ...readme, validity: '30m', downloadName: 'a.txt' });
      const [url = ''] = bench().links;
      assert.equal(validityOf(url), '1800');
      assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], 'attachment; filename="a.txt"');
      assert.doesNotMatch(JSON.stringify(answer), /signature|https?:/i);
      assert.equal(bench().ledger.list()[0]?.key, 'readme.txt');
    });

    it('give the model the link only where that is asked for, which the question says', async () => {
      const input = { ...readme, returnUrl: true };
      assert.match(await ask('createLink', input), /clipboard AND TO THE MODEL/);
      const { url } = await run('createLink', input);
      assert.equal((await bench().use(String(url), 'GET')).text, 'content of readme.txt');
    });

    it('tell the headers that an upload has to send', async () => {
      const { headersToSend } = await run('createLink', { bucket: 'docs', key: 'new.txt', method: 'PUT' });
      assert.deepEqual(headersToSend, { 'content-type': 'text/plain' });
      const [url = ''] = bench().links;
      assert.equal((await bench().use(url, 'PUT', { 'content-type': 'text/plain' }, 'x')).status, 200);
    });

    it('let no link live longer than the setting says, and ask for what will be', async () => {
      bench().maxToolValiditySeconds = 600;
      assert.match(await ask('createLink', { ...readme, validity: '7d' }), / for 10 minutes,/);
      await run('createLink', { ...readme, validity: '7d' });
      assert.equal(validityOf(bench().links[0] ?? ''), '600');
    });
  });

  describe('that list', () => {
    it('name the buckets, and what is right below a prefix', async () => {
      assert.deepEqual(await run('listObjects', {}), { buckets: ['docs', 'logs'] });
      const { folders, objects } = await run('listObjects', { bucket: 'docs' });
      assert.deepEqual(folders, ['reports/', '报告/']);
      assert.deepEqual(
        (objects as readonly { key: string }[]).map(({ key }) => key),
        ['readme.txt'],
      );
    });

    it('ask first, with the place and the profile', async () => {
      assert.match(
        await ask('listObjects', { bucket: 'docs', prefix: 'reports/' }),
        /docs\/reports\/, with the profile Work/,
      );
      assert.match(await ask('listObjects', {}), /names of the buckets of the profile Work/);
    });
  });

  const refused: readonly (readonly [name: ToolName, input: unknown, told: RegExp])[] = [
    ['createLink', { bucket: 'docs' }, /input that it does not take/],
    ['createLink', { ...readme, profile: 'Nobody' }, /no such profile; there are: Work/],
    ['createLink', { ...readme, bucket: 'a/b' }, /bucket/i],
    ['createLink', { ...readme, validity: 'soon' }, /Not understood/],
    ['listObjects', { bucket: 'no-such-bucket' }, /bucket/i],
  ];
  for (const [name, input, told] of refused) {
    it(`tell a model what is wrong with ${JSON.stringify(input)}`, async () => {
      await assert.rejects(run(name, input), (error: Error) => told.test(error.message) && error.cause === undefined);
      assert.deepEqual(bench().clipboard, []);
    });
  }
});
