import assert from 'node:assert/strict';
import { startCdn, type Cdn } from '../../../emulator/cdn.ts';
import type { CdnAuthentication } from '../../../emulator/cdnAuthentication.ts';
import type { CdnOptions } from '../../../emulator/cdn.ts';
import type { LinkCdnSettings } from '../../../../src/links/linkHosts.ts';
import { CDN_KEY, withBench } from '../../../support/features/commandBench.ts';
import { noon, v4Link } from '../../../support/emulator/handMade.ts';
import { answer, fakeTransport } from '../../../support/oss/fakeTransport.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

const docs = { profileId: 'p1', bucket: 'docs' };

describe('a link of a CDN', () => {
  const bench = withBench();
  const started: Cdn[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((cdn) => cdn.close()));
  });

  /** Opens a CDN, and makes it the link host with these settings and this key. */
  async function open(
    authentication: Partial<CdnAuthentication> = {},
    settings: Partial<LinkCdnSettings> = {},
    options: Partial<CdnOptions> & { readonly key?: string | null } = {},
  ): Promise<Cdn> {
    const { emulator, now, linkHosts } = bench().oss;
    const { key = CDN_KEY, ...others } = options;
    const cdn = await startCdn({
      origin: { endpoint: emulator.endpoint('cn-hangzhou'), region: 'cn-hangzhou', bucket: 'docs', account: KEY },
      authentication: { type: 'A', keys: [CDN_KEY], ttlSeconds: 1800, ...authentication },
      now,
      ...others,
    });
    started.push(cdn);
    await linkHosts.setLinkHost(docs, {
      endpoint: { kind: 'custom', url: cdn.origin, addressing: 'cname' },
      cdn: { type: 'A', cdnTtl: 1800, ...settings },
    });
    if (key !== null) await linkHosts.storeCdnKey(new URL(cdn.origin).host, key);
    return cdn;
  }

  async function copied(): Promise<string> {
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    return bench().links[0] ?? '';
  }

  /** A link of an earlier session. */
  async function earlier(): Promise<string> {
    const url = await copied();
    bench().inspector.sessionLinks.forget();
    return url;
  }

  async function check(url: string): Promise<string> {
    await bench().run('checkLink', [{ url }]);
    return bench().messages.at(-1) ?? '';
  }

  it('is inspected with object, expiry, type and key, without a request', async () => {
    const cdn = await open();
    const url = await earlier();
    const before = bench().oss.exchanges.length;
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('inspectLink', [{ url }], prompts);
    const { host } = new URL(cdn.origin);
    const { readable, labels, text } = prompts.last;
    assert.match(text, /^expires in 15 min/);
    for (const fact of [
      'docs/readme.txt',
      'Download (GET)',
      `the stored CDN key of ${host} (type A)`,
      `${host} (CDN)`,
    ]) {
      assert.ok(readable.includes(fact), `${fact} in ${readable.join('\n')}`);
    }
    assert.ok(!labels.includes('Explain a Refusal…') && !labels.includes('Enter Key…'));
    assert.equal(bench().oss.exchanges.length, before);
    assert.deepEqual(cdn.requests, []);
  });

  it('is inspected without its key, and offers to enter it', async () => {
    await open();
    const url = await earlier();
    const host = new URL(url).host;
    await bench().oss.linkHosts.removeCdnKey(host);
    const prompts = new ScriptedPrompts('Enter Key…', CDN_KEY);
    await bench().run('inspectLink', [{ url }], prompts);
    assert.ok(prompts.asked[0]?.readable.includes('a CDN key that is not stored here (type A)'));
    assert.equal(await bench().oss.linkHosts.cdnKey(host), CDN_KEY);
  });

  it('is inspected with its changed part', async () => {
    await open();
    const url = (await earlier()).replace('readme.txt', 'other.txt');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('inspectLink', [{ url }], prompts);
    assert.match(prompts.last.readable.join('\n'), /signed with another CDN key, or its path or time was changed/);
  });

  it('is found on the clipboard', async () => {
    await open({ type: 'B' }, { type: 'B' });
    const url = await earlier();
    bench().clipboardText = `下载：${url}。`;
    const prompts = new ScriptedPrompts('Download link for readme.txt', undefined);
    await bench().run('inspectLink', [], prompts);
    assert.ok(prompts.last.readable.includes('docs/readme.txt'));
  });

  it('is reported as working by Check Link, from the response of the CDN', async () => {
    const cdn = await open();
    assert.match(await check(await earlier()), /^info: Download link for readme\.txt works: .*expires in 15 min/);
    assert.deepEqual(
      cdn.requests.map(({ status }) => status),
      [206],
    );
  });

  const refusals: readonly (readonly [
    name: string,
    open: Parameters<typeof open>,
    edit: (url: string) => string,
    text: RegExp,
  ])[] = [
    [
      'that the validity at the CDN is shorter',
      [{ ttlSeconds: 60 }, { cdnTtl: 7200 }],
      (url) => url,
      /validity set there is shorter than the one entered/,
    ],
    [
      'that the stored key is not that of the CDN',
      [{ keys: ['theirKey2026'] }],
      (url) => url,
      /The key stored for 127\.0\.0\.1:\d+ is not the one set at the CDN/,
    ],
    ['that the link was changed', [], (url) => url.replace('readme', 'other'), /the link was changed, or signed/],
    ['that the CDN has another type', [{ type: 'C' }], (url) => url, /finds no signature of its type/],
    [
      'that a Referer list is in the way',
      [{}, {}, { denies: 'denied by Referer ACL' }],
      (url) => url,
      /refuses this request by its Referer list/,
    ],
    [
      'that an IP list is in the way',
      [{}, {}, { denies: 'denied by IP ACL = blacklist' }],
      (url) => url,
      /refuses this request by its IP address list/,
    ],
    ['that a User-Agent list is in the way', [{}, {}, { denies: 'not in white ua' }], (url) => url, /User-Agent list/],
  ];
  for (const [name, opening, edit, text] of refusals) {
    it(`is reported as not working by Check Link: ${name}`, async () => {
      await open(...opening);
      assert.match(await check(edit(await earlier())), text);
    });
  }

  it('is reported as expired by Check Link', async () => {
    const cdn = await open();
    const url = await earlier();
    const { host } = new URL(cdn.origin);
    await bench().oss.linkHosts.setLinkHost(docs, {
      endpoint: { kind: 'custom', url: cdn.origin, addressing: 'cname' },
      cdn: { type: 'A', cdnTtl: 1 },
    });
    await bench().oss.linkHosts.storeCdnKey(host, CDN_KEY);
    assert.match(
      await check(url.replace(/auth_key=\d+/, `auth_key=${Math.floor(noon.getTime() / 1000) - 7200}`)),
      /The link has expired/,
    );
  });

  it('is explained by Check Link, not by a response of OSS', async () => {
    await open();
    await bench().run('explainRefusedLink', [{ url: await earlier() }]);
    assert.match(bench().messages.at(-1) ?? '', /The CDN .* checks this link, not OSS/);
  });

  it('is signed again for the CDN', async () => {
    const cdn = await open({ type: 'C' }, { type: 'C1' });
    const url = await earlier();
    await bench().run('signLinkAgain', [{ url }]);
    const [again = ''] = bench().links;
    assert.ok(again.startsWith(cdn.origin));
    assert.equal((await bench().use(again, 'GET')).status, 200);
  });

  it('is listed among links that still work, and loses its signature', async () => {
    const cdn = await open({ type: 'B' }, { type: 'B' });
    const url = await earlier();
    bench().inspector.documents.set('file:///w/a.md', `see ${url} and ${cdn.origin}/logo.png`);
    await bench().run('findPresignedUrls');
    assert.deepEqual(
      bench().inspector.found.map(({ column }) => column),
      [4],
    );
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts('Remove Signatures'));
    const text = bench().inspector.documents.get('file:///w/a.md');
    assert.equal(text, `see ${cdn.origin}/readme.txt and ${cdn.origin}/logo.png`);
  });

  it('is recorded without its signature', async () => {
    await open({ type: 'B' }, { type: 'B' });
    const url = await copied();
    const [entry] = bench().ledger.list();
    assert.deepEqual(
      [entry?.host, entry?.key, entry?.expiresAtMs],
      [new URL(url).origin, 'readme.txt', +noon + 900_000],
    );
  });
});

describe('a link that OSS signed for the host of a CDN', () => {
  const bench = withBench();

  it('causes a warning when it is inspected, made and checked', async () => {
    const { linkHosts } = bench().oss;
    const endpoint = { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' } as const;
    await linkHosts.setLinkHost(docs, { endpoint, cdn: { type: 'A', cdnTtl: 1800 } });
    const url = `https://cdn.example.com${v4Link({ ...KEY, bucket: 'docs', key: 'readme.txt', expires: '3600' }).replace('/docs/', '/')}`;
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('inspectLink', [{ url }], prompts);
    assert.match(prompts.last.readable.join('\n'), /refuses OSS signatures/);
    bench().inspector.transportInUse = fakeTransport(
      answer(403, '', { 'x-tengine-error': 'denied by req auth: no url arg auth_key' }),
    );
    await bench().run('checkLink', [{ url }]);
    assert.match(bench().messages.at(-1) ?? '', /is a CDN that checks links by its own key/);
    await linkHosts.setLinkHost({ profileId: 'other', bucket: 'docs' }, linkHosts.linkHost(docs));
    await linkHosts.setLinkHost(docs, { endpoint });
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.match(bench().messages.join('\n'), /refuses OSS signatures/);
  });
});
