import assert from 'node:assert/strict';
import { refusalOfLink, type NextStep } from '../../../../src/links/details/linkFailures.ts';
import { unreachedLink } from '../../../../src/links/details/unreachedLinks.ts';
import { probeLink } from '../../../../src/oss/presignedUrls/probeUrl.ts';
import { TransportError, type OssError } from '../../../../src/oss/errors/errors.ts';
import type { TransportErrorCode } from '../../../../src/oss/errors/transportErrorCode.ts';
import { answer, fakeTransport, refusal, type Step } from '../../../support/oss/fakeTransport.ts';

async function refused(step: Step): Promise<OssError> {
  const url = 'https://docs.oss-cn-hangzhou.aliyuncs.com/a.txt?x-oss-signature=abc';
  const found = await probeLink({ url, method: 'GET', headers: {} }, { transport: fakeTransport(step) });
  return found.kind === 'refused' ? found.error : assert.fail(found.kind);
}

/** Every refusal of a link in the protocol, with its explanation and its next step. */
const refusals: readonly (readonly [Step, RegExp, NextStep | undefined])[] = [
  [refusal(403, 'SignatureDoesNotMatch', { EC: '0002-00000040' }), /signature doesn't match this request/, 'explain'],
  [refusal(403, 'SignatureDoesNotMatch', { EC: '0002-00000201' }), /signature doesn't match this request/, 'explain'],
  [refusal(403, 'SignatureDoesNotMatch'), /signature doesn't match this request/, 'explain'],
  [refusal(403, 'InvalidAccessKeyId'), /AccessKey .* no longer exists or is disabled/, 'signAgain'],
  [refusal(403, 'SecurityTokenExpired'), /temporary credentials .* have expired/, 'signAgain'],
  [refusal(403, 'InvalidSecurityToken', { EC: '0002-00000008' }), /security token/, 'signAgain'],
  [refusal(403, 'AccessKeyIdAndSecurityTokenNotMatch'), /security token/, 'signAgain'],
  [
    refusal(403, 'AccessDenied', { Endpoint: 'oss-cn-x.aliyuncs.com' }),
    /bucket is at oss-cn-x\.aliyuncs\.com/,
    'chooseHost',
  ],
  [refusal(301, 'PermanentRedirect', { Endpoint: 'oss-cn-x.aliyuncs.com' }), /bucket is at oss-cn-x/, 'chooseHost'],
  [refusal(307, 'TemporaryRedirect'), /a different region/, 'chooseHost'],
  [refusal(400, 'InvalidArgument', { EC: '0002-00000226' }), /signed for a different region/, 'chooseHost'],
  [refusal(400, 'InvalidArgument', { Message: 'Invalid x.' }), /a value in the link: Invalid x\./, 'signAgain'],
  [refusal(400, 'InvalidRequest', { Message: 'Invalid y.' }), /a value in the link: Invalid y\./, 'signAgain'],
  [refusal(403, 'RequestTimeTooSkewed', { EC: '0002-00000504' }), /more than 15 minutes off/, 'signAgain'],
  [refusal(403, 'RequestTimeTooSkewed'), /more than 15 minutes off/, 'signAgain'],
  [refusal(403, 'AccessDenied', { Expires: '2026', EC: '0002-00000069' }), /has expired/, 'signAgain'],
  [refusal(403, 'AccessDenied', { EC: '0002-00000236' }), /has expired/, 'signAgain'],
  [refusal(403, 'AccessDenied', { Expires: '2026' }), /has expired/, 'signAgain'],
  [
    refusal(403, 'AccessDenied', {
      EC: '0003-00000201',
      AccessDeniedDetail: '<AuthAction>oss:GetObject</AuthAction>',
    }),
    /no permission for the RAM action oss:GetObject/,
    'signAgain',
  ],
  [refusal(403, 'AccessDenied', { EC: '0003-00000001' }), /no permission for this/, 'signAgain'],
  [refusal(403, 'AccessDenied', { EC: '0002-00000602' }), /certain IP addresses or VPCs/, 'signAgain'],
  [refusal(403, 'AccessDenied', { EC: '0002-00000603' }), /certain IP addresses or VPCs/, 'signAgain'],
  ...['501', '502', '503'].map(
    (ec) => [refusal(403, 'AccessDenied', { EC: `0003-00000${ec}` }), /certain web pages/, undefined] as const,
  ),
  [refusal(403, 'AccessDenied', { EC: '0016-00000901' }), /blocks public access/, 'signAgain'],
  [refusal(404, 'SymlinkTargetNotExist'), /symlink whose target doesn't exist/, 'reveal'],
  [refusal(409, 'FileImmutable'), /retention policy \(WORM\)/, 'signAgain'],
  [refusal(400, 'KmsServiceNotEnabled'), /KMS, which is not turned on/, undefined],
  [refusal(404, 'NoSuchBucket', { EC: '0015-00000101' }), /bucket doesn't exist/, undefined],
  [refusal(404, 'NoSuchKey', { EC: '0026-00000001' }), /object doesn't exist/, 'reveal'],
  [refusal(404, 'NoSuchVersion'), /version .* no longer exists/, 'reveal'],
  [refusal(404, 'NoSuchUpload'), /completed or aborted/, undefined],
  [refusal(403, 'SecondLevelDomainForbidden'), /bucket in its path/, 'chooseHost'],
  [refusal(403, 'PublicEndpointForbidden'), /only on a custom domain/, 'chooseHost'],
  [refusal(403, 'AccessDenied', { EC: '0048-00000401' }), /only on a custom domain/, 'chooseHost'],
  [refusal(400, 'ApkDownloadForbidden'), /apk and ipa/, 'chooseHost'],
  [refusal(403, 'UserDisable', { EC: '0003-00000801' }), /overdue payments/, undefined],
  [refusal(403, 'UserDisable'), /overdue payments/, undefined],
  [refusal(403, 'BucketNotBelongTo'), /different accounts/, 'signAgain'],
  [refusal(403, 'TransferAccelerationDisabled'), /acceleration is off/, 'chooseHost'],
  [refusal(403, 'InvalidObjectState'), /archived and not restored/, 'restore'],
  [refusal(409, 'FileAlreadyExists'), /forbids overwriting/, 'signAgain'],
  [refusal(400, 'InvalidBucketName'), /bucket doesn't exist/, undefined],
  [refusal(400, 'InvalidObjectName'), /No object can have this name/, 'reveal'],
  [refusal(400, 'EntityTooLarge'), /larger than 5 GB/, undefined],
  [refusal(400, 'InvalidPart'), /Parts of the upload are missing/, undefined],
  [refusal(501, 'NotImplemented'), /doesn't support/, 'signAgain'],
  [refusal(405, 'MethodNotAllowed'), /delete marker/, 'reveal'],
  [refusal(412, 'PreconditionFailed'), /has changed since/, 'signAgain'],
  [answer(304), /has changed since/, 'signAgain'],
  ...['209', '210', '215', '219'].map(
    (ec) => [refusal(400, 'InvalidArgument', { EC: `0002-00000${ec}` }), /missing or damaged/, 'signAgain'] as const,
  ),
  [refusal(400, 'InvalidArgument', { EC: '0002-00000232' }), /not between 1 second and 7 days/, 'signAgain'],
  [refusal(400, 'InvalidArgument', { EC: '0004-00000502' }), /traffic limit/, 'signAgain'],
  [refusal(500, 'InternalError'), /temporarily unavailable/, undefined],
  [answer(503), /temporarily unavailable/, undefined],
  [answer(429), /temporarily unavailable/, undefined],
  [
    refusal(418, 'Teapot', { Message: 'Short and stout.' }),
    /refused the link \(Teapot: Short and stout\)\./,
    'signAgain',
  ],
];

describe('refusalOfLink', () => {
  for (const [index, [step, cause, next]] of refusals.entries()) {
    it(`${index + 1}: reports ${String(cause)}`, async () => {
      const failure = refusalOfLink(await refused(step));
      assert.match(failure.cause, cause);
      assert.match(failure.fix, /\w\.$/);
      assert.equal(failure.step, next);
    });
  }
});

describe('unreachedLink', () => {
  const failures: readonly (readonly [TransportErrorCode, RegExp])[] = [
    ['HostNotFound', /Host host\.example not found/],
    ['Timeout', /host\.example didn't respond/],
    ['TlsError', /certificate of host\.example/],
    ['ProxyError', /proxy refused the connection to host\.example/],
    ['ConnectionRefused', /host\.example refused the connection/],
    ['ProtocolError', /doesn't speak HTTP/],
    ['ConnectionReset', /broke off/],
    ['BodyTruncated', /broke off/],
    ['ConnectionFailed', /broke off/],
  ];
  for (const [code, cause] of failures) {
    it(`reports ${String(cause)} for ${code}`, () => {
      const failure = unreachedLink(new TransportError(code, 'It failed.'), 'host.example');
      assert.match(failure.cause, cause);
      assert.match(failure.fix, /\w\.$/);
    });
  }
});
