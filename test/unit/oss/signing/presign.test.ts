import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import {
  createPresigner,
  presign,
  type PresignOptions,
  type PresignRequest,
} from '../../../../src/oss/signing/presign.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const request: PresignRequest = { method: 'GET', bucket: 'bucket', key: 'report.pdf' };
const clockless: PresignOptions = {
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
};
const options: PresignOptions = { ...clockless, signedAt: new Date('2024-11-12T09:27:56Z') };

const signRequest = (change: Partial<PresignRequest>) => presign({ ...request, ...change }, options);
const signWith = (change: Partial<PresignOptions>) => presign(request, { ...options, ...change });
const parameterOf = (url: string, name: string) => new RegExp(`[?&]${name}=([^&]*)`).exec(url)?.[1];
const targetOf = (url: string) => url.split('?')[0];

describe('validity of presign', () => {
  it('is 15 minutes by default', () => {
    const { url, expiration } = signWith({});
    assert.equal(parameterOf(url, 'x-oss-expires'), '900');
    assert.deepEqual(expiration, new Date('2024-11-12T09:42:56Z'));
  });

  it('counts from the second of signing', () => {
    const { url, expiration } = signWith({ signedAt: new Date('2024-11-12T09:27:56.999Z'), expires: 1 });
    assert.equal(parameterOf(url, 'x-oss-date'), '20241112T092756Z');
    assert.deepEqual(expiration, new Date('2024-11-12T09:27:57Z'));
  });

  it('ends at `expiration`, which overrides `expires` and is never exceeded', () => {
    const end = new Date('2024-11-12T10:27:56.900Z');
    const { url, expiration } = signWith({ expiration: end, expires: 5 });
    assert.equal(parameterOf(url, 'x-oss-expires'), '3600');
    assert.deepEqual(expiration, new Date('2024-11-12T10:27:56Z'));
  });

  it('reports that temporary credentials expire earlier, and still signs the validity', () => {
    const end = new Date('2024-11-12T09:30:00Z');
    const { url, expiration } = signWith({ credentials: { ...options.credentials, expiration: end }, expires: 900 });
    assert.deepEqual(expiration, end);
    assert.equal(parameterOf(url, 'x-oss-expires'), '900');
  });

  it('creates no link with expired credentials', () => {
    for (const expiration of ['2024-11-12T08:27:56Z', '2024-11-12T09:27:56Z']) {
      const credentials = { ...options.credentials, securityToken: 'token', expiration: new Date(expiration) };
      assert.throws(() => signWith({ credentials }), invalidInput('credentials', /expired at 2024-11-12T0[89]:27:56/));
    }
  });

  it('is not extended by credentials that expire later', () => {
    const end = new Date('2024-11-13T00:00:00Z');
    const { expiration } = signWith({ credentials: { ...options.credentials, expiration: end } });
    assert.deepEqual(expiration, new Date('2024-11-12T09:42:56Z'));
  });

  for (const expires of [0, -1, 1.5, NaN, Infinity, 604_801]) {
    it(`refuses a V4 validity of ${expires} seconds`, () => {
      assert.throws(() => signWith({ expires }), invalidInput('expires', /1 to 604800 whole seconds/));
    });
  }

  it('refuses an expiration that is not after the signing time, or too long after it', () => {
    assert.throws(() => signWith({ expiration: new Date('2024-11-12T09:27:56.999Z') }), invalidInput('expiration'));
    assert.throws(() => signWith({ expiration: new Date('2024-11-19T09:27:57Z') }), invalidInput('expiration'));
    assert.doesNotThrow(() => signWith({ expiration: new Date('2024-11-19T09:27:56Z') }));
  });

  it('may exceed 7 days for V1 links, within a limit', () => {
    const { expiration } = signWith({ signatureVersion: 'v1', expires: 31_536_000 });
    assert.deepEqual(expiration, new Date('2025-11-12T09:27:56Z'));
    for (const expires of [0, 0.5, Number.MAX_SAFE_INTEGER]) {
      assert.throws(() => signWith({ signatureVersion: 'v1', expires }), invalidInput('expires'));
    }
  });

  it('refuses invalid dates', () => {
    const noTime = new Date(NaN);
    assert.throws(() => signWith({ signedAt: noTime }), invalidInput('signedAt'));
    assert.throws(() => signWith({ expiration: noTime }), invalidInput('expiration'));
    assert.throws(
      () => signWith({ credentials: { ...options.credentials, expiration: noTime } }),
      invalidInput('credentials'),
    );
  });
});

