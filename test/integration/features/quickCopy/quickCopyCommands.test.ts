import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

describe('Quick Copy', () => {
  const bench = withBench();

  it('copies a new download link to the last object', async () => {
    await bench().run(
      'copyGetUrlWithOptions',
      [await bench().node('docs', 'readme.txt')],
      new ScriptedPrompts('Validity', '1 day', 'Download', 'Forced download', 'Copy Download Link'),
    );
    await bench().run('quickCopy');
    const [url = ''] = bench().links;
    assert.equal(bench().clipboard.length, 2);
    assert.equal(validityOf(url), '86400');
    const { text, headers } = await bench().use(url, 'GET');
    assert.equal(text, 'content of readme.txt');
    assert.equal(headers['content-disposition'], 'attachment; filename="readme.txt"');
  });

  it('copies a new upload link with the same type and headers', async () => {
    const prompts = new ScriptedPrompts('a.md', '2h', 'text/markdown', 'x-oss-meta-author: me', 'Copy Upload Link');
    await bench().run('copyPutUrl', [await bench().node('docs')], prompts);
    await bench().run('quickCopy');
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '7200');
    const headers = { 'content-type': 'text/markdown', 'x-oss-meta-author': 'me' };
    assert.equal((await bench().use(url, 'PUT', headers)).status, 200);
    assert.ok(bench().oss.emulator.object('docs', 'a.md'));
  });

  it('asks for an object if there is no last one, or its profile is gone', async () => {
    await bench().run('quickCopy', [], new ScriptedPrompts('docs', 'readme.txt'));
    assert.equal(bench().links.length, 1);
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().oss.profiles.remove('p1');
    await bench().run('quickCopy', [], new ScriptedPrompts('docs', 'reports/', '2026.pdf'));
    assert.equal(bench().memory.lastLink?.target.profileId, 'p2');
    assert.match(bench().messages.join('\n'), /The profile of the last link was removed/);
  });

  it('copies nothing for a mapped file whose profile the user does not choose', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    bench().map([{ folder: 'out', bucket: 'docs', prefix: 'reports' }]);
    bench().activeFile = bench().file('/project/out/summary.md', '');
    await escapeSilently(bench(), 'quickCopy', [], ['Home', 'Use Profile']);
    await bench().run('quickCopy', [], new ScriptedPrompts('Home', 'Use Profile'));
    assert.match(bench().links[0] ?? '', /\/reports\/summary\.md\?/);
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'quickCopy', [], ['docs', 'reports/', '2026.pdf']));
});
