import assert from 'node:assert/strict';
import {
  getObjectRequest,
  headObjectRequest,
  putObjectRequest,
  type GetObjectInput,
  type PutObjectInput,
} from '../../../../src/oss/requests/objectRequests.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const object = { bucket: 'examplebucket', key: '报告/a b.txt' };
const date = new Date('2030-12-31T09:15:00.500Z');
const httpDate = 'Tue, 31 Dec 2030 09:15:00 GMT';

describe('getObjectRequest', () => {
  it('is a GET of the object without parameters by default', () => {
    assert.deepEqual(getObjectRequest(object), { method: 'GET', ...object });
  });

  it('puts in the query what a browser click can send', () => {
    const request = getObjectRequest({
      ...object,
      versionId: 'CAEQMxiBgICAof2D0BYi',
      process: 'image/resize,w_200',
      trafficLimitBitsPerSecond: 819_200,
      requestPayer: 'requester',
      source: { addresses: '203.0.113.9/24', vpcId: 'vpc-t4nlw426y44rd3iq4', forwardAllow: false },
      response: {
        contentType: 'text/plain; charset=utf-8',
        contentLanguage: 'zh-CN, en',
        contentDisposition: { type: 'attachment', fileName: '报告.txt' },
        contentEncoding: 'gzip',
        cacheControl: 'no-cache',
        expires: date,
      },
    });
    assert.deepEqual(request, {
      method: 'GET',
      ...object,
      query: {
        versionId: 'CAEQMxiBgICAof2D0BYi',
        'response-content-type': 'text/plain; charset=utf-8',
        'response-content-language': 'zh-CN, en',
        'response-content-disposition': `attachment; filename="__.txt"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.txt`,
        'response-content-encoding': 'gzip',
        'response-cache-control': 'no-cache',
        'response-expires': httpDate,
        'x-oss-process': 'image/resize,w_200',
        'x-oss-traffic-limit': '819200',
        'x-oss-ac-source-ip': '203.0.113.0',
        'x-oss-ac-subnet-mask': '24',
        'x-oss-ac-vpc-id': 'vpc-t4nlw426y44rd3iq4',
        'x-oss-ac-forward-allow': 'false',
        'x-oss-request-payer': 'requester',
      },
    });
  });

  it('omits the mask of a single address', () => {
    const request = getObjectRequest({ ...object, source: { addresses: '203.0.113.9' } });
    assert.deepEqual(request.query, { 'x-oss-ac-source-ip': '203.0.113.9' });
  });

  it('signs the headers that the user of the link has to send', () => {
    const request = getObjectRequest({
      ...object,
      range: 'bytes=0-99',
      rangeBehavior: 'standard',
      ifMatch: '"5B3C1A2E053D763E1B002CC607C5A0FE"',
      ifNoneMatch: '"0"',
      ifModifiedSince: date,
      ifUnmodifiedSince: new Date(date.getTime() + 3_600_000),
      bindHost: true,
    });
    assert.deepEqual(request.headers, {
      'if-match': '"5B3C1A2E053D763E1B002CC607C5A0FE"',
      'if-none-match': '"0"',
      'if-modified-since': httpDate,
      'if-unmodified-since': new Date(date.getTime() + 3_600_000).toUTCString(),
      range: 'bytes=0-99',
      'x-oss-range-behavior': 'standard',
    });
    assert.deepEqual(request.additionalHeaders, [
      'if-match',
      'if-modified-since',
      'if-none-match',
      'if-unmodified-since',
      'range',
      'host',
    ]);
  });

  it('returns a request that presign signs, host included', () => {
    const result = presign(getObjectRequest({ ...object, bindHost: true, range: 'bytes=-1' }), {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: date,
    });
    assert.deepEqual(result.signedHeaders, { host: 'examplebucket.oss-cn-hangzhou.aliyuncs.com', range: 'bytes=-1' });
  });

  it('may ask for one byte, for all bytes from one on, and for the last ones', () => {
    for (const range of ['bytes=5-5', 'bytes=5-', 'bytes=-5'])
      assert.equal(getObjectRequest({ ...object, range }).headers?.['range'], range);
  });

  const refused: readonly (readonly [string, Partial<GetObjectInput>, RegExp])[] = [
    ['bucket', { bucket: 'A' }, /3 to 63/],
    ['versionId', { versionId: '' }, /the ID from OSS/],
    ['versionId', { versionId: 'a b' }, /without spaces/],
    ['x-oss-process', { process: 'resize' }, /image\/resize/],
    ['x-oss-process', { process: 'image/resize, w_200' }, /without spaces/],
    ['x-oss-traffic-limit', { trafficLimitBitsPerSecond: 1 }, /819200/],
    ['x-oss-ac-source-ip', { source: { addresses: 'nowhere' } }, /IP address/],
    ['x-oss-ac-vpc-id', { source: { vpcId: 'VPC' } }, /vpc-/],
    ['x-oss-request-payer', { requestPayer: 'owner' as 'requester' }, /one of: requester/],
    ['x-oss-range-behavior', { rangeBehavior: 'lenient' as 'standard' }, /one of: standard/],
    ['range', { range: 'bytes=0-1,3-4' }, /Enter a range such as/],
    ['range', { range: 'bytes=9-1' }, /Enter a range such as/],
    ['range', { range: 'bytes=-' }, /Enter a range such as/],
    ['if-match', { ifMatch: ' ' }, /Enter a value for/],
    ['if-match', { ifMatch: '名' }, /visible ASCII/],
    ['if-modified-since', { ifModifiedSince: new Date(Number.NaN) }, /1970/],
    ['response-content-type', { response: { contentType: 'text' } }, /type\/subtype/],
    ['response-content-type', { response: { contentType: '' } }, /can't be empty/],
    ['response-content-language', { response: { contentLanguage: '中文' } }, /zh-CN/],
    ['response-content-encoding', { response: { contentEncoding: 'gzip;q=1' } }, /gzip, br/],
    ['response-cache-control', { response: { cacheControl: 'no-cache\r\nX: y' } }, /visible ASCII/],
    ['response-expires', { response: { expires: new Date(-1) } }, /1970/],
  ];
  for (const [field, input, message] of refused) {
    it(`refuses a ${field} of ${JSON.stringify(input)}`, () => {
      assert.throws(() => getObjectRequest({ ...object, ...input }), invalidInput(field, message));
    });
  }
});

describe('headObjectRequest', () => {
  it('accepts a version and conditions', () => {
    assert.deepEqual(headObjectRequest({ ...object, versionId: 'null', ifNoneMatch: '"a"' }), {
      method: 'HEAD',
      ...object,
      query: { versionId: 'null' },
      headers: { 'if-none-match': '"a"' },
      additionalHeaders: ['if-none-match'],
    });
  });

  it('refuses an invalid version ID', () => {
    assert.throws(() => headObjectRequest({ ...object, versionId: '' }), invalidInput('versionId'));
  });
});

describe('putObjectRequest', () => {
  it('has no headers by default', () => {
    assert.deepEqual(putObjectRequest(object), { method: 'PUT', ...object });
  });

  it('signs all headers that are stored with the object', () => {
    const request = putObjectRequest({
      ...object,
      contentType: 'text/plain',
      contentDisposition: { type: 'inline' },
      contentEncoding: 'gzip',
      cacheControl: 'no-store',
      expires: date,
      contentMd5: 'XrY7u+Ae7tCTyyK7j1rNww==',
      contentLengthBytes: 11,
      forbidOverwrite: true,
      storageClass: 'IA',
      acl: 'private',
      encryption: { algorithm: 'KMS', dataEncryption: 'SM4', keyId: '9468da86-3509-4f8d-a61e-6eab1eac0000' },
      metadata: { author: 'a' },
      tags: { project: 'a&b', 标: 'x y' },
    });
    assert.deepEqual(request.headers, {
      'content-type': 'text/plain',
      'content-disposition': 'inline',
      'content-encoding': 'gzip',
      'cache-control': 'no-store',
      expires: httpDate,
      'x-oss-forbid-overwrite': 'true',
      'x-oss-storage-class': 'IA',
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-data-encryption': 'SM4',
      'x-oss-server-side-encryption-key-id': '9468da86-3509-4f8d-a61e-6eab1eac0000',
      'x-oss-tagging': 'project=a%26b&%E6%A0%87=x%20y',
      'x-oss-meta-author': 'a',
      'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==',
      'x-oss-object-acl': 'private',
      'content-length': '11',
    });
    assert.deepEqual(request.additionalHeaders, [
      'cache-control',
      'content-disposition',
      'content-encoding',
      'content-length',
      'expires',
    ]);
  });

  it('keeps limit and callback in the query, so that the uploader does not send them', () => {
    const request = putObjectRequest({
      ...object,
      trafficLimitBitsPerSecond: 838_860_800,
      callback: { urls: ['https://example.com'], body: 'a', variables: { 'x:a': 'b' } },
    });
    assert.equal(request.headers, undefined);
    assert.deepEqual(Object.keys(request.query ?? {}), ['x-oss-traffic-limit', 'callback', 'callback-var']);
  });

  it('accepts an empty object and one of 5 GB', () => {
    for (const contentLengthBytes of [0, 5_368_709_120]) {
      const { headers } = putObjectRequest({ ...object, contentLengthBytes });
      assert.deepEqual(headers, { 'content-length': String(contentLengthBytes) });
    }
  });

  const refused: readonly (readonly [string, Partial<PutObjectInput>, RegExp])[] = [
    ['content-type', { contentType: 'text' }, /type\/subtype/],
    ['content-md5', { contentMd5: 'abc' }, /Base64/],
    ['content-length', { contentLengthBytes: -1 }, /5 GB/],
    ['content-length', { contentLengthBytes: 1.5 }, /5 GB/],
    ['content-length', { contentLengthBytes: 5_368_709_121 }, /5 GB/],
    ['content-encoding', { contentEncoding: 'g zip' }, /gzip, br/],
    ['expires', { expires: new Date(Number.NaN) }, /1970/],
    ['x-oss-storage-class', { storageClass: 'Cold' as 'IA' }, /Standard, IA/],
    ['x-oss-object-acl', { acl: 'public' as 'private' }, /public-read/],
    ['x-oss-server-side-encryption', { encryption: { algorithm: 'AES' as 'KMS' } }, /AES256, KMS, SM4/],
    ['x-oss-server-side-encryption-key-id', { encryption: { algorithm: 'AES256', keyId: 'a' } }, /needs.*KMS/],
    ['x-oss-meta-a b', { metadata: { 'a b': 'c' } }, /header name/],
    ['x-oss-meta-', { metadata: { '': 'c' } }, /the name of the metadata after/],
    ['x-oss-meta-a', { metadata: { a: '名' } }, /Percent-encode/],
    ['x-oss-meta-*', { metadata: { a: 'x'.repeat(8192) } }, /8204 bytes/],
    ['x-oss-tagging', { tags: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, ''])) }, /at most 10/],
    ['x-oss-tagging', { tags: { '': 'a' } }, /keys of 1 to 128/],
    ['x-oss-tagging', { tags: { a: '\ud800' } }, /surrogate/],
    ['x-oss-traffic-limit', { trafficLimitBitsPerSecond: 1 }, /819200/],
    ['callback', { callback: { urls: [], body: 'a' } }, /callback URLs/],
  ];
  for (const [field, input, message] of refused) {
    it(`refuses a ${field} of ${JSON.stringify(input).slice(0, 60)}`, () => {
      assert.throws(() => putObjectRequest({ ...object, ...input }), invalidInput(field, message));
    });
  }

  const duplicates: readonly (readonly [string, string, Partial<PutObjectInput>])[] = [
    ['X-Oss-Traffic-Limit', '819200', { trafficLimitBitsPerSecond: 819_200 }],
    ['x-oss-request-payer', 'requester', { requestPayer: 'requester' }],
    [
      'x-oss-callback',
      btoa('{"callbackUrl":"http://a","callbackBody":"b"}'),
      { callback: { urls: ['http://a'], body: 'b' } },
    ],
  ];
  for (const [name, value, input] of duplicates) {
    it(`refuses ${name} as a header if it is in the query too, because OSS uses only one of them`, () => {
      const { query } = putObjectRequest({ ...object, ...input });
      assert.equal(Object.keys(query ?? {}).length, 1);
      assert.throws(
        () => putObjectRequest({ ...object, ...input, headers: { [name]: value } }),
        invalidInput(name, /set twice/),
      );
    });
  }
});
