import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Forget Everything', () => {
  const bench = withBench();

  it('removes everything after a confirmation', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    await bench().tree.sort(await bench().bucket('docs'), 'newest');
    const docs = { profileId: 'p1', bucket: 'docs' };
    await bench().shortcuts.pin([{ ...docs, key: 'reports/', kind: 'folder' }]);
    await bench().linkHosts.setLinkHost(docs, { endpoint: { kind: 'accelerate' } });
    await bench().copyJournal.begin({ requests: [], moves: true, keepsAcl: true, count: 2 });
    bench().map([{ folder: 'a', bucket: 'docs' }]);
    const mapped = bench().services(new ScriptedPrompts()).mappings.of(bench().folder('/project/a/b.txt'));
    await bench().mappedProfiles.approve(mapped ?? assert.fail('not mapped'), 'p1');
    await bench().run('forgetEverything', [], new ScriptedPrompts('Forget Everything'));
    assert.equal(bench().oss.memento.text, '');
    assert.equal(bench().oss.secrets.values.size, 0);
    assert.equal(bench().memory.lastLink, undefined);
    assert.equal(bench().messages.at(-1), 'status: Removed all stored data');
  });

  it('keeps everything after Escape', async () => {
    const before = bench().oss.memento.text;
    await escapeSilently(bench(), 'forgetEverything', [], ['Forget Everything']);
    assert.equal(bench().oss.memento.text, before);
  });
});
