import assert from 'node:assert/strict';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import { allErrorRows, remedyFor, transportRemedy } from '../../../../src/oss/errors/remedies.ts';

describe('remedyFor', () => {
  const documentedCodes = [
    'SignatureDoesNotMatch InvalidAccessKeyId SecurityTokenExpired InvalidSecurityToken AccessKeyIdAndSecurityTokenNotMatch',
    'AccessDenied PermanentRedirect RequestTimeTooSkewed NoSuchBucket NoSuchKey NoSuchVersion NoSuchUpload',
    'SecondLevelDomainForbidden PublicEndpointForbidden UserDisable BucketNotBelongTo TransferAccelerationDisabled',
    'InvalidObjectState FileAlreadyExists InvalidBucketName InvalidObjectName EntityTooLarge InvalidPart NotImplemented',
    'SymlinkTargetNotExist FileImmutable KmsServiceNotEnabled InDebt InDebtOverdue AbnormalBucketOwnerStatus BucketDisable',
    'CallbackFailed BadErrorResponse BadResponse ApkDownloadForbidden InvalidArgument',
  ].flatMap((line) => line.split(' '));
  for (const code of documentedCodes) {
    it(`has a remedy for the code ${code}`, () => {
      assert.notEqual(remedyFor({ code: code, details: new Map() }), undefined);
    });
  }

  const documentedEcs = [
    '0002-00000008 0002-00000040 0002-00000069 0002-00000201 0002-00000209 0002-00000210 0002-00000215 0002-00000219',
    '0002-00000226 0002-00000228 0002-00000232 0002-00000236 0002-00000504 0002-00000602 0002-00000603 0002-00000715',
    '0003-00000501 0003-00000502 0003-00000503 0016-00000901 0002-00000080 0003-00000101 0003-00000401 0017-00000902',
    '0003-00000001 0003-00000201 0003-00000801 0004-00000502 0015-00000101 0015-00000404 0026-00000001 0048-00000401',
  ].flatMap((line) => line.split(' '));
  for (const ec of documentedEcs) {
    it(`has a remedy for the EC ${ec} with any code`, () => {
      assert.notEqual(remedyFor({ code: 'SomethingNew', ec: ec, details: new Map() }), undefined);
    });
  }

  it('explains for new accounts and for app packages that a custom domain is needed', () => {
    for (const code of ['PublicEndpointForbidden', 'ApkDownloadForbidden']) {
      assert.match(remedyFor({ code: code, details: new Map() })?.template ?? '', /custom domain \(CNAME\)/);
    }
    assert.equal(
      remedyFor({ code: 'X', ec: '0048-00000401', details: new Map() }),
      remedyFor({ code: 'PublicEndpointForbidden', details: new Map() }),
    );
  });

  it('does not blame RAM for what policies, signatures and headers cause', () => {
    for (const [ec, says] of [
      ['0002-00000080', /V4 signatures/],
      ['0003-00000101', /bucket policy/],
      ['0003-00000401', /VPC/],
      ['0017-00000902', /content type/],
    ] as const) {
      assert.match(remedyFor({ code: 'AccessDenied', ec, details: new Map() })?.template ?? '', says);
    }
  });

  it('falls back to the status if OSS is busy or failing', () => {
    for (const status of [500, 503, 429, 408]) {
      assert.match(
        remedyFor({ code: 'SomethingNew', details: new Map(), status })?.template ?? '',
        /^OSS is temporarily unavailable/,
      );
    }
    assert.equal(remedyFor({ code: 'SomethingNew', details: new Map(), status: 403 }), undefined);
    assert.match(remedyFor({ code: 'NoSuchKey', details: new Map(), status: 500 })?.template ?? '', /Refresh/);
  });

  it('prefers the EC to the code, and a specific field to both', () => {
    const byCode = remedyFor({ code: 'AccessDenied', details: new Map() })?.template;
    const byEc = remedyFor({ code: 'AccessDenied', ec: '0002-00000236', details: new Map() })?.template;
    const byField = remedyFor({
      code: 'AccessDenied',
      ec: '0003-00000001',
      details: new Map([['Endpoint', 'oss-cn-beijing.aliyuncs.com']]),
    });
    assert.match(byEc ?? '', /new link/);
    assert.notEqual(byEc, byCode);
    assert.match(byField?.template ?? '', /endpoint \{0\}/);
    assert.deepEqual(byField?.fields, ['Endpoint']);
  });
});

describe('allErrorRows', () => {
  it('are sentences with all placeholders filled', () => {
    const texts = allErrorRows().flatMap(({ remedy, link }) => [remedy, ...(link ? [link.cause, link.fix] : [])]);
    for (const { template, fields = [] } of texts) {
      assert.match(template, /^[A-Z].*\.$/);
      assert.equal(new Set(template.match(/\{\d+\}/g)).size, fields.length, template);
    }
  });
});

describe('transportRemedy', () => {
  it('is among all remedies and belongs to an error', () => {
    const error = new TransportError('ProxyError', 'The proxy refused the connection (HTTP 403).');
    assert.ok(allErrorRows().some(({ remedy }) => remedy === transportRemedy('ProxyError')));
    assert.equal(error.remedy, transportRemedy('ProxyError').template);
    assert.match(error.remedy, /http\.proxy/);
  });
});
