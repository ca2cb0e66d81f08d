import assert from 'node:assert/strict';
import { refusalDetails, problemOfRefusal, parseRefusal } from '../../../../../src/links/requests/page/refusals.ts';
import type { Problem } from '../../../../../src/links/requests/pageTexts.ts';

const answerOf = (status: number, code: string, ec = '', message = '') =>
  parseRefusal(status, `<Error><Code>${code}</Code><Message>${message}</Message><EC>${ec}</EC></Error>`);

describe('problemOfAnswer', () => {
  const failed = 'Invalid according to Policy: Policy Condition failed: ';
  const rows: readonly (readonly [Problem, Parameters<typeof answerOf>])[] = [
    ['expired', [403, 'AccessDenied', '0006-00000213', 'Invalid according to Policy: Policy expired.']],
    ['expired', [403, 'AccessDenied', '', 'Invalid according to Policy: Policy expired.']],
    ['expired', [400, 'InvalidArgument', '0002-00000709']],
    ['expired', [403, 'SecurityTokenExpired']],
    ['tooLarge', [400, 'EntityTooLarge', '0006-00000003']],
    ['tooSmall', [400, 'EntityTooSmall']],
    ['wrongKind', [403, 'AccessDenied', '0006-00000227', `${failed}["in", "$x-oss-content-type", ["image/png"]]`]],
    ['wrongKind', [403, 'AccessDenied', '0006-00000227', `${failed}["in", "$Content-Type", ["image/png"]]`]],
    ['wrongKind', [403, 'AccessDenied', '0006-00000226', `${failed}["in", &quot;$content-type&quot;, []]`]],
    ['badName', [403, 'AccessDenied', '0006-00000227', `${failed}["starts-with", "$key", "in/"]`]],
    ['changed', [403, 'AccessDenied', '0006-00000227', `${failed}["eq", "$x-oss-object-acl", "default"]`]],
    ['changed', [403, 'AccessDenied', '0006-00000228', 'Extra input fields: x-oss-date']],
    ['changed', [403, 'SignatureDoesNotMatch', '0002-00000705']],
    ['changed', [403, 'AccessDenied', '0002-00000705']],
    ['changed', [400, 'InvalidArgument', '0002-00000710']],
    ['changed', [400, 'InvalidPolicyDocument', '0006-00000201']],
    ['changed', [400, 'MalformedPOSTRequest', '0006-00000103']],
    ['nameTaken', [409, 'FileAlreadyExists']],
    ['nameTaken', [409, 'FileImmutable']],
    ['badName', [400, 'InvalidObjectName']],
    ['withdrawn', [403, 'InvalidAccessKeyId', '0002-00000902']],
    ['withdrawn', [403, 'InvalidSecurityToken']],
    ['withdrawn', [404, 'NoSuchBucket', '0015-00000101']],
    ['noPermission', [403, 'AccessDenied', '0003-00000201', 'You have no right to access this object.']],
    ['busy', [503, 'ServiceUnavailable']],
    ['busy', [500, '']],
    ['refused', [400, 'KmsServiceNotEnabled']],
    ['refused', [418, 'constructor']],
    ['refused', [400, 'InvalidArgument', 'toString']],
  ];
  for (const [problem, row] of rows) {
    it(`is ${problem} for ${row.slice(0, 3).join(' ')}`, () => {
      assert.equal(problemOfRefusal(answerOf(...row)), problem);
    });
  }

  it('reads no code in a response that is not XML', () => {
    assert.equal(problemOfRefusal(parseRefusal(502, '<!DOCTYPE html><p>Bad gateway')), 'busy');
    assert.equal(problemOfRefusal(parseRefusal(403, '')), 'refused');
  });
});

describe('detailsOf', () => {
  it('shows what the receiver needs, and omits what the response does not contain', () => {
    const answer = parseRefusal(403, '<Error><Code>A</Code><EC>0006-00000227</EC><RequestId>65A</RequestId></Error>');
    assert.equal(refusalDetails(answer), '403 · A · 0006-00000227 · 65A');
    assert.equal(refusalDetails(parseRefusal(500, '')), '500');
  });
});
