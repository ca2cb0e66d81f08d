import assert from 'node:assert/strict';
import { readCdnLink, verifyCdnLink, type KnownCdn } from '../../../../src/oss/presignedUrls/cdnLink.ts';
import { unsignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import { readLink, readPresignedUrls } from '../../../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { signCdnUrl, type CdnInput } from '../../../../src/oss/signing/signCdn.ts';
import { leakedUrls } from '../../../support/oss/leakCorpus.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const noon = new Date('2026-01-02T12:00:00Z');
const privateKey = 'textKey2026';
const types = ['A', 'B', 'C1', 'C2', 'F'] as const;
const cdnOf = (type: KnownCdn['settings']['type'], host = 'cdn.example.com'): KnownCdn => ({
  host,
  bucket: 'docs',
  settings: { type, cdnTtl: 1800 },
});
const linkOf = (type: KnownCdn['settings']['type'], more: Partial<CdnInput> = {}): string =>
  signCdnUrl({
    ...{ type, baseUrl: 'https://cdn.example.com', key: '报告/a b.pdf', privateKey, cdnTtl: 1800 },
    ...{ signedAt: noon, expires: 3600 },
    ...more,
  }).url;

/** Ways in which texts hold a link, with what stands before and after it. */
const contexts: Readonly<Record<string, (url: string) => string>> = {
  'by itself': (url) => url,
  'in a sentence': (url) => `See ${url}.`,
  'in a Chinese sentence': (url) => `请下载（${url}），谢谢。`,
  'in a Chinese sentence without spaces': (url) => `下载地址：${url}。`,
  'in Markdown': (url) => `[a](${url})`,
  'in quotes': (url) => `"url": "${url}",`,
  'in single quotes': (url) => `curl '${url}' -o a`,
  'in HTML': (url) => `<a href="${url.replaceAll('&', '&amp;')}">a</a>`,
  'in JSON with escaped slashes': (url) => JSON.stringify({ url }).replaceAll('/', '\\/'),
  'in JSON with escaped ampersands': (url) => JSON.stringify({ url }).replaceAll('&', '\\u0026'),
  'behind another URL': (url) => `https://example.com/x ${url}`,
  'with a fragment': (url) => `${url}#page=2`,
  'on the second line': (url) => `a\r\n${url}\r\nb`,
  'in AsciiDoc': (url) => `${url}[a] and link:x[]`,
  'in HTML of WordPress': (url) => `<a href='${url.replaceAll('&', '&#038;')}'>a</a>`,
};

describe('links of CDNs in texts', () => {
  for (const type of ['A', 'C2', 'F'] as const) {
    for (const [written, name] of [
      [(url: string) => `a,${url},b`, 'in CSV'],
      [(url: string) => `_${url}_`, 'in emphasis'],
      [(url: string) => `[url]${url}[/url]`, 'in BBCode'],
    ] as const) {
      it(`of type ${type} are found ${name}`, () => {
        const found = readPresignedUrls(written(linkOf(type)), [cdnOf(type)]);
        assert.deepEqual(
          found.map(({ link }) => link.url),
          [linkOf(type)],
        );
      });
    }
  }

  for (const type of types) {
    for (const [name, written] of Object.entries(contexts)) {
      it(`of type ${type} are found ${name}`, () => {
        const url = linkOf(type);
        const text = written(url);
        const found = readPresignedUrls(text, [cdnOf(type)]);
        assert.equal(found.length, 1, text);
        const [{ link, startIndex }] = found as [(typeof found)[number]];
        assert.equal(link.url.replace(/#.*$/, ''), url);
        assert.equal(startIndex, text.search(/https:(?:\\?\/){2}cdn/));
        assert.deepEqual(
          [link.signatureVersion, link.bucket, link.key, link.method, link.expiration.toISOString()],
          ['cdn', 'docs', '报告/a b.pdf', 'GET', '2026-01-02T13:00:00.000Z'],
        );
        assert.equal(verifyCdnLink(link, privateKey)?.verifies, true);
      });
    }
  }

  it('are not found if the host is not a known CDN, or has another type', () => {
    for (const type of types) {
      const text = `see ${linkOf(type)} here`;
      assert.deepEqual(readPresignedUrls(text), []);
      assert.deepEqual(readPresignedUrls(text, [cdnOf(type, 'other.example.com')]), []);
      assert.deepEqual(readPresignedUrls(text, [cdnOf(type === 'A' ? 'B' : 'A')]), []);
    }
  });

  it('are found in both forms of type C, and with any case of the host', () => {
    assert.equal(readPresignedUrls(linkOf('C1'), [cdnOf('C2')]).length, 1);
    assert.equal(readPresignedUrls(linkOf('C2').replace('cdn.example', 'CDN.Example'), [cdnOf('C1')]).length, 1);
  });

  it('do not include other URLs of the host, which have no signature', () => {
    for (const path of [
      '',
      '/',
      '/a.txt',
      '/a.txt?auth_key=',
      '/a.txt?auth_key=1-0-0-0',
      '/0123/abc/a',
      '/a?sign=1&time=2',
    ]) {
      assert.deepEqual(
        readPresignedUrls(
          `https://cdn.example.com${path}`,
          types.map((type) => cdnOf(type)),
        ),
        [],
        path,
      );
    }
  });

  it('do not hide links of OSS beside them or on their host', () => {
    const [first = ''] = Object.values(leakedUrls);
    const onHost = first.replace(/^https:\/\/[^/]+/, 'https://cdn.example.com');
    const found = readPresignedUrls(`${linkOf('A')} ${first} ${onHost}`, [cdnOf('A')]);
    assert.deepEqual(
      found.map(({ link }) => link.signatureVersion),
      ['cdn', 'v4', 'v4'],
    );
  });

  it('are read one at a time, with an error for an invalid one', () => {
    assert.equal(readLink(` ${linkOf('B')} `, [cdnOf('B')]).signatureVersion, 'cdn');
    assert.throws(() => readLink(linkOf('B'), [cdnOf('A')]), invalidInput('url', /no signature of type A/));
    assert.throws(() => readLink('https://cdn.example.com/a.txt', [cdnOf('A')]), invalidInput('url', /not a CDN link/));
    assert.throws(() => readLink('https://cdn.example.com/a.txt'), invalidInput('url', /signature/));
  });

  it('lose their signature and keep the escapes of slashes', () => {
    for (const type of types) {
      const link = readCdnLink(linkOf(type), cdnOf(type));
      assert.equal(unsignedUrl(link), 'https://cdn.example.com/%E6%8A%A5%E5%91%8A/a%20b.pdf');
      const escaped = link.url.replaceAll('/', '\\/');
      assert.equal(unsignedUrl(link, escaped), 'https:\\/\\/cdn.example.com\\/%E6%8A%A5%E5%91%8A\\/a%20b.pdf');
    }
  });

  it('are invalid with a changed path', () => {
    const url = linkOf('A', { key: 'a.txt' }).replace('/a.txt', '/b.txt');
    const verification = verifyCdnLink(readCdnLink(url, cdnOf('A')), privateKey);
    assert.equal(verification?.verifies, false);
    assert.match(verification.differences[0]?.template ?? '', /another CDN key, or its path/);
  });
});
