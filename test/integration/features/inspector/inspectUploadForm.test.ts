import assert from 'node:assert/strict';
import { fileRequest } from '../../../support/links/fileRequests.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { pageSources } from '../../../../src/links/requests/pageSources.ts';
import { uploadPage } from '../../../../src/links/requests/uploadPage.ts';

const URI = 'file:///w/page.html';

describe('an upload form in a document', () => {
  const bench = withBench();

  const pageOf = (signedAt = noon, accessKeyId: string = KEY.accessKeyId): string =>
    uploadPage(
      fileRequest(
        { bucket: 'docs', folder: 'reports/', maxBytes: 2048 },
        { signedAt, credentials: { ...KEY, accessKeyId }, expires: 3600 },
      ),
      pageSources,
    );

  /** Inspects the form at the first policy of the page, by its location or with the cursor in it. */
  async function inspect(page: string, by: 'location' | 'cursor', reply: Reply): Promise<ScriptedPrompts['last']> {
    bench().inspector.documents.set(URI, page);
    const startIndex = page.indexOf('eyJ');
    const prompts = new ScriptedPrompts(reply);
    if (by === 'cursor') bench().inspector.cursorPlace = { uri: URI, startIndex: startIndex + 10 };
    await bench().run('inspectLink', by === 'location' ? [{ uri: URI, startIndex }] : [], prompts);
    return prompts.last;
  }

  for (const by of ['location', 'cursor'] as const) {
    it(`shows prefix, limits and expiry, and sends no request (${by})`, async () => {
      const shown = await inspect(pageOf(), by, ESCAPE);
      assert.equal(shown.place.title, 'Inspect Link · Upload form for docs/reports/');
      assert.match(shown.text, /^expires in 1 h, at /);
      for (const fact of ['docs/reports/', 'up to 2 KB per file', 'all files', 'not replaced', 'profile Work']) {
        assert.ok(shown.readable.includes(fact), fact);
      }
      assert.equal(bench().oss.emulator.requests.length, 0);
      bench().assertSilent();
    });
  }

  it('is not taken for what stands at a cursor elsewhere', async () => {
    const page = pageOf();
    bench().inspector.documents.set(URI, page);
    bench().inspector.cursorPlace = { uri: URI, startIndex: 0 };
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('inspectLink', [], prompts);
    assert.equal(prompts.last.text, 'Presigned URL of OSS (not stored)');
  });

  it('shows that no profile has its AccessKey, and offers no actions on the folder', async () => {
    const shown = await inspect(pageOf(noon, 'other'), 'location', ESCAPE);
    assert.ok(shown.readable.includes('an AccessKey that no profile here has'));
    assert.deepEqual(shown.labels[0], 'Remove Signature Here');
  });

  it('copies a fact, reveals the folder, and requests files for it again', async () => {
    await inspect(pageOf(), 'location', 'Folder');
    assert.equal(bench().clipboard.at(-1), 'docs/reports/');
    await inspect(pageOf(), 'location', 'Reveal Folder in Buckets');
    assert.equal(bench().revealed.at(-1)?.id, 'folder:p1/docs/reports/');
    bench().inspector.documents.set(URI, pageOf());
    const prompts = new ScriptedPrompts('Request Files…', ESCAPE);
    await bench().run('inspectLink', [{ uri: URI, startIndex: pageOf().indexOf('eyJ') }], prompts);
    assert.match(prompts.last.place.title ?? '', /^Request Files · docs\/reports\//);
  });

  it('reveals the folder of a form for names that begin with a text', async () => {
    const page = pageOf().replaceAll(/eyJ[\w+/=]+/g, (policy) =>
      Buffer.from(Buffer.from(policy, 'base64').toString().replaceAll('reports/', 'reports/2026-')).toString('base64'),
    );
    await inspect(page, 'location', 'Reveal Folder in Buckets');
    assert.equal(bench().revealed.at(-1)?.id, 'folder:p1/docs/reports/');
    const prompts = new ScriptedPrompts('Request Files…', ESCAPE);
    await bench().run('inspectLink', [{ uri: URI, startIndex: page.indexOf('eyJ') }], prompts);
    assert.match(prompts.last.place.title ?? '', /^Request Files · docs\/reports\/2031-05-/);
  });

  it('stops working after its policy is removed', async () => {
    await inspect(pageOf(), 'location', 'Remove Signature Here');
    const left = bench().inspector.documents.get(URI) ?? '';
    assert.match(left, /name="policy" value="removed"/);
    assert.deepEqual(bench().messages, ['status: Signature removed']);
  });

  it('is found in the workspace with its folder and expiry while it works', async () => {
    const { documents } = bench().inspector;
    documents.set('file:///w/live.html', pageOf());
    documents.set('file:///w/expired.html', pageOf(new Date(noon.getTime() - 7_200_000)));
    await bench().run('findPresignedUrls');
    const { found } = bench().inspector;
    assert.deepEqual([...new Set(found.map(({ path }) => path))], ['live.html']);
    for (const { text } of found) {
      assert.match(text, /^Upload form for docs\/reports\/ expires at .*\. Until then, anyone who reads this file /);
    }
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts('Remove Signatures'));
    assert.doesNotMatch(documents.get('file:///w/live.html') ?? '', /x-oss-signature\W[^<]{0,20}[0-9a-f]{64}/);
  });

  it('is distinguished from links', async () => {
    bench().inspector.documents.set(URI, 'nothing');
    const prompts = new ScriptedPrompts(ESCAPE);
    bench().inspector.cursorPlace = { uri: URI, startIndex: 1 };
    await bench().run('inspectLink', [], prompts);
    assert.equal(prompts.last.kind, 'input');
  });
});
