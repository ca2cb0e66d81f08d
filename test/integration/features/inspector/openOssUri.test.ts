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

  it('without a bucket or a key leads nowhere', async () => {
    for (const argument of [
      undefined,
      null,
      'oss://docs/a',
      { bucket: 'docs' },
      { bucket: 'docs', key: 1 },
      { bucket: 1, key: 'a' },
    ])
      await bench().run('openOssUri', [argument]);
    bench().assertSilent();
  });

  it('of a folder offers uploads, and Escape is silent', async () => {
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('openOssUri', [{ bucket: 'docs', key: 'reports/' }], prompts);
    assert.deepEqual(prompts.last.labels, ['Reveal in Buckets', 'Copy Upload Link…']);
    bench().assertSilent();
    const upload = new ScriptedPrompts('Copy Upload Link…', 'new.txt', undefined);
    await bench().run('openOssUri', [{ bucket: 'docs', key: 'reports/' }], upload);
    assert.ok(
      upload.asked[1]?.readable.some((text) => text.includes('docs/reports/')),
      upload.asked[1]?.readable.join(),
    );
  });

  it('of an object leads to the options of its download link, and to an upload link for it', async () => {
    const options = new ScriptedPrompts('Copy Download Link with Options…', undefined);
    await bench().run('openOssUri', [target], options);
    assert.match(options.last.place.title ?? '', /2026\.pdf/);
    assert.ok(options.last.labels.includes('Copy Download Link'), options.last.labels.join());
    const upload = new ScriptedPrompts('Copy Upload Link…', undefined);
    await bench().run('openOssUri', [target], upload);
    assert.match(upload.last.place.title ?? '', /^Copy Upload Link/);
    bench().assertSilent();
  });
});