describe('clock of presign', () => {
  let clock: FakeTimers.Clock;
  beforeEach(() => {
    clock = FakeTimers.install({ now: new Date('2030-01-02T03:04:05Z'), toFake: ['Date'] });
  });
  afterEach(() => {
    clock.uninstall();
  });

  it('is read if no signing time is given', () => {
    assert.equal(parameterOf(presign(request, clockless).url, 'x-oss-date'), '20300102T030405Z');
  });

  it('is read once for a whole batch', () => {
    const presigner = createPresigner(clockless);
    const first = presigner(request);
    clock.setSystemTime(new Date('2030-01-03T00:00:00Z'));
    assert.deepEqual(presigner(request), first);
  });

  it('is not read if the signing time is given', () => {
    assert.equal(parameterOf(presign(request, options).url, 'x-oss-date'), '20241112T092756Z');
  });
});

describe('address of presign', () => {
  it('is path style for IP endpoints and localhost by default', () => {
    for (const host of ['127.0.0.1:9000', '10.0.0.8', '[::1]:9000', 'localhost:9000']) {
      assert.equal(targetOf(signWith({ endpoint: `https://${host}` }).url), `https://${host}/bucket/report.pdf`);
    }
  });

  it('keeps the bucket in the canonical URI if the URL omits it', () => {
    const { url, canonicalRequest } = signWith({ endpoint: 'https://static.example.com', addressing: 'cname' });
    assert.equal(targetOf(url), 'https://static.example.com/report.pdf');
    assert.equal(canonicalRequest?.split('\n')[1], '/bucket/report.pdf');
  });

  it('can be a bucket without a key', () => {
    const url = presign({ method: 'GET', bucket: 'bucket', query: { 'list-type': '2' } }, options).url;
    assert.equal(targetOf(url), 'https://bucket.oss-cn-hangzhou.aliyuncs.com/');
  });

  it('may have its own bucket in the endpoint, but no other', () => {
    const endpoint = 'https://bucket.oss-cn-hangzhou.aliyuncs.com';
    assert.equal(signWith({ endpoint }).url, signWith({}).url);
    assert.throws(
      () => presign({ ...request, bucket: 'other' }, { ...options, endpoint }),
      invalidInput('endpoint', /belongs to the bucket bucket, not to other/),
    );
  });

  it('keeps dot segments and double slashes in the path', () => {
    assert.equal(
      targetOf(signRequest({ key: 'a/../b/./c//d' }).url),
      'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/../b/./c//d',
    );
  });
});

