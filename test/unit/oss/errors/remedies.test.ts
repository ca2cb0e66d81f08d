import assert from 'node:assert/strict';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import { allRemedies, remedyFor, transportRemedy } from '../../../../src/oss/errors/remedies.ts';

describe('remedyFor', () => {
  const documentedCodes = [
    'SignatureDoesNotMatch InvalidAccessKeyId SecurityTokenExpired InvalidSecurityToken AccessKeyIdAndSecurityTokenNotMatch',
    'AccessDenied PermanentRedirect RequestTimeTooSkewed NoSuchBucket NoSuchKey NoSuchVersion NoSuchUpload',
    'SecondLevelDomainForbidden PublicEndpointForbidden UserDisable BucketNotBelongTo TransferAccelerationDisabled',
    'InvalidObjectState FileAlreadyExists InvalidBucketName InvalidObjectName EntityTooLarge InvalidPart NotImplemented',
    'CallbackFailed BadErrorResponse BadResponse ApkDownloadForbidden InvalidArgument',
  ].flatMap((line) => line.split(' '));
  for (const code of documentedCodes) {
    it(`knows the code ${code}`, () => {
      assert.notEqual(remedyFor(code, undefined, new Map()), undefined);
    });
  }

  const documentedEcs = [
    '0002-00000008 0002-00000040 0002-00000069 0002-00000201 0002-00000209 0002-00000210 0002-00000215 0002-00000219',
    '0002-00000226 0002-00000228 0002-00000232 0002-00000236 0002-00000504 0002-00000602 0002-00000603 0002-00000715',
    '0003-00000001 0003-00000201 0003-00000801 0004-00000502 0015-00000101 0015-00000404 0026-00000001 0048-00000401',
  ].flatMap((line) => line.split(' '));
  for (const ec of documentedEcs) {
    it(`knows the EC ${ec} whatever the code`, () => {
      assert.notEqual(remedyFor('SomethingNew', ec, new Map()), undefined);
    });
  }

  it('says for new accounts and for app packages that a custom domain is needed', () => {
    for (const code of ['PublicEndpointForbidden', 'ApkDownloadForbidden']) {
      assert.match(remedyFor(code, undefined, new Map())?.template ?? '', /custom domain \(CNAME\)/);
    }
    assert.equal(
      remedyFor('X', '0048-00000401', new Map()),
      remedyFor('PublicEndpointForbidden', undefined, new Map()),
    );
  });

  it('falls back on the status where OSS is busy or failing', () => {
    for (const status of [500, 503, 429, 408]) {
      assert.match(remedyFor('SomethingNew', undefined, new Map(), status)?.template ?? '', /again in a while/);
    }
    assert.equal(remedyFor('SomethingNew', undefined, new Map(), 403), undefined);
    assert.match(remedyFor('NoSuchKey', undefined, new Map(), 500)?.template ?? '', /Refresh/);
  });

  it('prefers the EC to the code, and a telling field to both', () => {
    const byCode = remedyFor('AccessDenied', undefined, new Map())?.template;
    const byEc = remedyFor('AccessDenied', '0002-00000236', new Map())?.template;
    const byField = remedyFor('AccessDenied', '0003-00000001', new Map([['Endpoint', 'oss-cn-beijing.aliyuncs.com']]));
    assert.match(byEc ?? '', /new link/);
    assert.notEqual(byEc, byCode);
    assert.match(byField?.template ?? '', /endpoint \{0\}/);
    assert.deepEqual(byField?.fields, ['Endpoint']);
  });
});

describe('allRemedies', () => {
  it('are sentences whose places are all filled', () => {
    for (const { template, fields = [] } of allRemedies()) {
      assert.match(template, /^[A-Z].*\.$/);
      assert.equal(new Set(template.match(/\{\d+\}/g)).size, fields.length, template);
    }
  });
});

describe('transportRemedy', () => {
  it('is among all remedies and is what an error carries', () => {
    const error = new TransportError('ProxyError', 'The proxy refused the connection (HTTP 403).');
    assert.ok(allRemedies().includes(transportRemedy('ProxyError')));
    assert.equal(error.remedy, transportRemedy('ProxyError').template);
    assert.match(error.remedy, /http\.proxy/);
  });
});
