import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('an oss:// URI', () => {
  const bench = withBench();

  const target = { bucket: 'docs', key: 'reports/2026.pdf' };

  it('can be revealed, or copied as a link', async () => {
    await bench().run('openOssUri', [target], new ScriptedPrompts('Reveal in Buckets'));
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p1/docs/reports/2026.pdf'],
    );
    await bench().run('openOssUri', [target], new ScriptedPrompts('Copy Download Link'));
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
  });

  it('of a folder offers uploads, and Escape is silent', async () => {
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('openOssUri', [{ bucket: 'docs', key: 'reports/' }], prompts);
    assert.deepEqual(prompts.last.labels, ['Reveal in Buckets', 'Copy Upload Link…']);
    bench().assertSilent();
  });
});