describe('headers of presign', () => {
  it('include the host: bucket, endpoint and port', () => {
    const result = presign(
      { ...request, additionalHeaders: ['Host'] },
      { ...options, endpoint: 'https://oss-cn-hangzhou.aliyuncs.com:8443' },
    );
    assert.deepEqual(result.signedHeaders, { host: 'bucket.oss-cn-hangzhou.aliyuncs.com:8443' });
    assert.equal(parameterOf(result.url, 'x-oss-additional-headers'), 'host');
  });

  it("include the host without the scheme's default port, as clients send it", () => {
    const result = presign(
      { ...request, additionalHeaders: ['host'] },
      { ...options, endpoint: 'https://oss-cn-hangzhou.aliyuncs.com:443' },
    );
    assert.deepEqual(result.signedHeaders, { host: 'bucket.oss-cn-hangzhou.aliyuncs.com' });
  });

  it('accept the host of the URL from the caller, but no other', () => {
    const host = 'bucket.oss-cn-hangzhou.aliyuncs.com';
    const given = { headers: { Host: host }, additionalHeaders: ['host'] };
    assert.deepEqual(signRequest(given).signedHeaders, { host });
    assert.throws(() => signRequest({ ...given, headers: { host: 'example.com' } }), invalidInput('headers'));
  });

  it('name each additional header once, sorted and in lower case', () => {
    const { url, signedHeaders } = signRequest({
      headers: { Range: 'bytes=0-9', 'If-Match': 'x' },
      additionalHeaders: ['range', 'RANGE', 'If-Match'],
    });
    assert.equal(parameterOf(url, 'x-oss-additional-headers'), 'if-match%3Brange');
    assert.deepEqual(signedHeaders, { range: 'bytes=0-9', 'if-match': 'x' });
  });

  it('must include each additional header', () => {
    assert.throws(() => signRequest({ additionalHeaders: ['range'] }), invalidInput('additionalHeaders', /range/));
  });

  it('must not contain a name twice in different cases', () => {
    assert.throws(
      () => signRequest({ headers: { 'X-Oss-Meta-A': '1', 'x-oss-meta-a': '1' } }),
      invalidInput('headers'),
    );
  });

  it('are signed without surrounding spaces', () => {
    assert.deepEqual(signRequest({ headers: { 'Content-Type': ' text/plain\t' } }).signedHeaders, {
      'content-type': 'text/plain',
    });
  });

  for (const name of ['Authorization', 'X-Oss-Date', 'x-oss-security-token']) {
    it(`must not contain ${name}, which would authorize the request twice`, () => {
      assert.throws(() => signRequest({ headers: { [name]: 'x' } }), invalidInput('headers', new RegExp(name, 'i')));
    });
  }

  it('make no V1 link that can be rewritten to open another object', () => {
    const key = 'salaries.txt?response-content-type=text/plain';
    assert.throws(
      () => presign({ ...request, key }, { ...options, signatureVersion: 'v1' }),
      invalidInput('key', /changed to open another object/),
    );
    assert.match(
      presign({ ...request, key: 'what?.txt' }, { ...options, signatureVersion: 'v1' }).url,
      /what%3F\.txt\?/,
    );
    assert.match(signRequest({ key }).url, /salaries\.txt%3Fresponse-content-type%3D/);
  });

  it('must not be additional with V1, which cannot sign them', () => {
    assert.throws(
      () => presign({ ...request, additionalHeaders: ['host'] }, { ...options, signatureVersion: 'v1' }),
      invalidInput('additionalHeaders', /V1 .* host/),
    );
  });
});

describe('query of presign', () => {
  const signatureNames = [
    'x-oss-signature-version',
    'x-oss-credential',
    'x-oss-date',
    'x-oss-expires',
    'x-oss-additional-headers',
    'x-oss-security-token',
    'x-oss-signature',
    'X-Oss-Signature',
    'OSSAccessKeyId',
    'Expires',
    'Signature',
    'security-token',
  ];
  for (const name of signatureNames) {
    it(`must not contain ${name} with either version`, () => {
      for (const signatureVersion of ['v4', 'v1'] as const) {
        assert.throws(
          () => presign({ ...request, query: { [name]: 'x' } }, { ...options, signatureVersion }),
          invalidInput('query', new RegExp(name)),
        );
      }
    });
  }

  it('must not contain an empty name or half a character', () => {
    assert.throws(() => signRequest({ query: { '': 'x' } }), invalidInput('query'));
    assert.throws(() => signRequest({ query: { a: '\ud800' } }), invalidInput('query'));
    assert.throws(() => signRequest({ query: { '\udc00': '' } }), invalidInput('query'));
  });

  it('is sorted by encoded name, not by name and value', () => {
    const { canonicalRequest } = signRequest({ query: { 'callback-var': '1', callback: '2' } });
    assert.match(canonicalRequest?.split('\n')[2] ?? '', /^callback=2&callback-var=1&x-oss-credential=/);
  });
});

