import assert from 'node:assert/strict';
import { findSignatures, type SignatureKind } from '../../../../src/oss/presignedUrls/findSignatures.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';

const hex = '0123456789abcdef'.repeat(4);
const base64 = `${'aB3'.repeat(14)}x=`;
const host = 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com';
const signed = (signatureVersion: 'v4' | 'v1'): string =>
  presign(
    { method: 'GET', bucket: 'examplebucket', key: 'a.txt' },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: new Date('2024-11-12T09:27:56Z'),
      signatureVersion,
    },
  ).url;

/** A URL of each signature that can open an object of OSS. */
const urls: Readonly<Record<SignatureKind, string>> = {
  v4: signed('v4'),
  v1: signed('v1'),
  v2: `${host}/a.txt?x-oss-signature-version=OSS2&x-oss-access-key-id=ak&x-oss-expires=1731404576&x-oss-signature=${encodeURIComponent(base64)}`,
  s3: `${host}/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ak%2F20241112%2Fcn-hangzhou%2Fs3%2Faws4_request&X-Amz-Signature=${hex}`,
};

const html = (text: string): string => text.replaceAll('&', '&amp;');
const json = (value: unknown): string => JSON.stringify(value);

/** Text with line breaks, one of them within the signature at its end. */
const softBreaks = (text: string, lineBreak: string): string =>
  `${text.slice(0, 60)}${lineBreak}${text.slice(60, -20)}${lineBreak}${text.slice(-20)}`;

/** Escapings that editors, serialisers, shells and other programs write. */
const writings: Readonly<Record<string, (url: string) => string>> = {
  plain: (url) => url,
  'in a sentence': (url) => `See ${url}, please.`,
  'in Chinese': (url) => `链接：${url}，请下载。`,
  'in Markdown': (url) => `[a](${url})`,
  'in angle brackets': (url) => `<${url}>`,
  'in a table': (url) => `|${url}|x|`,
  'in backticks': (url) => `\`${url}\``,
  'in HTML': (url) => `<a href="${html(url)}">a</a>`,
  'in HTML with numbers': (url) => `<a href='${url.replaceAll('&', '&#038;')}'>a</a>`,
  'in HTML with hexadecimal numbers': (url) => url.replaceAll('&', '&#x26;').replaceAll('=', '&#x3D;'),
  'in HTML twice': (url) => html(html(url)),
  'in HTML three times': (url) => html(html(html(url))),
  'in JSON': (url) => json({ url }),
  'in JSON with escapes': (url) => json({ url }).replaceAll('&', '\\u0026').replaceAll('=', '\\u003d'),
  'in JSON with slashes escaped': (url) => json({ url }).replaceAll('/', '\\/'),
  'in JSON twice': (url) => json(json({ url })),
  'in JSON twice with escapes': (url) => json(json({ url })).replaceAll('&', '\\\\u0026'),
  'in a shell': (url) => `curl '${url}'`,
  'with shell escapes': (url) => url.replaceAll(/[?&=]/g, '\\$&'),
  'in PowerShell': (url) => `Invoke-WebRequest -Uri "${url}"`,
  'in a batch file': (url) => `curl "${url.replaceAll('%', '%%')}"`,
  'in JavaScript': (url) => `fetch("${url.replaceAll('&', '\\x26').replaceAll('=', '\\x3d')}")`,
  'in another URL': (url) => `https://example.com/?next=${encodeURIComponent(url)}&a=1`,
  'in another URL twice': (url) => `https://example.com/?next=${encodeURIComponent(encodeURIComponent(url))}`,
  'in YAML': (url) => `url: ${url}\nnext: 1`,
  'in an environment file': (url) => `LINK="${url}"`,
  'in CSV': (url) => `a.txt,"${url}",1\r\n`,
  'in XML': (url) => `<Url>${html(url)}</Url>`,
  'in a log': (url) => `2026-01-01 GET ${url} 200`,
  'in a mail': (url) => url.replaceAll('=', '=3D'),
  'in a mail with soft line breaks': (url) => softBreaks(url.replaceAll('=', '=3D'), '=\r\n'),
  'in a mail over several lines': (url) => softBreaks(url, '\n'),
  'in a reply': (url) => `> ${softBreaks(url, '\n> ')}`,
  'in YAML over two lines': (url) => `"${softBreaks(url, '\\\n  ')}"`,
  'in a shell command over two lines': (url) => `curl "${softBreaks(url, '\\\n')}"`,
  'in LaTeX': (url) => `\\href{${url.replaceAll(/[%&_]/g, '\\$&')}}{a}`,
  'in Markdown for Telegram': (url) => url.replaceAll(/[-=.]/g, '\\$&'),
  'in a command of Windows': (url) => `curl ${url.replaceAll('&', '^&')}`,
  'in a command of PowerShell': (url) => `curl ${url.replaceAll('&', '`&')}`,
  'in JSON with percent signs escaped': (url) => json({ url }).replaceAll('%', '\\u0025'),
  'in HTML with percent signs escaped': (url) => html(url).replaceAll('%', '&#37;'),
  'in HTML with hyphens escaped': (url) => html(url).replaceAll('-', '&#45;'),
  'in JavaScript with braces': (url) => url.replaceAll('=', '\\u{3d}'),
  'in JavaScript with octal numbers': (url) => url.replaceAll('=', '\\075'),
  'with line break hints of HTML': (url) => html(url).replaceAll('&amp;', '<wbr>&amp;'),
};

/** Texts with no signature that opens an object of OSS. */
const others: readonly string[] = [
  '',
  `${host}/a.txt`,
  `${host}/a.txt?versionId=abc`,
  'x-oss-signature-version=OSS4-HMAC-SHA256',
  'The parameter x-oss-signature holds the signature.',
  'x-oss-signature=',
  `x-oss-signature=${hex.slice(1)}`,
  `x-oss-signature=${hex}0`,
  `https://bucket.s3.amazonaws.com/a?X-Amz-Signature=${hex}`,
  `https://cdn.example.com/a?Signature=${'a'.repeat(27)}%3D&Expires=1`,
  `sha256:${hex}`,
  'https://example.com/?signature=abc',
  'Signature: ak:abc',
  'oss://examplebucket/a.txt',
];

describe('signatures in texts', () => {
  for (const [kind, url] of Object.entries(urls)) {
    for (const [writing, write] of Object.entries(writings)) {
      it(`of kind ${kind} are found once, ${writing}`, () => {
        assert.deepEqual(
          findSignatures(write(url)).map((found) => found.kind),
          [kind],
        );
      });
    }
  }

  for (const text of others) {
    it(`are not found in ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.deepEqual(findSignatures(text), []);
    });
  }
});
