import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('the first change in a bucket', () => {
  const bench = withBench();
  const remove = async (
    key: string,
    ...replies: readonly (string | undefined)[]
  ): Promise<{ readonly asked: ScriptedPrompts['asked'] }> => {
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('deleteObjects', [await bench().node('docs', key)], prompts);
    return { asked: prompts.asked };
  };
  const isThere = (key: string): boolean => bench().oss.emulator.object('docs', key) !== undefined;

  it('needs one confirmation if the user allows changes for the session', async () => {
    bench().changeMode = 'ask';
    const first = await remove('readme.txt', 'Allow', 'Delete');
    assert.equal(first.asked[0]?.text, 'Allow changes to existing objects in docs?');
    assert.deepEqual(first.asked[0].labels, ['Allow', 'Always for This Bucket']);
    await remove('reports/summary.md', 'Delete');
    assert.deepEqual([isThere('readme.txt'), isThere('reports/summary.md')], [false, false]);
    assert.doesNotMatch(bench().oss.memento.text, /allowedChanges/);
  });

  it('needs no further confirmation if the user always allows changes', async () => {
    bench().changeMode = 'ask';
    await remove('readme.txt', 'Always for This Bucket', 'Delete');
    assert.match(bench().oss.memento.text, /allowedChanges/);
  });

  it('needs a confirmation for each bucket of a selection', async () => {
    bench().changeMode = 'ask';
    await bench().oss.emulator.putObject('logs', 'a.txt', 'x');
    await remove('readme.txt', 'Allow', 'Delete');
    const nodes = [await bench().node('docs', 'reports/summary.md'), await bench().node('logs', 'a.txt')];
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('deleteObjects', [nodes[0], nodes], prompts);
    assert.equal(prompts.last.text, 'Allow changes to existing objects in logs?');
    assert.ok(isThere('reports/summary.md') && bench().oss.emulator.object('logs', 'a.txt'));
  });

  it('is not made if the user closes the confirmation', async () => {
    bench().changeMode = 'ask';
    await remove('readme.txt', undefined);
    assert.ok(isThere('readme.txt'));
    bench().assertSilent();
  });

  for (const [mode, message] of [
    ['off', 'warn: Changing objects is turned off. Change the setting "ossLinks.changes".'],
    ['untrusted', "warn: Objects can't be changed from a workspace that you don't trust."],
  ] as const) {
    it(`is refused if changes are ${mode}`, async () => {
      bench().changeMode = mode;
      await remove('readme.txt');
      assert.ok(isThere('readme.txt'));
      assert.deepEqual(bench().messages, [message]);
    });
  }
});
