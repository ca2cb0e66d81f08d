import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

const reports = { folder: 'out', bucket: 'docs', prefix: 'reports' };

describe('Copy Download Link, of files', () => {
  const bench = withBench();
  const files = () => ['2026.pdf', 'summary.md'].map((name) => bench().file(`/project/out/${name}`, name));
  const agreed = async () => {
    bench().map([reports]);
    await bench().oss.profiles.addBucket('p1', 'docs');
  };

  it('copies the links of the whole selection without a question', async () => {
    await agreed();
    const [first, second] = files();
    await bench().run('copyGetUrlForFile', [first, [first, second]]);
    const texts = await Promise.all(bench().links.map(async (url) => (await bench().use(url, 'GET')).text));
    assert.deepEqual(texts, ['content of reports/2026.pdf', 'content of reports/summary.md']);
    assert.deepEqual(bench().memory.lastLink?.target, { profileId: 'p1', bucket: 'docs', key: 'reports/2026.pdf' });
  });

  it('uses the file of the active editor from the palette', async () => {
    await agreed();
    [, bench().activeFile] = files();
    await bench().run('copyGetUrlForFile');
    assert.match(bench().links[0] ?? '', /\/reports\/summary\.md\?/);
  });

  it('reports unmapped files, and copies the links of the others', async () => {
    await agreed();
    const uris = [bench().file('/project/readme.txt', ''), ...files()];
    await bench().run('copyGetUrlForFile', [uris[0], uris]);
    assert.equal(bench().links.length, 2);
    assert.equal(bench().messages[0], "warn: 1 of 3 files isn't in a folder that is mapped to a bucket.");
  });

  it('copies nothing for an unmapped file, and leads to the setting', async () => {
    await agreed();
    await bench().run('copyGetUrlForFile', [bench().file('/project/readme.txt', '')]);
    assert.deepEqual(bench().clipboard, []);
    assert.deepEqual(bench().messages, ["warn: readme.txt isn't in a folder that is mapped to a bucket."]);
    await bench().shownMessages[0]?.actions[0]?.run();
    assert.equal(bench().mappingSettingsShown, 1);
  });

  describe('if no profile has the bucket yet', () => {
    it("asks once whether the user's profile may sign for a mapping of the workspace", async () => {
      bench().map([reports]);
      const uris = files();
      const prompts = new ScriptedPrompts('Use Profile');
      await bench().run('copyGetUrlForFile', [uris[0], uris], prompts);
      assert.equal(
        prompts.last.text,
        'The workspace maps this folder to the bucket "docs". Use the profile "Work" for it?',
      );
      assert.match(prompts.last.readable.join(' '), /out\/ is mapped to docs\/reports\//);
      assert.equal(bench().links.length, 2);
      await bench().memory.clear();
      await bench().run('copyGetUrlForFile', [uris[0]]);
      assert.equal(bench().clipboard.length, 2);
    });

    it('asks which of several, and does not ask again for a mapping of the user', async () => {
      await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
      bench().map([reports], 'user');
      await bench().run('copyGetUrlForFile', [files()[0]], new ScriptedPrompts('Home'));
      assert.equal(bench().memory.lastLink?.target.profileId, 'p2');
    });

    it('copies nothing, stores no agreement and is silent after Escape at every step', async () => {
      await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
      bench().map([reports]);
      await escapeSilently(bench(), 'copyGetUrlForFile', [files()[0]], ['Home', 'Use Profile']);
      await bench().run('copyGetUrlForFile', [files()[0]], new ScriptedPrompts(undefined));
      bench().assertSilent();
    });

    it('forgets the agreement after Forget Everything', async () => {
      bench().map([reports]);
      await bench().run('copyGetUrlForFile', [files()[0]], new ScriptedPrompts('Use Profile'));
      await bench().run('forgetEverything', [], new ScriptedPrompts('Forget Everything'));
      assert.ok(!bench().oss.memento.text.includes('/project'));
    });
  });

  it('signs with no profile other than the one that the user named', async () => {
    await agreed();
    bench().map([{ ...reports, profile: 'Gone' }], 'user');
    await bench().run('copyGetUrlForFile', [files()[0]]);
    assert.deepEqual(bench().clipboard, []);
    assert.deepEqual(bench().messages, ['warn: Your mapping of docs names the profile "Gone", which doesn\'t exist.']);
    await bench().press('Open Settings');
    assert.equal(bench().mappingSettingsShown, 1);
  });
});

describe('a mapped file', () => {
  const bench = withBench();
  beforeEach(async () => {
    bench().map([reports]);
    await bench().oss.profiles.addBucket('p1', 'docs');
  });

  it('is the target of the quick copy while it is in the active editor, otherwise the last object is', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    bench().activeFile = bench().file('/project/out/summary.md', '');
    await bench().run('quickCopy');
    assert.match(bench().links[0] ?? '', /\/reports\/summary\.md\?/);
    bench().activeFile = bench().file('/project/elsewhere.md', '');
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    await bench().run('quickCopy');
    assert.match(bench().links[0] ?? '', /\/readme\.txt\?/);
  });

  it('is copied with the default recipe of its bucket', async () => {
    bench().recipeSettings = {
      ...{
        user: { Saved: { validity: '2h', download: { type: 'attachment' } } },
        workspace: undefined,
        defaults: { '*': 'Saved' },
      },
    };
    bench().activeFile = bench().file('/project/out/summary.md', '');
    await bench().run('quickCopy');
    const { headers } = await bench().use(bench().links[0] ?? '', 'GET');
    assert.equal(headers['content-disposition'], 'attachment; filename="summary.md"');
  });

  it('is copied with the default validity if that recipe is gone', async () => {
    bench().recipeSettings = { user: {}, workspace: undefined, defaults: { '*': 'Saved' } };
    bench().activeFile = bench().file('/project/out/summary.md', '');
    await bench().run('quickCopy');
    assert.match(bench().links[0] ?? '', /\/reports\/summary\.md\?/);
  });

  it('is uploaded to its object without a question for the folder, together with others', async () => {
    const uris = ['a.txt', 'img/b.png'].map((name) => bench().file(`/project/out/${name}`, name));
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris]);
    for (const name of ['a.txt', 'img/b.png']) {
      assert.equal((await bench().oss.emulator.readObject('docs', `reports/${name}`)).toString(), name);
    }
    assert.equal(bench().links.length, 2);
  });

  it('is uploaded to the chosen folder if selected together with an unmapped file', async () => {
    const uris = [bench().file('/project/out/a.txt', 'a'), bench().file('/project/b.txt', 'b')];
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts('docs', 'Use docs/'));
    for (const name of ['a.txt', 'b.txt']) assert.ok(bench().oss.emulator.object('docs', name));
  });

  it('is uploaded to the chosen folder if others of the selection belong to another bucket', async () => {
    bench().map([reports, { folder: 'logs', bucket: 'logs' }]);
    const uris = ['out/a.txt', 'logs/b.txt'].map((name) => bench().file(`/project/${name}`, name));
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts('docs', 'Use docs/'));
    for (const name of ['a.txt', 'b.txt']) assert.ok(bench().oss.emulator.object('docs', name));
  });

  it('is taken from the selection, whatever file is in the active editor', async () => {
    bench().activeFile = bench().file('/project/out/2026.pdf', '');
    await bench().run('copyGetUrlForFile', [bench().file('/project/out/summary.md', '')]);
    assert.match(bench().links[0] ?? '', /\/reports\/summary\.md\?/);
  });

  it('has its upload link in its mapped folder', async () => {
    const uri = bench().file('/project/out/img/b.png', 'b');
    await bench().run('copyPutUrlForFile', [uri], new ScriptedPrompts('b.png', '1h', 'image/png', 'Copy Upload Link'));
    assert.match(bench().links[0] ?? '', /\/reports\/img\/b\.png\?/);
  });
});
