import assert from 'node:assert/strict';
import { presignedUrlAt, readPresignedUrls } from '../../../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';

const linkUrl = (key: string, signatureVersion: 'v4' | 'v1' = 'v4'): string =>
  presign(
    { method: 'GET', bucket: 'examplebucket', key },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: new Date('2024-11-12T09:27:56Z'),
      signatureVersion,
    },
  ).url;
const url = linkUrl('a (1).txt');
const urls = (text: string): string[] => readPresignedUrls(text).map(({ link }) => link.url);

describe('readPresignedUrls', () => {
  for (const signatureVersion of ['v4', 'v1'] as const) {
    const link = linkUrl("it's (1).txt", signatureVersion);
    for (const [what, text] of [
      ['alone', link],
      ['at the end of a sentence', `See ${link}.`],
      ['in Chinese prose', `链接：${link}，请下载。`],
      ['in Markdown', `[report](${link}) and more`],
      ['in Markdown with a title', `![a](${link} "title")`],
      ['between Markdown links without a space', `[a](${link}),[b](https://example.com)`],
      ['in bold', `**${link}**`],
      ['in angle brackets', `<${link}>`],
      ['in backticks', `\`${link}\``],
      ['in a table', `|${link}|x|`],
      ['in double quotes', `curl -o a "${link}" -f`],
      ['in single quotes', `curl -fL '${link}'`],
      ['in a call', `fetch('${link}')`],
      ['in parentheses', `(see ${link})`],
      ['in a list', `${link}, x`],
      ['in an HTML attribute', `<a href="${link.replaceAll('&', '&amp;')}">a</a>`],
      ['in HTML with numeric entities', `<a href='${link.replaceAll('&', '&#38;')}'>a</a>`],
      ['in escaped HTML', `&lt;a href=&quot;${link.replaceAll('&', '&amp;')}&quot;&gt;`],
      ['in JSON', JSON.stringify({ url: link })],
      ['in JSON that escapes &', JSON.stringify({ url: link }).replaceAll('&', '\\u0026')],
      [
        'in JSON that escapes & and =',
        JSON.stringify({ url: link }).replaceAll('&', '\\u0026').replaceAll('=', '\\u003D'),
      ],
      ['in JSON that escapes /', JSON.stringify({ url: link }).replaceAll('/', '\\/')],
      ['in JSON within JSON', JSON.stringify(JSON.stringify({ url: link }))],
      ['with shell escapes', link.replaceAll(/[?&=]/g, '\\$&')],
      ['in a line of CSV', `a,${link},b`],
      ['in a line of CSV with semicolons', `a;${link};b`],
      ['in AsciiDoc', `${link}[a] and link:x[]`],
      ['in AsciiDoc as a picture', `image::${link}[alt]`],
      ['in emphasis', `_${link}_`],
      ['struck through', `~~${link}~~`],
      ['in BBCode', `[url]${link}[/url] [url=x]y[/url]`],
      ['in a LaTeX command', `\\href{${link.replaceAll(/[%&_]/g, '\\$&')}}{a}`],
      ['in Markdown with escaped underscores', `see ${link.replaceAll('_', '\\_')} there`],
      ['in a properties file', `url=${link.replaceAll(/[=:]/g, '\\$&')}`],
      ['in HTML of WordPress', `<a href='${link.replaceAll('&', '&#038;')}'>a</a>`],
      ['in HTML that is escaped twice', `<a href="${link.replaceAll('&', '&amp;amp;')}">a</a>`],
      [
        'in HTML of a template that escapes = and /',
        `<a href="${link.replaceAll('&', '&amp;').replaceAll('=', '&#x3D;').replaceAll('/', '&#x2F;')}">a</a>`,
      ],
      ['in a script that escapes / and &', `"${link.replaceAll('/', '\\u002F').replaceAll('&', '\\u0026')}"`],
      ['in a list of lines', `https://example.com/?a=b\r\n${link}\r\nhttp://`],
    ] as const) {
      it(`finds a ${signatureVersion} link ${what}`, () => {
        assert.deepEqual(urls(text), [link]);
      });
    }
  }

  it('keeps balanced pairs of the characters that end a link', () => {
    // Some signers leave these characters unencoded in a path.
    const raw = url.replace('a%20%281%29.txt', "a%20(1)'.txt");
    assert.deepEqual(urls(`[x](${raw})`), [raw]);
    assert.deepEqual(urls(`"${raw}"`), [raw]);
  });

  it('returns their positions', () => {
    const text = `one: "${url}" two: ${url}!`;
    const ranges = readPresignedUrls(text).map(({ startIndex, endIndex }) => text.slice(startIndex, endIndex));
    assert.deepEqual(ranges, [url, url]);
    assert.deepEqual(
      readPresignedUrls(text).map(({ startIndex }) => startIndex),
      [text.indexOf(url), text.lastIndexOf(url)],
    );
  });

  it('finds adjacent links without a space', () => {
    assert.deepEqual(urls(`${url},${url};${url}`), [url, url, url]);
  });

  it('skips URLs without a signature, and links that are cut', () => {
    assert.deepEqual(urls('https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a.txt'), []);
    assert.deepEqual(urls('https://example.com/?X-Amz-Signature=abc'), []);
    assert.deepEqual(urls(url.slice(0, -1)), []);
    assert.deepEqual(urls(`${url}0,x`), []);
    assert.deepEqual(urls(`${url}&x=%zz,x`), []);
    assert.deepEqual(urls(''), []);
    assert.deepEqual(urls('http://https://'), []);
  });

  it('finds or skips a link in a text cut after any character', () => {
    const text = `[a](${url}) <${linkUrl('b', 'v1').replaceAll('&', '&amp;')}>`;
    for (let length = 0; length <= text.length; length++) {
      const found = urls(text.slice(0, length));
      assert.ok(found.every((link) => link === url || link === linkUrl('b', 'v1')));
    }
    assert.equal(urls(text).length, 2);
  });

  // Each of these would take too long with quadratic time.
  const length = 2_000_000;
  for (const [what, text, count] of [
    ['prose', 'The quick brown fox jumps over the lazy dog. '.repeat(length / 45), 0],
    ['beginnings', 'https://'.repeat(length / 8), 0],
    ['one endless URL', `https://a/?x-oss-signature=${'a'.repeat(length)}`, 0],
    ['endless closings', `https://a/?signature=${')'.repeat(length)}a`, 0],
    ['many closings', `https://a/?signature=${')'.repeat(60_000)}a `.repeat(30), 0],
    ['many parameters', `https://a/?x-oss-signature=&${'a&'.repeat(30_000)} `.repeat(30), 0],
    ['escapes', `https://a/?signature=${'\\u0026'.repeat(10_000)} `.repeat(30), 0],
    ['links', `${url}\n`.repeat(Math.floor(length / 400)), Math.floor(length / 400)],
  ] as const) {
    it(`reads megabytes of ${what}`, () => {
      assert.equal(readPresignedUrls(text).length, count);
    });
  }
});

describe('presignedUrlAt', () => {
  const [first, second] = [linkUrl('a.txt'), linkUrl('b.txt')];
  const text = `See ${first} and ${second}.`;
  const keyAt = (index: number): string | undefined => presignedUrlAt(text, index)?.link.key;
  const [start, end] = [text.indexOf(first), text.indexOf(first) + first.length];

  it('finds the URL from its start to the position behind its end', () => {
    assert.deepEqual([start, start + 100, end].map(keyAt), ['a.txt', 'a.txt', 'a.txt']);
    const [nextStart, nextEnd] = [text.indexOf(second), text.length - 1];
    assert.deepEqual([nextStart, nextEnd].map(keyAt), ['b.txt', 'b.txt']);
  });

  it('finds none before, between and after URLs', () => {
    assert.deepEqual([0, start - 1, end + 1, text.length].map(keyAt), [undefined, undefined, undefined, undefined]);
  });
});
