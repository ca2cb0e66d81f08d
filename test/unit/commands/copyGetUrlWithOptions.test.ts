import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from './commandBench.ts';

describe('Copy Presigned GET URL With Options', () => {
  const bench = withBench();
  const replies = ['1 day', 'Forced download under another name…', '报告.pdf'] as const;

  it('copies a link as it was asked for, and remembers the choices', async () => {
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'reports/2026.pdf')], prompts);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '86400');
    assert.match((await bench().use(url, 'GET')).headers['content-disposition'] ?? '', /^attachment; .*%E6%8A%A5/);
    assert.deepEqual(bench().memory.validity('GET'), { kind: 'duration', seconds: 86_400 });
    assert.equal(prompts.asked[0]?.place.title, 'Copy Presigned GET URL · 2026.pdf');
  });

  it('leaves it to the object what browsers do', async () => {
    const prompts = new ScriptedPrompts('90s', 'As the object says');
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'reports/2026.pdf')], prompts);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '90');
    assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], undefined);
  });

  it('gives several objects their own names', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'readme.txt')];
    await bench().run('copyGetUrlWithOptions', [nodes[0], nodes], new ScriptedPrompts('1 hour', 'Forced download'));
    const headers = await Promise.all(
      bench().links.map(async (url) => (await bench().use(url, 'GET')).headers['content-disposition']),
    );
    assert.deepEqual(headers, ['attachment; filename="2026.pdf"', 'attachment; filename="readme.txt"']);
  });

  it('asks for an object from the palette', async () => {
    await bench().run('copyGetUrlWithOptions', [], new ScriptedPrompts('docs', 'readme.txt', ...replies));
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });

  it('is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [await bench().node('docs', 'readme.txt')], [...replies]);
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [], ['docs', 'readme.txt', ...replies]);
    assert.equal(bench().memory.last, undefined);
  });
});
