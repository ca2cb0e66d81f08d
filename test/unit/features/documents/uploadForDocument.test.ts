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
    const prompts = new ScriptedPrompts('Sign');
    const uploaded = await upload(mapped(), ['cat.png'], prompts);
    prompts.assertDone();
    assert.match(uploaded?.files[0]?.target.key ?? '', /^guide\/cat-[0-9a-f]{8}\.png$/);
    assert.deepEqual(
      bench().progresses.map(({ title }) => title),
      ['Uploading cat.png to docs'],
    );
    bench().assertNothingLeaked();
  });

  it('are not uploaded if the user declines', async () => {
    assert.equal(await upload(mapped(), ['cat.png'], new ScriptedPrompts(ESCAPE)), undefined);
    assert.deepEqual(bench().progresses, []);
  });

  it('are uploaded although another file fails, which is reported', async () => {
    const file = mapped();
    await upload(file, ['first.png'], new ScriptedPrompts('Sign'));
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
    await upload(file, ['first.png'], new ScriptedPrompts('Sign'));
    bench().onReport = (cancel) => {
      cancel();
    };
    const uploaded = await upload(file, ['one.png', 'two.png'], new ScriptedPrompts());
    assert.notEqual(uploaded?.isFinished, true);
  });

  it('are inserted as working links, recorded as issued, with the expiry as title', async () => {
    const file = mapped({ documents: { insert: 'link' } });
    const services = bench().services(new ScriptedPrompts());
    const uploaded = await upload(file, ['my_cat.png'], new ScriptedPrompts('Sign'));
    const made = await uploadTexts(uploaded?.files ?? [], 'link', 'markdown', services);
    const [, url = ''] = /^!\[my cat\]\((http:\S+) "Expires at [^"]+"\)$/.exec(made?.texts[0]?.text ?? '') ?? [];
    assert.equal((await bench().use(url, 'GET')).text, 'content of my_cat.png');
    assert.equal(bench().ledger.list().length, 1);
  });

  it('are inserted as unsigned URLs at the link host of the bucket', async () => {
    const file = mapped({ documents: { insert: 'url' } });
    const uploaded = await upload(file, ['a b.txt'], new ScriptedPrompts('Sign'));
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
});
