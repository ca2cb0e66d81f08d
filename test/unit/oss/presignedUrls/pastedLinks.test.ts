import assert from 'node:assert/strict';
import { readPastedLinks } from '../../../../src/oss/presignedUrls/pastedLinks.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';

const linkUrl = (signatureVersion: 'v4' | 'v1'): string =>
  presign(
    { method: 'GET', bucket: 'examplebucket', key: '报告/a b+c.txt' },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: new Date('2024-11-12T09:27:56Z'),
      signatureVersion,
    },
  ).url;

describe('readPastedLinks', () => {
  for (const version of ['v4', 'v1'] as const) {
    const link = linkUrl(version);
    for (const [what, text] of [
      ['as it is', link],
      ['in a sentence', `链接：${link}。`],
      ['in a viewer of documents', `https://view.example.com/op/view.aspx?src=${encodeURIComponent(link)}&wd=1`],
      ['in the redirect of a mail filter', `https://x.example.com/?url=${encodeURIComponent(link)}&data=05%7C`],
      ['over several lines of a terminal', link.replaceAll(/.{70}/g, '$&\n')],
      ['over several lines of a reply', `> ${link.replaceAll(/.{70}/g, '$&\r\n> ')}`],
      ['in quoted-printable', link.replaceAll('=', '=3D').replaceAll(/.{70}/g, '$&=\r\n')],
      ['with a zero-width space', `${link.slice(0, 100)}\u200b${link.slice(100)}`],
      ['without its scheme', link.slice('https://'.length)],
      ['with the scheme of the page', link.slice('https:'.length)],
      ['in HTML without semicolons', link.replaceAll('&', '&amp')],
    ] as const) {
      it(`reads a ${version} link ${what}`, () => {
        assert.deepEqual(
          readPastedLinks(text).map(({ url }) => url),
          [link],
        );
      });
    }
  }

  it('reads all links of a text', () => {
    assert.equal(readPastedLinks(`${linkUrl('v4')}\n${linkUrl('v1')}`).length, 2);
  });

  for (const text of [
    '',
    'a\nb',
    'examplebucket.oss-cn-hangzhou.aliyuncs.com/a.txt',
    linkUrl('v4').slice(0, -3),
    '\n'.repeat(100_000),
  ]) {
    it(`reads no link in ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.deepEqual(readPastedLinks(text), []);
    });
  }
});
