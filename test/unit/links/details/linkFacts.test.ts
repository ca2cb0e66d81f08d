import assert from 'node:assert/strict';
import { linkName } from '../../../../src/links/details/linkFacts.ts';
import { readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';

const urlOf = (key: string): string =>
  `https://docs.oss-cn-hangzhou.aliyuncs.com/${key}?OSSAccessKeyId=key&Expires=1893456000&Signature=${encodeURIComponent(
    Buffer.alloc(20, 1).toString('base64'),
  )}`;

describe('linkName', () => {
  it('is one short line for any length of the key or bucket of a forged link', () => {
    const link = readPresignedUrl(urlOf(`folder/${'a'.repeat(5000)}`));
    assert.ok(linkName({ link, method: 'GET' }).length <= 80);
    const { key: _, ...bucketOnly } = link;
    assert.ok(linkName({ link: { ...bucketOnly, bucket: 'b'.repeat(5000) } }).length <= 80);
  });
});
