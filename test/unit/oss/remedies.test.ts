import assert from 'node:assert/strict';
import { allRemedies, remedyFor } from '../../../src/oss/remedies.ts';

describe('remedyFor', () => {
  const documentedCodes = [
    'SignatureDoesNotMatch InvalidAccessKeyId SecurityTokenExpired InvalidSecurityToken AccessKeyIdAndSecurityTokenNotMatch',
    'AccessDenied PermanentRedirect RequestTimeTooSkewed NoSuchBucket NoSuchKey NoSuchVersion NoSuchUpload',
    'SecondLevelDomainForbidden PublicEndpointForbidden UserDisable BucketNotBelongTo TransferAccelerationDisabled',
    'InvalidObjectState FileAlreadyExists InvalidBucketName InvalidObjectName EntityTooLarge InvalidPart NotImplemented',
    'CallbackFailed BadErrorResponse',
  ].flatMap((line) => line.split(' '));
  for (const code of documentedCodes) {
    it(`knows the code ${code}`, () => {
      assert.notEqual(remedyFor(code, undefined, new Map()), undefined);
    });
  }

  const documentedEcs = [
    '0002-00000008 0002-00000040 0002-00000069 0002-00000201 0002-00000209 0002-00000210 0002-00000215 0002-00000219',
    '0002-00000226 0002-00000228 0002-00000232 0002-00000236 0002-00000504 0002-00000602 0002-00000603 0002-00000715',
    '0003-00000001 0003-00000201 0003-00000801 0004-00000502 0015-00000101 0015-00000404 0026-00000001',
  ].flatMap((line) => line.split(' '));
  for (const ec of documentedEcs) {
    it(`knows the EC ${ec} whatever the code`, () => {
      assert.notEqual(remedyFor('SomethingNew', ec, new Map()), undefined);
    });
  }

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
