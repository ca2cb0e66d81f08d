import assert from 'node:assert/strict';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Copy Upload Link for This File', () => {
  const bench = withBench();
  const replies: readonly Reply[] = ['docs', 'Use docs/', 'notes.md', '1 hour', 'text/markdown', 'Copy Upload Link'];

  it('uses the name and content type of the file, and names it in the curl command', async () => {
    const prompts = new ScriptedPrompts(...replies);
    const uri = bench().file('/work space/notes.md', '# Notes');
    await bench().run('copyPutUrlForFile', [uri, [uri]], prompts);
    assert.equal(prompts.asked[2]?.value, 'notes.md');
    assert.equal(prompts.asked[4]?.labels[0], 'text/markdown;charset=utf-8');
    const info = bench().shownMessages.find(({ kind }) => kind === 'info');
    await info?.actions[0]?.run();
    assert.match(bench().clipboard.at(-1) ?? '', / -T '\/work space\/notes\.md' /);
  });

  it('offers the last upload folder, or another one', async () => {
    const uri = bench().file('/notes.md', '# Notes');
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'reports/' };
    await bench().memory.rememberUploadFolder(folder);
    const prompts = new ScriptedPrompts('docs/reports/', ...replies.slice(2));
    await bench().run('copyPutUrlForFile', [uri], prompts);
    assert.match(new URL(bench().links[0] ?? '').pathname, /\/reports\/notes\.md$/);
    const other = new ScriptedPrompts('Other Folder…', ...replies);
    await bench().run('copyPutUrlForFile', [uri], other);
    assert.match(new URL(bench().links[0] ?? '').pathname, /\/docs\/notes\.md$/);
  });

  it('asks for a folder if the profile of the last one is gone', async () => {
    await bench().memory.rememberUploadFolder({ profileId: 'gone', bucket: 'docs', prefix: '' });
    await bench().run('copyPutUrlForFile', [bench().file('/notes.md', '#')], new ScriptedPrompts(...replies));
    assert.equal(bench().links.length, 1);
  });

  it('uses the file of the active editor from the palette, or else a picked one', async () => {
    bench().activeFile = bench().file('/active.md', '#');
    const active = new ScriptedPrompts('docs', 'Use docs/', undefined);
    await bench().run('copyPutUrlForFile', [], active);
    assert.equal(active.last.value, 'active.md');
    bench().activeFile = undefined;
    bench().pickedFiles = [bench().file('/picked.md', '#')];
    const picked = new ScriptedPrompts('docs', 'Use docs/', undefined);
    await bench().run('copyPutUrlForFile', [], picked);
    assert.equal(picked.last.value, 'picked.md');
  });

  it('is silent after Escape at every step', async () => {
    const uri = bench().file('/notes.md', '#');
    await escapeSilently(bench(), 'copyPutUrlForFile', [uri], [...replies]);
    await bench().run('copyPutUrlForFile', []);
    await bench().memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: '' });
    await bench().run('copyPutUrlForFile', [uri], new ScriptedPrompts(undefined));
    bench().assertSilent();
  });
});
