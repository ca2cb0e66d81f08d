import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { canonicalizedResource, signature, stringToSign } from '../../../../src/oss/signing/signV1.ts';

const secret = createSecretKey(Buffer.from('sk'));

describe('the steps of a V1 signature', () => {
  it("agree with the official Go SDK's vectors", () => {
    const plain = stringToSign(
      'GET',
      new Map(),
      1699807420,
      canonicalizedResource('bucket', 'key', { versionId: 'versionId' }),
    );
    assert.equal(plain, 'GET\n\n\n1699807420\n/bucket/key?versionId=versionId');
    assert.equal(signature(secret, plain), 'dcLTea+Yh9ApirQ8o8dOPqtvJXQ=');

    const withToken = stringToSign(
      'GET',
      new Map(),
      1699808204,
      canonicalizedResource('bucket', 'key+123', { versionId: 'versionId', 'security-token': 'token' }),
    );
    assert.equal(withToken, 'GET\n\n\n1699808204\n/bucket/key+123?security-token=token&versionId=versionId');
    assert.equal(signature(secret, withToken), 'jzKYRrM5y6Br0dRFPaTGOsbrDhY=');
  });

  it('include the service, and a bucket without a key', () => {
    assert.equal(canonicalizedResource(undefined, undefined, {}), '/');
    assert.equal(canonicalizedResource('bucket', undefined, { acl: '' }), '/bucket/?acl');
  });

  it('leave the parameters of a listing unsigned, and sign every x-oss- one', () => {
    assert.equal(
      canonicalizedResource('bucket', undefined, { prefix: 'a', marker: 'b', 'list-type': '2', 'x-oss-new': 'c' }),
      '/bucket/?x-oss-new=c',
    );
  });

  it('write MD5 and content type in their own lines, and only x-oss- headers below the expiry', () => {
    const headers = new Map([
      ['content-md5', 'md5'],
      ['content-type', 'text/plain'],
      ['x-oss-meta-a', '1'],
    ]);
    assert.equal(stringToSign('PUT', headers, 1, '/b/k'), 'PUT\nmd5\ntext/plain\n1\nx-oss-meta-a:1\n/b/k');
  });
});
