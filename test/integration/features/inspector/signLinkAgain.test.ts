import assert from 'node:assert/strict';
import { noon } from '../../../support/emulator/handMade.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { benchLink } from '../../../support/features/benchLinks.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const hourAgo = new Date(noon.getTime() - 3_600_000);

describe('Sign Link Again', () => {
  const bench = withBench();
  const link = benchLink(bench, 'reports/2026.pdf');

  const signAgain = async (url: string, ...replies: readonly Reply[]): Promise<URL> => {
    await bench().run('signLinkAgain', [{ url }], new ScriptedPrompts(...replies));
    return new URL(bench().links[0] ?? '');
  };

  it("keeps version, name, processing, limits and the bound host, and uses no longer validity than the user's", async () => {
    const query = {
      'response-content-disposition': `attachment; filename="_.pdf"; filename*=UTF-8''%E4%B8%89.pdf`,
      'x-oss-traffic-limit': '819200',
      'x-oss-ac-source-ip': '10.0.0.0',
      'x-oss-ac-subnet-mask': '8',
      'x-oss-request-payer': 'requester',
    };
    const host = new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host;
    const old = link({ query, signedAt: hourAgo, expires: '600', headers: { host }, additionalHeaders: ['host'] });
    const { searchParams } = await signAgain(old);
    for (const [name, value] of Object.entries(query)) assert.equal(searchParams.get(name), value);
    assert.equal(searchParams.get('x-oss-expires'), '600');
    assert.equal(searchParams.get('x-oss-additional-headers'), 'host');
    assert.equal(searchParams.get('x-oss-date'), '20310506T120000Z');
  });

  describe('of a forged link', () => {
    const forged = (edit: (link: string) => string = (text) => text): string =>
      edit(
        `https://files.evil.example${link({ expires: '604800', accessKeyId: 'x' }).replace(/^.*?\/docs\//, '/')}`,
      ).replace(/x-oss-signature=[0-9a-f]+/, `x-oss-signature=${'0'.repeat(64)}`);

    it("does not sign for a foreign host: the user's host is used, and the message mentions it", async () => {
      const url = await signAgain(forged(), 'Download (GET)', 'docs');
      assert.equal(url.host, new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host);
      assert.match(
        bench().messages.join('\n'),
        /info: The new link uses your host 127\.0\.0\.1:\d+ instead of files\.evil\.example\./,
      );
    });

    it('uses no longer validity than the user chose', async () => {
      const { searchParams } = await signAgain(forged(), 'Download (GET)', 'docs');
      assert.equal(searchParams.get('x-oss-expires'), '900');
    });

    it('does not use the weak signature version of the document', async () => {
      const v1 = `https://docs.oss-cn-hangzhou.aliyuncs.com/readme.txt?OSSAccessKeyId=x&Expires=4102444800&Signature=${'A'.repeat(27)}%3D`;
      const { searchParams } = await signAgain(v1, 'Download (GET)');
      assert.equal(searchParams.get('x-oss-signature-version'), 'OSS4-HMAC-SHA256');
      assert.equal(searchParams.get('x-oss-expires'), '900');
    });

    it('does not use plain http from the document, and keeps a custom domain of the user', async () => {
      const { linkHosts } = bench();
      const ref = { profileId: 'p1', bucket: 'docs' };
      await linkHosts.setLinkHost(ref, {
        endpoint: { kind: 'custom', url: 'https://files.evil.example', addressing: 'cname' },
      });
      const url = await signAgain(
        forged((text) => text.replace('https:', 'http:')),
        'Download (GET)',
      );
      assert.equal(url.origin, 'https://files.evil.example');
    });
  });

  it('asks for the purpose of a link if unclear, and for the profile', async () => {
    const url = await signAgain(link({ accessKeyId: 'other' }), 'Upload (PUT)');
    assert.equal((await bench().use(url.href, 'PUT', {}, 'new')).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/2026.pdf')).toString(), 'new');
  });

  it('signs a link of this session again with its own options', async () => {
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

  it('does nothing with a link that is neither a download nor an upload', async () => {
    await bench().run('signLinkAgain', [{ url: link({ method: 'DELETE' }) }]);
    assert.match(bench().messages[0] ?? '', /^warn: DELETE link for 2026\.pdf is not a download or upload link/);
    assert.deepEqual(bench().clipboard, []);
  });

  it('is silent after Escape', async () => {
    await bench().run('signLinkAgain', [{ url: link({ accessKeyId: 'other' }) }], new ScriptedPrompts(undefined));
    bench().assertSilent();
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    const replies = new ScriptedPrompts('Download (GET)', undefined);
    await bench().run('signLinkAgain', [{ url: link({ accessKeyId: 'other' }) }], replies);
    bench().assertSilent();
  });
});
