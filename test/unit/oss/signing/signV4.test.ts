import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import type { HeaderSigningInput } from '../../../../src/oss/signing/headerSigning.ts';
import {
  deriveSigningKey,
  formatTimestamp,
  scope,
  signature,
  signHeadersV4,
  stringToSign,
} from '../../../../src/oss/signing/signV4.ts';

/** The request that the official Go SDK's signer tests sign in header mode. */
const request: HeaderSigningInput = {
  method: 'PUT',
  bucket: 'bucket',
  key: '1234+-/123/1.txt',
  query: { param1: 'value1', '+param1': 'value3', '|param1': 'value4', '+param2': '', '|param2': '', param2: '' },
  headers: {
    'content-type': 'text/plain',
    'x-oss-head1': 'value',
    abc: 'value',
    ZAbc: 'value',
    XYZ: 'value',
  },
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  signedAt: new Date('2023-12-16T16:20:57Z'),
};

const signatureOf = (input: HeaderSigningInput): string | undefined =>
  /,Signature=([0-9a-f]{64})$/.exec(signHeadersV4(input)['authorization'] ?? '')?.[1];

describe('signHeadersV4', () => {
  it('returns the complete headers to send, with names in lower case', () => {
    assert.deepEqual(signHeadersV4(request), {
      'content-type': 'text/plain',
      'x-oss-head1': 'value',
      abc: 'value',
      zabc: 'value',
      xyz: 'value',
      'x-oss-date': '20231216T162057Z',
      'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
      authorization:
        'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe',
    });
  });

  it('names additional headers in the authorization, sorted and in lower case', () => {
    const headers = signHeadersV4({
      ...request,
      additionalHeaders: ['ZAbc', 'abc'],
      signedAt: new Date('2023-12-16T17:25:12Z'),
    });
    assert.equal(
      headers['authorization'],
      'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,AdditionalHeaders=abc;zabc,Signature=4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f',
    );
  });

  it('sends and signs an STS token', () => {
    const input = {
      ...request,
      credentials: { ...request.credentials, securityToken: 'token' },
      signedAt: new Date('2023-12-17T03:47:36Z'),
    };
    assert.equal(signHeadersV4(input)['x-oss-security-token'], 'token');
    assert.equal(signatureOf(input), 'b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea');
  });

  it('signs for a cloud box', () => {
    const input: HeaderSigningInput = { ...request, region: 'cb-123', product: 'oss-cloudbox' };
    assert.equal(signatureOf(input), '94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43');
  });

  it("signs the body's hash if the caller provides one", () => {
    const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const input = { ...request, headers: { 'X-Oss-Content-Sha256': sha256 } };
    assert.equal(signHeadersV4(input)['x-oss-content-sha256'], sha256);
    assert.notEqual(signatureOf(input), signatureOf({ ...request, headers: {} }));
  });

  it('does not sign headers that OSS signs only on request', () => {
    assert.equal(
      signatureOf({ ...request, headers: { ...request.headers, abc: 'other' } }),
      signatureOf(request),
      'abc is not among the signed headers',
    );
  });

  const refusals: readonly [string, Partial<HeaderSigningInput>, string][] = [
    ['an authorization of the caller', { headers: { Authorization: 'x' } }, 'headers'],
    ['a date of the caller', { headers: { 'x-oss-date': '20231216T162057Z' } }, 'headers'],
    ['a token of the caller', { headers: { 'X-Oss-Security-Token': 'token' } }, 'headers'],
    ['a header given twice', { headers: { abc: '1', ABC: '2' } }, 'headers'],
    ['an additional header without a value', { additionalHeaders: ['range'] }, 'additionalHeaders'],
    ['a region with oss- before it', { region: 'oss-cn-hangzhou' }, 'region'],
    ['a key that OSS refuses', { key: '/a' }, 'key'],
    ['a bucket that OSS refuses', { bucket: 'B' }, 'bucket'],
    ['an invalid time', { signedAt: new Date(NaN) }, 'signedAt'],
    ['an empty secret', { credentials: { accessKeyId: 'ak', accessKeySecret: '' } }, 'accessKeySecret'],
  ];
  for (const [name, change, field] of refusals) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => signHeadersV4({ ...request, ...change }),
        (error) => error instanceof InvalidInputError && error.field === field,
      );
    });
  }

  it('refuses a key without a bucket', () => {
    assert.throws(
      () =>
        signHeadersV4({
          method: 'GET',
          key: 'a',
          credentials: request.credentials,
          region: request.region,
          signedAt: request.signedAt,
        }),
      (error) => error instanceof InvalidInputError && error.field === 'bucket',
    );
  });
});

describe('the steps of a V4 signature', () => {
  it('write the time in UTC without parts of a second', () => {
    assert.equal(formatTimestamp(new Date('2024-02-29T23:59:59.999Z')), '20240229T235959Z');
    assert.equal(formatTimestamp(new Date('2026-01-02T03:04:05Z')), '20260102T030405Z');
    assert.equal(formatTimestamp(new Date('2026-10-20T00:00:00Z')), '20261020T000000Z');
    assert.equal(formatTimestamp(new Date('0999-10-20T00:00:00Z')), '09991020T000000Z');
  });

  it('contain the scope', () => {
    assert.equal(scope('20231216', 'cn-hangzhou'), '20231216/cn-hangzhou/oss/aliyun_v4_request');
    assert.equal(scope('20231216', 'cb-123', 'oss-cloudbox'), '20231216/cb-123/oss-cloudbox/aliyun_v4_request');
  });

  it('hash the canonical request into the string to sign', () => {
    assert.equal(
      stringToSign('20231216T162057Z', '20231216/cn-hangzhou/oss/aliyun_v4_request', ''),
      'OSS4-HMAC-SHA256\n20231216T162057Z\n20231216/cn-hangzhou/oss/aliyun_v4_request\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('derive a key of 32 bytes that depends on day, region and product', () => {
    const keys = [
      deriveSigningKey('sk', '20231216', 'cn-hangzhou'),
      deriveSigningKey('sk', '20231217', 'cn-hangzhou'),
      deriveSigningKey('sk', '20231216', 'cn-shanghai'),
      deriveSigningKey('sk', '20231216', 'cn-hangzhou', 'oss-cloudbox'),
    ];
    assert.deepEqual(
      keys.map((key) => key.symmetricKeySize),
      [32, 32, 32, 32],
    );
    assert.equal(new Set(keys.map((key) => signature(key, 'text'))).size, 4);
  });
});
