import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Account } from '../../emulator/accounts.ts';
import { parseRequest } from '../../emulator/ossRequest.ts';
import { Refusal } from '../../emulator/refusal.ts';
import { authenticate } from '../../emulator/signature.ts';

interface Vector {
  readonly name: string;
  readonly request: { readonly method: string; readonly bucket: string; readonly key?: string };
  readonly options: { readonly region: string; readonly signedAt: string; readonly credentials: Account };
  readonly expect: { readonly url: string; readonly signedHeaders: Record<string, string> };
}

function readVectors(name: string): Vector[] {
  return JSON.parse(readFileSync(new URL(`../../fixtures/signing/${name}`, import.meta.url), 'utf8')) as Vector[];
}

function parseLink({ request, options, expect }: Vector, changedUrl = expect.url): ReturnType<typeof parseRequest> {
  const [, authority = '', target = ''] = /^https?:\/\/([^/?]+)(.*)$/s.exec(changedUrl) ?? [];
  const headers = Object.entries(expect.signedHeaders).map(
    ([name, value]) => [name, Buffer.from(value).toString('latin1')] as const,
  );
  const customDomains = { 'static.example.com': request.bucket, 'cdn.example.org': request.bucket };
  const message = { method: request.method, url: target, headers: { host: authority, ...Object.fromEntries(headers) } };
  return parseRequest(message, options.region, customDomains);
}

for (const file of ['presign-v4.json', 'presign-v1.json']) {
  describe(`links of ${file}`, () => {
    for (const vector of readVectors(file)) {
      const { credentials, signedAt } = vector.options;

      it(`accepts ${vector.name}`, () => {
        const request = parseLink(vector);
        assert.equal(request.bucket, vector.request.bucket);
        assert.equal(request.key, vector.request.key);
        assert.equal(authenticate(request, [credentials], new Date(signedAt)), credentials);
      });

      it(`refuses ${vector.name} with another secret`, () => {
        const wrong = { ...credentials, accessKeySecret: 'other' };
        assert.throws(
          () => authenticate(parseLink(vector), [wrong], new Date(signedAt)),
          (error) => error instanceof Refusal && error.code === 'SignatureDoesNotMatch',
        );
      });
    }
  });
}

describe('V4 in the headers', () => {
  const url = '/1234%2B-/123/1.txt?%2Bparam1=value3&%7Cparam1=value4&param1=value1&%2Bparam2&%7Cparam2&param2';
  const headers = {
    host: 'bucket.oss-cn-hangzhou.aliyuncs.com',
    'x-oss-head1': 'value',
    abc: 'value',
    zabc: 'value',
    xyz: 'value',
    'content-type': 'text/plain',
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
  };
  const account = { accessKeyId: 'ak', accessKeySecret: 'sk' };
  const attempt = (authorization: string, stamp: string, now: string, more: Record<string, string> = {}) => {
    const message = { method: 'PUT', url, headers: { ...headers, 'x-oss-date': stamp, authorization, ...more } };
    const accounts = more['x-oss-security-token'] === undefined ? [account] : [{ ...account, securityToken: 'token' }];
    return authenticate(parseRequest(message, 'cn-hangzhou', {}), accounts, new Date(now))?.accessKeyId;
  };

  it("accepts the official SDK's example", () => {
    const authorization =
      'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,' +
      'Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe';
    assert.equal(attempt(authorization, '20231216T162057Z', '2023-12-16T16:21:00Z'), 'ak');
  });

  it('accepts additional headers in both spellings of the header', () => {
    const signature = 'Signature=4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f';
    const credential = 'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request';
    const additional = 'AdditionalHeaders=abc;zabc';
    for (const authorization of [
      `${credential},${additional},${signature}`,
      `${credential}, ${signature}, ${additional}`,
    ]) {
      assert.equal(attempt(authorization, '20231216T172512Z', '2023-12-16T17:25:12Z'), 'ak');
    }
  });

  it('accepts temporary credentials with their token', () => {
    const authorization =
      'OSS4-HMAC-SHA256 Credential=ak/20231217/cn-hangzhou/oss/aliyun_v4_request,' +
      'Signature=b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea';
    const token = { 'x-oss-security-token': 'token' };
    assert.equal(attempt(authorization, '20231217T034736Z', '2023-12-17T03:47:36Z', token), 'ak');
  });

  it('treats a request without a signature as anonymous', () => {
    const message = { method: 'GET', url: '/a.txt', headers: { host: headers.host } };
    assert.equal(authenticate(parseRequest(message, 'cn-hangzhou', {}), [account], new Date()), undefined);
  });
});
