import assert from 'node:assert/strict';
import type { CommandName } from '../../../../src/ids.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const commands = [
  'filter',
  'copyKey',
  'copyUri',
  'goToKey',
  'searchPrefix',
  'showProperties',
  'showVersions',
] as const satisfies readonly CommandName[];

describe('commands of the buckets view without a profile', () => {
  const bench = withBench();
  beforeEach(() => bench().oss.profiles.remove('p1'));

  for (const name of commands) {
    it(`${name} offers to add one, asks nothing else and sends nothing`, async () => {
      const prompts = new ScriptedPrompts(ESCAPE);
      await bench().run(name, [], prompts);
      assert.deepEqual(
        prompts.asked.map(({ text, labels }) => [text, labels]),
        [['No profiles yet.', ['Add Profile…']]],
      );
      bench().assertSilent();
      assert.deepEqual(bench().oss.exchanges, []);
    });
  }
});