describe('a presigned URL', () => {
  for (const signatureVersion of ['v4', 'v1'] as const) {
    it('contains no part of the secret with any version', () => {
      const accessKeySecret = 'aVerySecretSecretOfNobody/+=';
      const {
        url,
        stringToSign,
        signedHeaders,
        canonicalRequest = '',
      } = presign(request, {
        ...options,
        signatureVersion,
        credentials: { accessKeyId: 'ak-shown', accessKeySecret },
      });
      const texts = [url, stringToSign, canonicalRequest, JSON.stringify(signedHeaders)].map(decodeURIComponent);
      assert.ok(texts[0]?.includes('ak-shown'));
      for (const text of texts) assert.ok(!text.includes(accessKeySecret.slice(0, 8)), text);
    });
  }
});

describe('inputs of presign', () => {
  const refusals: readonly [string, Partial<PresignOptions>, string][] = [
    ['an empty AccessKey ID', { credentials: { accessKeyId: '', accessKeySecret: 'sk' } }, 'accessKeyId'],
    ['a secret with a line break', { credentials: { accessKeyId: 'ak', accessKeySecret: 'sk\n' } }, 'accessKeySecret'],
    [
      'a token with a space',
      { credentials: { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'a b' } },
      'securityToken',
    ],
    ['a region with oss- before it', { region: 'oss-cn-hangzhou' }, 'region'],
    ['an invalid endpoint', { endpoint: 'https://' }, 'endpoint'],
  ];
  for (const [name, change, field] of refusals) {
    it(`are refused with ${name} before any request`, () => {
      assert.throws(() => createPresigner({ ...options, ...change }), invalidInput(field));
    });
  }

  it('are refused with an invalid bucket or key', () => {
    assert.throws(() => signRequest({ bucket: 'Bucket' }), invalidInput('bucket'));
    assert.throws(() => signRequest({ method: 'PUT', key: '/report.pdf' }), invalidInput('key'));
    assert.throws(() => signRequest({ key: '' }), invalidInput('key'));
  });

  it('are refused with an invalid bucket, or with one that the endpoint does not serve, after others of the same batch', () => {
    const ofBucket = createPresigner({
      ...options,
      endpoint: `https://${request.bucket}.oss-cn-hangzhou.aliyuncs.com`,
    });
    const ofAny = createPresigner(options);
    for (const sign of [ofBucket, ofAny]) {
      assert.ok(sign(request).url.startsWith(`https://${request.bucket}.oss-cn-hangzhou.aliyuncs.com/`));
      for (const bucket of ['Bucket', 'Bucket']) {
        assert.throws(() => sign({ ...request, bucket }), invalidInput('bucket'));
      }
    }
    assert.throws(() => ofBucket({ ...request, bucket: 'other-bucket' }), invalidInput('endpoint'));
    assert.ok(ofAny({ ...request, bucket: 'other-bucket' }).url.startsWith('https://other-bucket.oss-cn-hangzhou'));
    assert.ok(ofAny(request).url.startsWith(`https://${request.bucket}.oss-cn-hangzhou`));
  });

  it('may name existing buckets and objects whose names OSS no longer allows', () => {
    assert.match(signRequest({ key: '/report.pdf' }).url, /aliyuncs\.com\/\/report\.pdf\?/);
    assert.match(signRequest({ method: 'DELETE', key: '\\a' }).url, /aliyuncs\.com\/%5Ca\?/);
    assert.match(signRequest({ bucket: 'old_bucket' }).url, /^https:\/\/old_bucket\.oss-cn-hangzhou/);
  });

  it('are not changed', () => {
    const frozenRequest = Object.freeze({
      ...request,
      query: Object.freeze({ versionId: 'v1' }),
      headers: Object.freeze({ 'Content-Type': 'text/plain' }),
      additionalHeaders: Object.freeze(['host']),
    });
    assert.doesNotThrow(() => presign(frozenRequest, Object.freeze({ ...options })));
  });
});
