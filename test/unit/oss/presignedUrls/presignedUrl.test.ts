import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import { presign, type PresignOptions, type PresignRequest } from '../../../../src/oss/signing/presign.ts';
import { linkValidityAt, readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const signedAt = new Date('2024-11-12T09:27:56Z');
const keys = { accessKeyId: 'ak', accessKeySecret: 'sk' };

function linkUrl(request: Partial<PresignRequest> = {}, options: Partial<PresignOptions> = {}): string {
  const wanted = { method: 'GET', bucket: 'examplebucket', key: 'a/b c+报告.txt', ...request } as const;
  const where = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' };
  return presign(wanted, { credentials: keys, ...where, signedAt, expires: 600, ...options }).url;
}

describe('readPresignedUrl', () => {
  it('returns all facts of a V4 link', () => {
    const url = linkUrl(
      {
        query: { versionId: 'CAEQ', 'response-content-type': 'text/plain' },
        headers: { range: 'bytes=0-1' },
        additionalHeaders: ['range', 'host'],
      },
      { credentials: { ...keys, securityToken: 'token' } },
    );
    const { signature, ...link } = readPresignedUrl(`  ${url}#fragment `);
    assert.match(signature, /^[0-9a-f]{64}$/);
    assert.deepEqual(link, {
      signatureVersion: 'v4',
      url: `${url}#fragment`,
      scheme: 'https',
      host: 'examplebucket.oss-cn-hangzhou.aliyuncs.com',
      hostKind: 'public',
      hostRegion: 'cn-hangzhou',
      addressing: 'virtual',
      bucket: 'examplebucket',
      key: 'a/b c+报告.txt',
      versionId: 'CAEQ',
      method: 'GET',
      region: 'cn-hangzhou',
      accessKeyId: 'ak',
      securityToken: 'token',
      signedAt,
      validitySeconds: 600,
      expiration: new Date('2024-11-12T09:37:56Z'),
      scopeDay: '2024-11-12',
      signedRegion: 'cn-hangzhou',
      additionalHeaders: ['host', 'range'],
      query: { versionId: 'CAEQ', 'response-content-type': 'text/plain' },
      signatureQuery: {
        'x-oss-additional-headers': 'host;range',
        'x-oss-credential': 'ak/20241112/cn-hangzhou/oss/aliyun_v4_request',
        'x-oss-date': '20241112T092756Z',
        'x-oss-expires': '600',
        'x-oss-security-token': 'token',
        'x-oss-signature-version': 'OSS4-HMAC-SHA256',
      },
      warnings: [
        {
          code: 'TokenMayEndFirst',
          template: 'Signed with temporary credentials: the link stops working when they expire.',
          args: [],
        },
      ],
    });
  });

  it('returns all facts of a V1 link, which has neither a start time nor a region', () => {
    const link = readPresignedUrl(linkUrl({}, { signatureVersion: 'v1' }));
    assert.equal(link.signatureVersion, 'v1');
    assert.equal(link.accessKeyId, 'ak');
    assert.equal(link.key, 'a/b c+报告.txt');
    assert.equal(link.signedAt, undefined);
    assert.equal(link.signedRegion, undefined);
    assert.equal(link.region, 'cn-hangzhou');
    assert.deepEqual(link.expiration, new Date('2024-11-12T09:37:56Z'));
    assert.deepEqual(link.query, {});
    assert.deepEqual(
      link.warnings.map(({ code }) => code),
      ['SignatureV1'],
    );
  });

  for (const [endpoint, expected] of [
    ['https://oss-cn-hangzhou-internal.aliyuncs.com', { addressing: 'virtual', hostKind: 'internal' }],
    ['https://cn-hangzhou.oss.aliyuncs.com', { addressing: 'virtual', hostKind: 'dualstack' }],
    ['https://oss-accelerate.aliyuncs.com', { addressing: 'virtual', hostKind: 'accelerate', hostRegion: undefined }],
    ['https://oss-accelerate-overseas.aliyuncs.com', { addressing: 'virtual', hostKind: 'accelerate-overseas' }],
    ['http://127.0.0.1:9000', { addressing: 'path', hostKind: undefined, host: '127.0.0.1:9000', scheme: 'http' }],
    ['http://[::1]:9000', { addressing: 'path', host: '[::1]:9000' }],
  ] as const) {
    it(`reads a link at ${endpoint}`, () => {
      const link = readPresignedUrl(linkUrl({}, { endpoint }));
      assert.equal(link.bucket, 'examplebucket');
      assert.equal(link.key, 'a/b c+报告.txt');
      for (const [name, value] of Object.entries(expected)) assert.equal(link[name as keyof typeof link], value, name);
    });
  }

  it('reads the bucket from the path of an OSS host', () => {
    const link = readPresignedUrl(linkUrl({}, { addressing: 'path' }));
    assert.deepEqual([link.addressing, link.bucket, link.key], ['path', 'examplebucket', 'a/b c+报告.txt']);
  });

  it('returns no bucket for a custom domain', () => {
    const link = readPresignedUrl(linkUrl({}, { endpoint: 'https://cdn.example.com', addressing: 'cname' }));
    assert.deepEqual([link.addressing, link.bucket, link.key], ['cname', undefined, 'a/b c+报告.txt']);
    assert.equal(link.region, 'cn-hangzhou');
  });

  for (const [addressing, endpoint] of [
    ['virtual', 'https://oss-cn-hangzhou.aliyuncs.com'],
    ['path', 'http://127.0.0.1:9000'],
  ] as const) {
    it(`reads a link to a bucket, addressed by ${addressing}`, () => {
      const where = { region: 'cn-hangzhou', endpoint, addressing };
      const request = { method: 'GET', bucket: 'examplebucket', query: { 'list-type': '2' } } as const;
      const link = readPresignedUrl(presign(request, { credentials: keys, ...where, signedAt }).url);
      assert.deepEqual([link.bucket, link.key, link.method], ['examplebucket', undefined, 'GET']);
    });
  }

  it('normalizes nothing in a key', () => {
    for (const key of ['a/../b', './a', 'a//b', 'a/', '..', '%2e%2e/a', 'a?b#c']) {
      assert.equal(readPresignedUrl(linkUrl({ key })).key, key);
    }
    assert.deepEqual(
      readPresignedUrl(linkUrl({ key: 'a/../b' })).warnings.map(({ code }) => code),
      ['KeyFolded'],
    );
  });

  for (const [query, method] of [
    [{ uploads: '' }, 'POST'],
    [{ partNumber: '1', uploadId: 'a' }, 'PUT'],
    [{ uploadId: 'a' }, undefined],
    [{ objectMeta: '' }, 'HEAD'],
    [{ 'x-oss-process': 'image/resize,w_1' }, 'GET'],
    [{ 'response-content-disposition': 'inline' }, 'GET'],
    [{ versionId: 'a' }, undefined],
  ] as const) {
    it(`derives the method ${String(method)} from ${JSON.stringify(query)}`, () => {
      assert.equal(readPresignedUrl(linkUrl({ query })).method, method);
    });
  }

  for (const [query, method] of [
    [{ delete: '' }, 'POST'],
    [{ versions: '' }, 'GET'],
    [{ acl: '' }, undefined],
  ] as const) {
    it(`derives the method ${String(method)} of a bucket from ${JSON.stringify(query)}`, () => {
      const request = { method: 'GET', bucket: 'examplebucket', query } as const;
      const where = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' };
      const { url } = presign(request, { credentials: keys, ...where, signedAt });
      assert.equal(readPresignedUrl(url).method, method);
    });
  }

  it('reads a plus that was not encoded as a space, and a name without a value', () => {
    const url = linkUrl({ query: { 'response-content-disposition': 'a b', acl: '' } }).replace('a%20b', 'a+b');
    assert.deepEqual(readPresignedUrl(url.replace('acl&', 'acl=&')).query, {
      'response-content-disposition': 'a b',
      acl: '',
    });
  });

  it('warns of well-formed values that OSS refuses', () => {
    const url = linkUrl({}, { region: 'cn-shanghai' })
      .replace('x-oss-expires=600', 'x-oss-expires=604801')
      .replace('x-oss-date=20241112', 'x-oss-date=20241111');
    assert.deepEqual(
      readPresignedUrl(url).warnings.map(({ code, args }) => [code, ...args]),
      [
        ['RegionDiffers', 'cn-shanghai', 'cn-hangzhou'],
        ['DayDiffers', '2024-11-11T09:27:56.000Z', '2024-11-12'],
        ['ValidityRefused', 604_801, 604_800],
      ],
    );
  });

  const whole = linkUrl();
  const wholeV1 = linkUrl({}, { signatureVersion: 'v1' });
  for (const [what, url, message] of [
    ['nothing', '', /not a presigned OSS URL/],
    ['another scheme', whole.replace('https', 'ftp'), /not a presigned OSS URL/],
    ['a user name', whole.replace('https://', 'https://user@'), /not a presigned OSS URL/],
    ['no query', whole.slice(0, whole.indexOf('?')), /not a presigned OSS URL/],
    ['no signature', whole.replace(/\?.*/, '?a=b'), /no OSS signature/],
    ['a URL of endless length', `${whole}&a=${'b'.repeat(70_000)}`, /not a presigned OSS URL/],
    ['a damaged escape in the path', whole.replace('%20', '%2x'), /path.*percent-encoded/],
    ['a path that is not UTF-8', whole.replace('%20', '%ff'), /path.*percent-encoded/],
    ['a damaged escape in the query', `${whole}&a=%zz`, /query.*percent-encoded/],
    ['a parameter twice', `${whole}&x-oss-expires=9`, /x-oss-expires twice/],
    ['a parameter without a name', `${whole}&=a`, /without a name/],
    ['a cut signature', whole.slice(0, -1), /x-oss-signature of the link is damaged/],
    ['no date', whole.replace(/x-oss-date=[^&]*&/, ''), /no x-oss-date/],
    ['no such date', whole.replace('20241112T', '20240631T'), /x-oss-date of the link is damaged/],
    ['another algorithm', whole.replace('OSS4-HMAC-SHA256', 'OSS5'), /x-oss-signature-version of the link is damaged/],
    ['a validity that is no number', whole.replace('x-oss-expires=600', 'x-oss-expires=ten'), /x-oss-expires/],
    ['another product', whole.replace('%2Foss%2F', '%2Fvod%2F'), /x-oss-credential of the link is damaged/],
    ['a cut V1 signature', wholeV1.slice(0, -4), /Signature of the link is damaged/],
    ['V1 without its expiry', wholeV1.replace(/Expires=\d+&/, ''), /no Expires/],
    ['V1 without its AccessKey', wholeV1.replace(/OSSAccessKeyId=ak&/, ''), /no OSSAccessKeyId/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readPresignedUrl(url), invalidInput('url', message));
    });
  }

  it('refuses an expiry after the year 9999', () => {
    const url = wholeV1.replace(/Expires=\d+/, 'Expires=999999999999');
    assert.throws(() => readPresignedUrl(url), invalidInput('Expires', /9999/));
  });

  it('refuses a path-style host without a bucket', () => {
    const url = whole.replace('examplebucket.', '').replace(/com\/[^?]*/, 'com/');
    assert.throws(() => readPresignedUrl(url), invalidInput('bucket'));
  });

  it('reads or refuses a link cut after any character', () => {
    for (const url of [whole, wholeV1]) {
      for (let length = 0; length < url.length; length++) {
        assert.throws(() => readPresignedUrl(url.slice(0, length)), InvalidInputError, url.slice(0, length));
      }
    }
  });

  it('names no secret in its messages', () => {
    const url = linkUrl({}, { credentials: { ...keys, securityToken: 'aVerySecretToken' } }).slice(0, -2);
    assert.throws(
      () => readPresignedUrl(url),
      (error: Error) => !error.message.includes('aVerySecretToken') && !/[0-9a-f]{20}/.test(error.message),
    );
  });
});

describe('linkValidityAt', () => {
  const link = readPresignedUrl(linkUrl());
  for (const [now, state, secondsLeft] of [
    ['2024-11-12T09:12:55.999Z', 'early', 1501],
    ['2024-11-12T09:12:56Z', 'alive', 1500],
    ['2024-11-12T09:27:56Z', 'alive', 600],
    ['2024-11-12T09:37:55.500Z', 'alive', 1],
    ['2024-11-12T09:37:56Z', 'expired', 0],
    ['2024-11-12T10:37:56Z', 'expired', -3600],
  ] as const) {
    it(`is ${state} at ${now}`, () => {
      assert.deepEqual(linkValidityAt(link, new Date(now)), { state, secondsLeft });
    });
  }

  it('has no start time for a V1 link', () => {
    const v1 = readPresignedUrl(linkUrl({}, { signatureVersion: 'v1' }));
    assert.equal(linkValidityAt(v1, new Date('2020-01-01T00:00:00Z')).state, 'alive');
  });
});
