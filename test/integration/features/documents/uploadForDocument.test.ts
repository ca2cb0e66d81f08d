import assert from 'node:assert/strict';
import { uploadForDocument } from '../../../../src/features/documents/uploads/uploadForDocument.ts';
import { uploadTexts } from '../../../../src/features/documents/uploads/uploadTexts.ts';
import { findMappedFile, type MappedFile } from '../../../../src/links/mappings/mappings.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('files that are uploaded for a document', () => {
  const bench = withBench();
  const mapped = (mapping: object = {}): MappedFile => {
    bench().map([{ folder: '', bucket: 'docs', ...mapping }]);
    const file = { scheme: 'file', authority: '', path: '/project/guide/a.md' };
    return findMappedFile(file, bench().mappedRoots) ?? assert.fail();
  };
  const upload = (
    file: MappedFile,
    names: readonly string[],
    prompts: ScriptedPrompts,
  ): ReturnType<typeof uploadForDocument> => {
    const uris = names.map((name) => bench().file(`/project/${name}`, `content of ${name}`));
    return uploadForDocument(file, { uris }, new Map(), bench().services(prompts));
  };

  it('are signed by a profile that the user approves, and are stored beside the object of the document', async () => {
    const prompts = new ScriptedPrompts('Use Profile');
    const uploaded = await upload(mapped(), ['cat.png'], prompts);
    prompts.assertDone();
    assert.match(uploaded?.files[0]?.target.key ?? '', /^guide\/cat-[0-9a-f]{8}\.png$/);
    assert.deepEqual(
      bench().progresses.map(({ title }) => title),
      ['Uploading cat.png to docs'],
    );
    bench().assertNothingLeaked();
  });

  it('show progress by the bytes of all of them', async () => {
    await upload(mapped(), ['a.png', 'bc.png'], new ScriptedPrompts('Use Profile'));
    const parts = bench().progresses.flatMap(({ reports }) => reports.map(({ done }) => done));
    const [first, both] = ['content of a.png'.length, 'content of a.pngcontent of bc.png'.length];
    assert.ok(parts.includes(first / both), parts.join());
    assert.equal(parts.at(-1), 1);
  });

  it('are not uploaded if the user declines', async () => {
    assert.equal(await upload(mapped(), ['cat.png'], new ScriptedPrompts(ESCAPE)), undefined);
    assert.deepEqual(bench().progresses, []);
  });

  it('are uploaded although another file fails, which is reported', async () => {
    const file = mapped();
    await upload(file, ['first.png'], new ScriptedPrompts('Use Profile'));
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'PutObject' },
      times: 1,
    });
    const uploaded = await upload(file, ['bad.png', 'good.png'], new ScriptedPrompts());
    assert.deepEqual(
      uploaded?.files.map(({ name }) => name),
      ['good.png'],
    );
    assert.equal(bench().messages.filter((text) => text.startsWith('error:')).length, 1);
  });

  it('stop after a cancellation, with a report of the uploaded objects', async () => {
    const file = mapped();
    await upload(file, ['first.png'], new ScriptedPrompts('Use Profile'));
    bench().onReport = (cancel) => {
      cancel();
    };
    const uploaded = await upload(file, ['one.png', 'two.png'], new ScriptedPrompts());
    assert.notEqual(uploaded?.isFinished, true);
  });

  it('are inserted as working links, recorded as issued, with the expiry as title', async () => {
    const file = mapped({ documents: { insert: 'link' } });
    const services = bench().services(new ScriptedPrompts());
    const uploaded = await upload(file, ['my_cat.png'], new ScriptedPrompts('Use Profile'));
    const made = await uploadTexts(uploaded?.files ?? [], 'link', 'markdown', services);
    const [, url = ''] = /^!\[my cat\]\((http:\S+) "Expires at [^"]+"\)$/.exec(made?.texts[0]?.text ?? '') ?? [];
    assert.equal((await bench().use(url, 'GET')).text, 'content of my_cat.png');
    assert.equal(bench().ledger.list().length, 1);
  });

  it('are inserted as unsigned URLs at the link host of the bucket', async () => {
    const file = mapped({ documents: { insert: 'url' } });
    const uploaded = await upload(file, ['a b.txt'], new ScriptedPrompts('Use Profile'));
    await bench().linkHosts.setLinkHost(
      { profileId: 'p1', bucket: 'docs' },
      { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } },
    );
    const made = await uploadTexts(uploaded?.files ?? [], 'url', 'html', bench().services(new ScriptedPrompts()));
    assert.match(
      made?.texts[0]?.text ?? '',
      /^<a href="https:\/\/files\.example\.com\/guide\/a-b-[0-9a-f]{8}\.txt">a b\.txt<\/a>$/,
    );
  });

  it('are not folders, which is explained', async () => {
    const nothing = await uploadForDocument(
      mapped(),
      { uris: [bench().folder('/project/pictures')] },
      new Map(),
      bench().services(new ScriptedPrompts()),
    );
    assert.equal(nothing, undefined);
    assert.deepEqual(bench().messages, ['warn: Folders are not included. Select the files in them.']);
  });

  it('are uploaded through a symbolic link only after a confirmation', async () => {
    bench().symlinkTargets.set('/project/cat.png', '/etc/passwd');
    const prompts = new ScriptedPrompts(ESCAPE);
    assert.equal(await upload(mapped(), ['cat.png'], prompts), undefined);
    assert.deepEqual(prompts.texts, ['Upload a file that a symbolic link leads to?']);
    assert.ok(prompts.last.readable.includes('cat.png → /etc/passwd'));
    assert.deepEqual(bench().progresses, []);
  });

  it('are counted in the progress, which ends for empty files too', async () => {
    const uris = ['a.txt', 'b.txt'].map((name) => bench().file(`/project/${name}`, ''));
    const services = bench().services(new ScriptedPrompts('Use Profile'));
    const done = await uploadForDocument(mapped(), { uris }, new Map(), services);
    assert.equal(done?.isFinished, true);
    const [{ title, reports } = assert.fail()] = bench().progresses;
    assert.equal(title, 'Uploading 2 files to docs');
    assert.deepEqual(new Set(reports.map((report) => report.done)), new Set([1]));
  });

  it('are counted together in the progress', async () => {
    const file = mapped();
    await upload(file, ['first.png'], new ScriptedPrompts('Use Profile'));
    await upload(file, ['a.png', 'b.png', 'c.png'], new ScriptedPrompts());
    const parts =
      bench()
        .progresses.at(-1)
        ?.reports.map(({ done }) => done) ?? [];
    assert.deepEqual(parts, parts.toSorted());
    assert.equal(parts.at(-1), 1);
  });

  it('take the next name if another file took theirs meanwhile', async () => {
    const file = mapped({ documents: { name: '{name}{ext}' } });
    await bench().oss.emulator.putObject('docs', 'guide/cat.png', 'another cat');
    // The object appears between the comparison and the upload.
    const match = { operation: 'HeadObject', key: 'guide/cat.png' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 404, code: 'NoSuchKey', match });
    const done = await upload(file, ['cat.png'], new ScriptedPrompts('Use Profile'));
    assert.equal(done?.files[0]?.target.key, 'guide/cat-2.png');
    assert.equal((await bench().oss.emulator.readObject('docs', 'guide/cat.png')).toString(), 'another cat');
  });

  it('are not sent under a name that another file has', async () => {
    await bench().oss.emulator.putObject('docs', 'guide/cat.png', 'another cat');
    const file = mapped({ documents: { name: '{name}{ext}' } });
    const done = await upload(file, ['cat.png'], new ScriptedPrompts('Use Profile'));
    assert.equal(done?.files[0]?.target.key, 'guide/cat-2.png');
    const puts = bench().oss.emulator.requests.filter(({ operation }) => operation === 'PutObject');
    assert.equal(puts.length, 1);
  });

  it('are uploaded without a look at the existing object only if the user wants that', async () => {
    const file = mapped({ documents: { name: '{name}{ext}' } });
    const match = { operation: 'HeadObject' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match, times: 4 });
    const prompts = new ScriptedPrompts('Use Profile', ESCAPE);
    assert.equal(await upload(file, ['cat.png'], prompts), undefined);
    assert.equal(prompts.last.text, 'Couldn\'t check whether "guide/cat.png" exists in docs. Upload it anyway?');
    assert.equal(bench().oss.emulator.object('docs', 'guide/cat.png'), undefined);
    const done = await upload(file, ['cat.png'], new ScriptedPrompts('Upload'));
    assert.equal(done?.files[0]?.isNew, true);
    assert.equal((await bench().oss.emulator.readObject('docs', 'guide/cat.png')).toString(), 'content of cat.png');
  });

  it('that exist already are not uploaded again, which is said after the insertion', async () => {
    const file = mapped();
    await upload(file, ['cat.png'], new ScriptedPrompts('Use Profile'));
    const again = await upload(file, ['cat.png'], new ScriptedPrompts());
    const made = await uploadTexts(again?.files ?? [], 'address', 'markdown', bench().services(new ScriptedPrompts()));
    await made?.notifyInserted();
    assert.deepEqual(bench().messages, ['status: Inserted the address. The object exists already.']);
  });

  it('are not inserted if the check of their links fails and the user discards them', async () => {
    const file = mapped({ documents: { insert: 'link' } });
    const uploaded = await upload(file, ['cat.png'], new ScriptedPrompts('Use Profile'));
    bench().inspector.isCheckedBeforeCopy = true;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied' });
    const services = bench().services(new ScriptedPrompts(ESCAPE));
    assert.equal(await uploadTexts(uploaded?.files ?? [], 'link', 'markdown', services), undefined);
    assert.deepEqual(bench().ledger.list(), []);
  });
});
