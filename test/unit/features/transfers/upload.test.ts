import assert from 'node:assert/strict';
import type { FileSelection } from '../../../../src/ui/files/localFiles.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('an upload into the tree', () => {
  const bench = withBench();
  const stored = async (key: string): Promise<string> =>
    (await bench().oss.emulator.readObject('docs', key)).toString();
  /** As the tree hands a drop over. */
  const drop = async (key: string, selection: FileSelection, prompts: ScriptedPrompts): Promise<void> =>
    bench().run('uploadFiles', [await bench().node('docs', key), undefined, selection], prompts);
  const site = () => {
    for (const path of ['index.html', 'assets/app.js', '报告/三.pdf']) {
      bench().file(`/home/site/${path}`, path);
    }
    return bench().folder('/home/site');
  };

  it('of a dropped folder keeps its paths, after a confirmation with count, size and target', async () => {
    const prompts = new ScriptedPrompts('Upload');
    await drop('reports/', { uris: [site(), bench().file('/home/one.txt', 'one')] }, prompts);
    assert.equal(prompts.last.text, 'Upload 4 files (40 B) to docs/reports/?');
    assert.match(
      prompts.last.readable.join('\n'),
      /site\/index\.html, site\/assets\/app\.js, site\/报告\/三\.pdf, one\.txt/,
    );
    for (const path of ['index.html', 'assets/app.js', '报告/三.pdf']) {
      assert.equal(await stored(`reports/site/${path}`), path);
    }
    assert.equal(await stored('reports/one.txt'), 'one');
    const type = bench().oss.emulator.object('docs', 'reports/site/index.html')?.headers['content-type'];
    assert.equal(type, 'text/html;charset=utf-8');
    assert.deepEqual(bench().messages, ['status: 4 files uploaded to docs/reports/']);
    assert.deepEqual(bench().changed, ['folder:p1/docs/reports/']);
    assert.deepEqual(bench().clipboard, []);
  });

  it('of files from a browser needs no path to read them from', async () => {
    bench().file('page.html', '<p>');
    const dropped = [{ name: 'page.html', data: () => Promise.resolve(Buffer.from('<p>')) }];
    const prompts = new ScriptedPrompts('Upload');
    await drop('', { uris: [], dropped }, prompts);
    assert.equal(prompts.last.text, 'Upload page.html (3 B) to docs/?');
    assert.equal(await stored('page.html'), '<p>');
    assert.deepEqual(bench().messages, ['status: page.html uploaded to docs/']);
  });

  it('reports skipped files before it starts', async () => {
    bench().symbolicLinks = ['site/out'];
    const prompts = new ScriptedPrompts(undefined);
    await drop('', { uris: [site(), bench().folder('/home/nothing')] }, prompts);
    const detail = prompts.last.readable.join('\n');
    assert.match(detail, /^Empty folders are not uploaded: nothing\/$/m);
    assert.match(detail, /^Symbolic links are not followed: site\/out$/m);
    bench().assertSilent();
    assert.equal(bench().oss.emulator.object('docs', 'site/index.html'), undefined);
  });

  it('of nothing reports that', async () => {
    await drop('', { uris: [bench().folder('/home/nothing')] }, new ScriptedPrompts());
    assert.deepEqual(bench().messages, ['warn: No files to upload. Empty folders are not uploaded: nothing/']);
  });

  it('goes to the folder of the object it was dropped on', async () => {
    await drop('reports/2026.pdf', { uris: [bench().file('/a.txt', 'a')] }, new ScriptedPrompts('Upload'));
    assert.equal(await stored('reports/a.txt'), 'a');
  });

  it('of picked files asks nothing more', async () => {
    bench().pickedFiles = [bench().file('/a.txt', 'a'), bench().file('/b.txt', 'b')];
    await bench().run('uploadFiles', [await bench().node('docs', 'reports/')]);
    assert.equal(await stored('reports/b.txt'), 'b');
    assert.deepEqual(bench().messages, ['status: 2 files uploaded to docs/reports/']);
    assert.deepEqual(bench().memory.uploadFolders[0], { profileId: 'p1', bucket: 'docs', prefix: 'reports/' });
  });

  it('of a picked folder asks, because it may contain more than is visible', async () => {
    bench().pickedFiles = [site()];
    const prompts = new ScriptedPrompts('Upload');
    await bench().run('uploadFolder', [await bench().node('docs')], prompts);
    assert.equal(prompts.last.text, 'Upload 3 files (37 B) to docs/?');
    assert.equal(await stored('site/assets/app.js'), 'assets/app.js');
  });

  it('asks for the target from the palette, and is silent after Escape at every step', async () => {
    bench().pickedFiles = [site()];
    await escapeSilently(bench(), 'uploadFolder', [], ['docs', 'Use docs/', 'Upload']);
    await bench().run('uploadFolder', [], new ScriptedPrompts('docs', 'Use docs/', 'Upload'));
    assert.equal(await stored('site/index.html'), 'index.html');
    bench().pickedFiles = undefined;
    await bench().run('uploadFiles', [await bench().node('docs')]);
    assert.equal(bench().messages.length, 1);
  });
});
