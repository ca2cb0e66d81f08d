import assert from 'node:assert/strict';
import { OssError, TransportError, type OssErrorFields } from '../../../src/oss/errors/errors.ts';
import { expectedRegion, isForeign, isWithoutTls, maySupportOnlyV1 } from '../../../src/profiles/serviceRefusals.ts';

const refused = (fields: Partial<OssErrorFields>): OssError =>
  new OssError({ operation: 'ListBuckets', code: 'InvalidArgument', status: 400, ...fields });

describe('a service that supports only V1 signatures', () => {
  for (const [what, fields, mayBe] of [
    ['refuses the header Authorization', { details: new Map([['ArgumentName', 'Authorization']]) }, true],
    ['names the signature in its value', { details: new Map([['ArgumentValue', 'unknown signature']]) }, true],
    ['names it in its message', { serverMessage: 'The authentication mechanism you provided is unknown' }, true],
    ['names it in its code', { code: 'InvalidAuthorization' }, true],
    ['refuses another argument', { details: new Map([['ArgumentName', 'prefix']]) }, false],
    ['refuses the value of the signature', { code: 'SignatureDoesNotMatch', status: 403 }, false],
    ['fails', { code: 'InvalidAuthorization', status: 500 }, false],
    ['wants another region', { code: 'InvalidAuthorization', serverMessage: 'Invalid signing region' }, false],
  ] as const) {
    it(`${mayBe ? 'may be one that' : 'is none that'} ${what}`, () => {
      assert.equal(maySupportOnlyV1(refused(fields)), mayBe);
    });
  }
});

describe('the region that a refusal names', () => {
  for (const [serverMessage, region] of [
    ["Invalid signing region, expected 'cn-shanghai'", 'cn-shanghai'],
    ['Invalid signing region, expect oss-cn-beijing', 'cn-beijing'],
    ['Invalid signing region', undefined],
    [undefined, undefined],
  ] as const) {
    it(`is ${region ?? 'none'} in ${JSON.stringify(serverMessage)}`, () => {
      assert.equal(expectedRegion(refused({ serverMessage })), region);
    });
  }
});

describe('an endpoint', () => {
  it('is foreign unless it is one of OSS', () => {
    assert.equal(isForeign({ kind: 'public' }), false);
    assert.equal(isForeign({ kind: 'custom', url: 'https://oss-cn-hangzhou.aliyuncs.com' }), false);
    assert.equal(isForeign({ kind: 'custom', url: 'http://oss.example.com', allowPlainHttp: true }), true);
  });

  for (const [name, code, isPlain] of [
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TlsError', true],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'TlsError', true],
    ['EPROTO', 'TlsError', true],
    ['CERT_HAS_EXPIRED', 'TlsError', false],
    ['EPROTO', 'ConnectionFailed', false],
  ] as const) {
    it(`${isPlain ? 'speaks' : 'need not speak'} plain http if a handshake fails with ${code} of ${name}`, () => {
      const cause = Object.assign(new Error('handshake'), { code: name });
      assert.equal(isWithoutTls(new TransportError(code, 'x', { cause })), isPlain);
    });
  }

  it('need not speak plain http if nobody knows why a handshake failed', () => {
    assert.equal(isWithoutTls(new TransportError('TlsError', 'x')), false);
  });
});
