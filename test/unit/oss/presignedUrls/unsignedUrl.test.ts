import assert from 'node:assert/strict';
import { readPresignedUrls } from '../../../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { presign, type PresignRequest } from '../../../../src/oss/signing/presign.ts';
import { readPresignedUrl, unsignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';

const options = {
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token' },
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
} as const;
const link = (query: PresignRequest['query'] = {}, signatureVersion: 'v4' | 'v1' = 'v4'): string =>
  presign({ method: 'GET', bucket: 'docs', key: 'a/../三 b.txt', query }, { ...options, signatureVersion }).url;
const bare = 'https://docs.oss-cn-hangzhou.aliyuncs.com/a/../%E4%B8%89%20b.txt';

describe('unsignedUrl', () => {
  it('removes all of a signature, V4 or V1, and keeps the path', () => {
    for (const version of ['v4', 'v1'] as const) {
      assert.equal(unsignedUrl(readPresignedUrl(link({}, version))), bare);
    }
  });

  it('keeps version and processing, and nothing that needs a signature', () => {
    const query = { versionId: 'v 1', 'x-oss-process': 'image/resize,w_9', 'response-content-type': 'text/x' };
    const kept = '?versionId=v%201&x-oss-process=image%2Fresize%2Cw_9';
    assert.equal(unsignedUrl(readPresignedUrl(link(query))), bare + kept);
  });

  it('keeps the escapes of JSON and shells in the path', () => {
    for (const escape of [(url: string) => url.replaceAll('/', '\\/'), (url: string) => url.replace('?', '\\?')]) {
      const written = escape(link());
      const [found = assert.fail()] = readPresignedUrls(written);
      assert.equal(unsignedUrl(found.link, written), escape(bare));
    }
  });
});
