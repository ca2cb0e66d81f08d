import assert from 'node:assert/strict';
import OSS from 'ali-oss';
import { readPresignedUrls } from '../../../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { verifyPresignedUrl } from '../../../../src/oss/presignedUrls/verifyPresignedUrl.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token' };
const ali = new OSS({
  accessKeyId: credentials.accessKeyId,
  accessKeySecret: credentials.accessKeySecret,
  stsToken: credentials.securityToken,
  // Never called, but without it ali-oss writes a recommendation to the console.
  refreshSTSToken: () => Promise.reject(new Error('no token is to be refreshed')),
  bucket: 'examplebucket',
  region: 'oss-cn-hangzhou',
  secure: true,
});

/** The only link in a text, once its signature is found right. */
function verified(text: string, headers: Record<string, string> = {}) {
  const [found, ...others] = readPresignedUrls(text);
  assert.ok(found);
  assert.deepEqual(others, []);
  const { verifies, method } = verifyPresignedUrl(found.link, { credentials, headers });
  assert.equal(verifies, true);
  return { key: found.link.key, query: found.link.query, method };
}

describe('links made by ali-oss', () => {
  // ali-oss leaves !'()* unencoded in a path.
  for (const key of ['a.txt', "it's (1)!*.txt", '报告/a b+c%2F&=#?.txt', 'a//b/../c/']) {
    it(`are read and verified with V1 for ${key}`, () => {
      const url = ali.signatureUrl(key, {
        expires: 600,
        response: { 'content-disposition': 'attachment; filename="a"' },
      });
      assert.deepEqual(verified(`[link](${url})`), {
        key,
        query: { 'response-content-disposition': 'attachment; filename="a"' },
        method: 'GET',
      });
    });

    it(`are read and verified with V4 for ${key}`, async () => {
      const headers = { 'content-type': 'text/plain', range: 'bytes=0-1' };
      const url = await ali.signatureUrlV4('PUT', 600, { headers, queries: { versionId: 'a b' } }, key, ['range']);
      assert.deepEqual(verified(`"${url}"`, headers), { key, query: { versionId: 'a b' }, method: 'PUT' });
    });
  }
});
