import assert from 'node:assert/strict';
import { noon, v4Link, type LinkOptions } from '../../../support/emulator/handMade.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts, type Asked, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const hourAgo = new Date(noon.getTime() - 3_600_000);

describe('commands that read links', () => {
  const bench = withBench();
  const link = (options: LinkOptions = {}, edit?: (query: Map<string, string>) => void): string => {
    const own = { bucket: 'docs', key: 'reports/2026.pdf', expires: '3600', ...KEY, ...options };
    return bench().oss.emulator.endpoint('cn-hangzhou') + v4Link(own, edit);
  };
  const inspect = async (url: string, reply: Reply): Promise<Asked> => {
    const prompts = new ScriptedPrompts(reply);
    await bench().run('inspectLink', [{ url }], prompts);
    return prompts.last;
  };

  describe('Inspect Link', () => {
    it('shows what a link is for and until when, and asks no service', async () => {
      const query = { 'response-content-disposition': 'attachment; filename="a.pdf"' };
      const last = await inspect(link({ query }), undefined);
      assert.equal(last.place.title, 'Inspect Link · GET 2026.pdf');
      assert.match(last.text, /^expires in 1 hour, at /);
      for (const fact of ['docs/reports/2026.pdf', 'profile Work', 'attachment; filename="a.pdf"']) {
        assert.ok(last.labels.includes(fact), fact);
      }
      assert.equal(bench().oss.emulator.requests.length, 0);
      bench().assertSilent();
    });

    it('shows since when a link is dead, and that its key is of no profile here', async () => {
      const last = await inspect(link({ accessKeyId: 'other', signedAt: hourAgo, expires: '60' }), undefined);
      assert.match(last.text, /^expired 59 minutes ago, at /);
      assert.ok(last.labels.includes('an AccessKey of no profile here'));
      assert.ok(last.labels.includes('GET or PUT'));
    });

    it('shows what was changed in a link that our profile signed', async () => {
      const last = await inspect(
        link({}, (query) => query.set('versionId', 'x')),
        undefined,
      );
      assert.ok(
        last.labels.some((label) => /parameter versionId was added/.test(label)),
        last.labels.join('\n'),
      );
    });

    it('copies the URL without the signature, or a fact', async () => {
      await inspect(link(), 'Copy Without Signature');
      assert.equal(bench().clipboard[0], `${bench().oss.emulator.endpoint('cn-hangzhou')}/docs/reports/2026.pdf`);
      await inspect(link(), 'docs/reports/2026.pdf');
      assert.equal(bench().clipboard[1], 'docs/reports/2026.pdf');
    });

    it('reveals the object, and opens the very link', async () => {
      await inspect(link(), 'Reveal in the OSS View');
      assert.deepEqual(
        bench().revealed.map(({ id }) => id),
        ['object:p1/docs/reports/2026.pdf'],
      );
      await inspect(link(), 'Open in Browser');
      assert.deepEqual(bench().inspector.opened, [link()]);
    });

    it('takes a place of a document, and leaves no signature there', async () => {
      const { inspector } = bench();
      inspector.documents.set('file:///a.md', `[report](${link()}) and more`);
      const prompts = new ScriptedPrompts('Remove the Signature Here');
      await bench().run('inspectLink', [{ uri: 'file:///a.md', startIndex: 9 }], prompts);
      const left = `[report](${bench().oss.emulator.endpoint('cn-hangzhou')}/docs/reports/2026.pdf) and more`;
      assert.equal(inspector.documents.get('file:///a.md'), left);
      assert.deepEqual(bench().messages, ['status: Signature removed']);
    });
  });

  describe('Sign Link Again', () => {
    const signAgain = async (url: string, ...replies: readonly Reply[]): Promise<URL> => {
      await bench().run('signLinkAgain', [{ url }], new ScriptedPrompts(...replies));
      return new URL(bench().links[0] ?? '');
    };

    it('keeps validity, version, name, processing, limits and the bound host', async () => {
      const query = {
        'response-content-disposition': `attachment; filename="_.pdf"; filename*=UTF-8''%E4%B8%89.pdf`,
        'x-oss-traffic-limit': '819200',
        'x-oss-ac-source-ip': '10.0.0.0',
        'x-oss-ac-subnet-mask': '8',
        'x-oss-request-payer': 'requester',
      };
      const host = new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host;
      const old = link({ query, signedAt: hourAgo, expires: '5400', headers: { host }, additionalHeaders: ['host'] });
      const { searchParams } = await signAgain(old);
      for (const [name, value] of Object.entries(query)) assert.equal(searchParams.get(name), value);
      assert.equal(searchParams.get('x-oss-expires'), '5400');
      assert.equal(searchParams.get('x-oss-additional-headers'), 'host');
      assert.equal(searchParams.get('x-oss-date'), '20310506T120000Z');
    });

    it('asks what a link was for that does not tell, and whose it shall be', async () => {
      const url = await signAgain(link({ accessKeyId: 'other' }), 'Upload (PUT)');
      assert.equal((await bench().use(url.href, 'PUT', {}, 'new')).status, 200);
      assert.equal((await bench().oss.emulator.readObject('docs', 'reports/2026.pdf')).toString(), 'new');
    });

    it('makes a link of this session again as it was made', async () => {
      const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
      const options = {
        method: 'PUT',
        validity: '2m',
        contentType: 'text/x',
        headers: { 'x-oss-meta-a': 'b' },
      } as const;
      await bench().memory.rememberLink({ target, options });
      await bench().run('quickCopy');
      const [old = ''] = bench().links;
      await bench().run('signLinkAgain', [{ url: old }]);
      const [url = ''] = bench().links;
      const headers = { 'content-type': 'text/x', 'x-oss-meta-a': 'b' };
      assert.equal((await bench().use(url, 'PUT', headers, 'x')).status, 200);
      assert.deepEqual(bench().memory.lastLink, { target, options });
    });

    it('makes nothing that is no download and no upload', async () => {
      await bench().run('signLinkAgain', [{ url: link({ method: 'DELETE' }) }]);
      assert.match(bench().messages[0] ?? '', /^warn: DELETE 2026\.pdf is no link for a download or an upload/);
      assert.deepEqual(bench().clipboard, []);
    });

    it('is silent after Escape', async () => {
      await bench().run('signLinkAgain', [{ url: link({ accessKeyId: 'other' }) }], new ScriptedPrompts(undefined));
      bench().assertSilent();
    });
  });

  describe('Explain a Refused Link', () => {
    it('says by a copied answer in what the request differed from the link', async () => {
      const url = link({ method: 'PUT', headers: { 'content-type': 'text/plain' } });
      const { text } = await bench().use(url, 'PUT', { 'content-type': 'text/html' }, 'x');
      bench().clipboardText = `<?xml version="1.0"?>\n${text.slice(text.indexOf('<Error>'))}\n`;
      await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read It From the Clipboard'));
      const [message = ''] = bench().messages;
      assert.match(message, /^info: PUT 2026\.pdf: The request .* header content-type.*text\/html/);
    });

    it('says what helps against another refusal, and asks how the link was used where nobody knows', async () => {
      const url = link({ accessKeyId: 'other' });
      bench().clipboardText = '<Error><Code>NoSuchKey</Code></Error>';
      await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read It From the Clipboard', 'GET'));
      assert.match(bench().messages[0] ?? '', /^info: GET 2026\.pdf: The object does not exist/);
    });

    it('says that the clipboard holds no answer, and is silent after Escape', async () => {
      bench().clipboardText = link();
      await bench().run('explainRefusedLink', [{ url: link() }], new ScriptedPrompts(undefined));
      bench().assertSilent();
      await bench().run('explainRefusedLink', [{ url: link() }], new ScriptedPrompts('Read It From the Clipboard'));
      assert.match(bench().messages[0] ?? '', /^warn: The clipboard holds no answer/);
    });
  });

  describe('Find Presigned URLs in Workspace', () => {
    const fill = (): void => {
      const { documents } = bench().inspector;
      documents.set('file:///w/b.json', `{\n"a": "${link().replaceAll('/', '\\/').replaceAll('&', '\\u0026')}"}`);
      documents.set(
        'file:///w/a.md',
        `one ${link({ query: { versionId: 'v' } })}\ntwo ${link({ signedAt: hourAgo, expires: '60' })}`,
      );
      documents.set('file:///w/c.txt', 'nothing here');
    };

    it('lists those that live with their places, and opens the one that is chosen', async () => {
      fill();
      const prompts = new ScriptedPrompts('GET or PUT 2026.pdf');
      await bench().run('findPresignedUrls', [], prompts);
      assert.equal(prompts.last.text, '2 URLs work for whoever reads these files');
      assert.deepEqual(
        prompts.last.readable.filter((text) => /^\w\.\w+:\d+$/.test(text)),
        ['a.md:1', 'b.json:2'],
      );
      assert.deepEqual(
        bench().inspector.shown.map(({ uri, startIndex }) => [uri, startIndex]),
        [['file:///w/a.md', 4]],
      );
      await bench().told[0]?.actions[0]?.run();
      const endpoint = bench().oss.emulator.endpoint('cn-hangzhou');
      assert.match(
        bench().inspector.documents.get('file:///w/a.md') ?? '',
        new RegExp(`^one ${endpoint}/docs/reports/2026\\.pdf\\?versionId=v\ntwo http`),
      );
    });

    it('removes all signatures at once, after a question', async () => {
      fill();
      await bench().run('findPresignedUrls', [], new ScriptedPrompts('Remove All Signatures…', undefined));
      assert.equal(bench().inspector.changes, 0);
      await bench().run('findPresignedUrls', [], new ScriptedPrompts('Remove All Signatures…', 'Remove Signatures'));
      assert.equal(bench().inspector.changes, 1);
      assert.match(bench().inspector.documents.get('file:///w/b.json') ?? '', /"http:\\\/\\\/127[^?]*2026\.pdf"\}$/);
      assert.equal(bench().messages.at(-1), 'status: 2 signatures removed');
    });

    it('leaves alone what has changed since, and says that there is nothing', async () => {
      fill();
      await bench().run('findPresignedUrls', [], new ScriptedPrompts('GET or PUT 2026.pdf'));
      bench().inspector.documents.set('file:///w/a.md', 'rewritten');
      await bench().told[0]?.actions[0]?.run();
      assert.match(bench().messages.at(-1) ?? '', /^warn: 0 of 1 signatures were removed/);
      bench().inspector.documents.clear();
      await bench().run('findPresignedUrls');
      assert.match(bench().messages.at(-1) ?? '', /^info: No file of the workspace/);
    });
  });

  describe('an oss:// URI', () => {
    const target = { bucket: 'docs', key: 'reports/2026.pdf' };

    it('is revealed or copied as a link', async () => {
      await bench().run('openOssUri', [target], new ScriptedPrompts('Reveal in the OSS View'));
      assert.deepEqual(
        bench().revealed.map(({ id }) => id),
        ['object:p1/docs/reports/2026.pdf'],
      );
      await bench().run('openOssUri', [target], new ScriptedPrompts('Copy Presigned GET URL'));
      assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
    });

    it('of a folder takes uploads, and Escape is silent', async () => {
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('openOssUri', [{ bucket: 'docs', key: 'reports/' }], prompts);
      assert.deepEqual(prompts.last.labels, ['Reveal in the OSS View', 'Copy Presigned PUT URL…']);
      bench().assertSilent();
    });
  });
});
