import assert from 'node:assert/strict';
import type { LinkOptions } from '../../../src/links/linkOptions.ts';
import { requestForOptions } from '../../../src/links/requestOfOptions.ts';

const target = { profileId: 'p1', bucket: 'docs', key: 'folder/图.png' };
const get: LinkOptions = { method: 'GET', validity: '1h' };
const put: LinkOptions = { method: 'PUT', validity: '1h' };

describe('the request of options', () => {
  it('is a download with all its options', async () => {
    const request = await requestForOptions(target, {
      ...get,
      versionId: 'v1',
      download: { type: 'inline' },
      response: { contentType: 'text/plain', expires: '2030-12-31T09:15:00Z' },
      process: 'image/resize,w_9',
      range: 'bytes=0-1',
      rangeBehavior: 'standard',
      trafficLimit: '1 MB/s',
      source: { addresses: '203.0.113.9/24', vpcId: 'vpc-a1', forwardAllow: true },
      requestPayer: 'requester',
      headers: { 'if-none-match': '"e"' },
      bindHost: true,
    });
    assert.deepEqual(request, {
      method: 'GET',
      bucket: 'docs',
      key: 'folder/图.png',
      query: {
        versionId: 'v1',
        'response-content-type': 'text/plain',
        'response-content-disposition': `inline; filename="_.png"; filename*=UTF-8''%E5%9B%BE.png`,
        'response-expires': 'Tue, 31 Dec 2030 09:15:00 GMT',
        'x-oss-process': 'image/resize,w_9',
        'x-oss-traffic-limit': '8388608',
        'x-oss-ac-source-ip': '203.0.113.0',
        'x-oss-ac-subnet-mask': '24',
        'x-oss-ac-vpc-id': 'vpc-a1',
        'x-oss-ac-forward-allow': 'true',
        'x-oss-request-payer': 'requester',
      },
      headers: { range: 'bytes=0-1', 'x-oss-range-behavior': 'standard', 'if-none-match': '"e"' },
      additionalHeaders: ['if-none-match', 'range', 'host'],
    });
  });

  it('is an upload with content type, size and headers', async () => {
    const headers = { 'x-oss-meta-a': '1', 'content-language': 'zh' };
    const request = await requestForOptions(target, { ...put, contentType: 'auto', contentLengthBytes: 7, headers });
    assert.deepEqual(request.headers, { 'content-type': 'image/png', ...headers, 'content-length': '7' });
    assert.deepEqual(request.additionalHeaders, ['content-language', 'content-length']);
  });

  const refused: readonly (readonly [field: string, options: LinkOptions])[] = [
    ['callback', { ...get, callback: { urls: ['https://example.com'], body: 'a' } }],
    ['process', { ...put, process: 'image/resize,w_9' }],
    ['Content-Type', { ...put, contentType: 'text/plain', headers: { 'Content-Type': 'text/html' } }],
    ['x-oss-traffic-limit', { ...get, trafficLimit: 'fast' }],
    ['response-expires', { ...get, response: { expires: 'soon' } }],
  ];
  for (const [field, options] of refused) {
    it(`is refused for a ${options.method} link with an invalid ${field}`, () =>
      assert.rejects(requestForOptions(target, options), { code: 'InvalidInput', field }));
  }
});
