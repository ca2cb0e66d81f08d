import assert from 'node:assert/strict';
import { mayContainLink, windowAround } from '../../../../src/links/details/textWindow.ts';
import { readPresignedUrls } from '../../../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';

const { url } = presign(
  { method: 'GET', bucket: 'docs', key: 'a.txt' },
  {
    credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
    region: 'cn-hangzhou',
    endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  },
);

describe('windowAround', () => {
  it('cuts a line of 10 MB to the length of a link, and counts columns in the line', () => {
    const before = 'x'.repeat(5_000_000);
    const line = `${before} ${url} ${'y'.repeat(5_000_000)}`;
    const { text, startIndex } = windowAround(line, before.length + 40);
    assert.ok(text.length <= 32_768, String(text.length));
    const [found = assert.fail()] = readPresignedUrls(text);
    assert.equal(startIndex + found.startIndex, before.length + 1);
    assert.equal(found.link.url, url);
  });

  it('contains a link with a long token and callback whole, wherever the cursor is in it', () => {
    const long = `${url}&x-oss-security-token=${'t'.repeat(3000)}&callback=${'c'.repeat(6000)}`;
    const line = `${'x'.repeat(50_000)} ${long} ${'y'.repeat(50_000)}`;
    for (const index of [50_001, 50_001 + long.length - 1]) assert.ok(windowAround(line, index).text.includes(long));
  });

  it('returns a short line whole', () => {
    assert.deepEqual(windowAround(url, 3), { text: url, startIndex: 0 });
  });
});

describe('mayHoldLink', () => {
  it('rejects texts without a signature', () => {
    assert.equal(mayContainLink('a signature, x-oss-process=x, https://docs.oss-cn-hangzhou.aliyuncs.com/a'), false);
    for (const text of [url, url.replaceAll('=', '\\u003d'), url.replaceAll('=', '\\='), '?Signature=x']) {
      assert.equal(mayContainLink(text), true, text);
    }
  });

  it('reads texts that may contain a link of a CDN, and skips other hashes', () => {
    const hash = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    for (const text of [
      `https://c/a?auth_key=1772699950-0-0-${hash}`,
      `https://c/202601020304/${hash}/a`,
      `https:\\/\\/c\\/202601020304\\/${hash}\\/a`,
      `https://c/${hash}/5e0be100/a`,
      `https://c/a?KEY1=${hash}&KEY2=5e0be100`,
      `https://c/a?sign\\u003d${hash}`,
    ]) {
      assert.equal(mayContainLink(text), true, text);
    }
    for (const text of [`md5 ${hash}`, `"${hash}"`, `=${hash}${hash}`]) assert.equal(mayContainLink(text), false, text);
  });
});
