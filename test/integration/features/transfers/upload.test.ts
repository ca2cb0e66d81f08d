import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { reportUpload } from '../../../../src/features/transfers/reportUpload.ts';
import type { FileSelection } from '../../../../src/ui/files/localFiles.ts';
import type { Faults } from '../../../emulator/faults.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('an upload into the tree', () => {
  const bench = withBench();
  const stored = async (key: string): Promise<string> =>
    (await bench().oss.emulator.readObject('docs', key)).toString();
  /** Drop on the tree, as the view passes it. */
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
    assert.deepEqual(
      bench()
        .shortcuts.list('recent')
        .map(({ key, use }) => [key, use]),
      ['one.txt', 'site/报告/三.pdf', 'site/assets/app.js', 'site/index.html'].map((path) => [
        `reports/${path}`,
        'uploaded',
      ]),
    );
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

describe('an upload that leaves objects or parts in OSS', () => {
  const bench = withBench();
  const faults = (): Faults => bench().oss.emulator.faults;
  const large = Buffer.alloc(9 * 2 ** 20, 'large ');
  const largeFile = (): Uri =>
    bench().file(
      '/large.bin',
      async function* (start, end) {
        yield await Promise.resolve(large.subarray(start, end));
      },
      large.length,
    );
  const upload = async (uri: Uri, prompts = new ScriptedPrompts()): Promise<void> => {
    bench().pickedFiles = [uri];
    await bench().run('uploadFiles', [await bench().node('docs')], prompts);
  };
  const press = async (label: string): Promise<void> => {
    const action = bench()
      .shownMessages.at(-1)
      ?.actions.find((one) => one.label === label);
    await (action ?? assert.fail(label)).run();
  };

  it('names uploads that could not be aborted, and leads to Incomplete Uploads', async () => {
    faults().add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'UploadPart' } });
    faults().add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'AbortMultipartUpload' } });
    const prompts = new ScriptedPrompts();
    await upload(largeFile(), prompts);
    assert.match(bench().messages[0] ?? '', /^error: /);
    assert.equal(
      bench().messages[1],
      'warn: Parts of large.bin may be left in docs, where they are charged: they could not be deleted.',
    );
    prompts.then({ checked: ['large.bin'] });
    await press('Incomplete Uploads…');
    assert.equal(bench().messages[2], 'status: 1 of 1 upload aborted');
  });

  it('reports them after a cancellation too', async () => {
    faults().add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'AbortMultipartUpload' } });
    bench().onReport = (cancel) => {
      if ((bench().progresses.at(-1)?.reports.at(-1)?.done ?? 0) > 0) cancel();
    };
    await upload(largeFile());
    assert.deepEqual(bench().messages, [
      'warn: Parts of large.bin may be left in docs, where they are charged: they could not be deleted.',
    ]);
  });

  it('repeats a damaged upload automatically', async () => {
    faults().add({ kind: 'changedRequest', match: { operation: 'PutObject' } });
    await upload(bench().file('/a.txt', 'content'));
    assert.equal((await bench().oss.emulator.readObject('docs', 'a.txt')).toString(), 'content');
    assert.deepEqual(bench().messages, ['status: a.txt uploaded to docs/']);
  });

  it('says which object is damaged, and deletes it or uploads again', async () => {
    faults().add({ kind: 'changedRequest', times: 2, match: { operation: 'PutObject' } });
    const prompts = new ScriptedPrompts();
    await upload(bench().file('/a.txt', 'content'), prompts);
    assert.deepEqual(bench().messages, [
      'warn: "a.txt" was damaged during the upload: the object a.txt in docs is not the file. Upload it again, or delete the object.',
    ]);
    assert.deepEqual(
      bench().shownMessages[0]?.actions.map(({ label }) => label),
      ['Upload Again', 'Delete…'],
    );
    prompts.then('Delete');
    await press('Delete…');
    assert.equal(bench().oss.emulator.object('docs', 'a.txt'), undefined);
  });

  it('asks before a damaged object is replaced, and offers no deletion if deleting is off', async () => {
    bench().allowsDelete = false;
    faults().add({ kind: 'changedRequest', times: 2, match: { operation: 'PutObject' } });
    const prompts = new ScriptedPrompts();
    await upload(bench().file('/a.txt', 'content'), prompts);
    assert.deepEqual(
      bench().shownMessages[0]?.actions.map(({ label }) => label),
      ['Upload Again'],
    );
    prompts.then('Replace');
    await press('Upload Again');
    assert.equal((await bench().oss.emulator.readObject('docs', 'a.txt')).toString(), 'content');
  });

  it('reports an object that OSS stored before the cancellation', () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: '' };
    const objects = [{ profileId: 'p1', bucket: 'docs', key: 'a.txt' }];
    const result = { finished: false, objects, skipped: [], failed: [], leftBehind: [] };
    reportUpload(result, 1, folder, bench().services(new ScriptedPrompts()));
    assert.deepEqual(bench().messages, ['status: Too late to cancel: 1 of 1 file uploaded']);
  });

  it('reports an object that OSS may or may not have stored', async () => {
    faults().add({ kind: 'lostAnswer', times: 3, match: { operation: 'PutObject' } });
    faults().add({ kind: 'status', status: 403, code: 'AccessDenied', times: 2, match: { operation: 'HeadObject' } });
    await upload(bench().file('/a.txt', 'content'), new ScriptedPrompts('Upload'));
    assert.deepEqual(bench().messages, [
      'error: OSS did not confirm "a.txt": the object may be stored. Check it before you upload again.',
    ]);
  });
});
