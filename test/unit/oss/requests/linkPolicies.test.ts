import assert from 'node:assert/strict';
import { linkPolicy } from '../../../../src/oss/requests/linkPolicies.ts';

const object = { bucket: 'docs', key: 'reports/三 1.pdf' } as const;
const resource = 'acs:oss:*:*:docs/reports/三 1.pdf';

/** The statements of a policy, which allow without exception. */
function statements(...[request, source]: Parameters<typeof linkPolicy>): Record<string, unknown>[] {
  const { Version, Statement } = JSON.parse(linkPolicy(request, source)) as {
    Version: string;
    Statement: Record<string, unknown>[];
  };
  assert.equal(Version, '1');
  return Statement.map(({ Effect, ...statement }) => {
    assert.equal(Effect, 'Allow');
    return statement;
  });
}

describe('the policy of a link', () => {
  for (const [what, request, action] of [
    ['a download', { method: 'GET' }, ['oss:GetObject']],
    ['a look at the headers', { method: 'HEAD' }, ['oss:GetObject']],
    ['a download of a version', { method: 'GET', query: { versionId: 'v1' } }, ['oss:GetObjectVersion']],
    ['an upload', { method: 'PUT', headers: { 'content-type': 'text/plain' } }, ['oss:PutObject']],
    [
      'an upload with tags',
      { method: 'PUT', headers: { 'X-OSS-Tagging': 'a=b' } },
      ['oss:PutObject', 'oss:PutObjectTagging'],
    ],
    [
      'an upload with an ACL',
      { method: 'PUT', headers: { 'x-oss-object-acl': 'private' } },
      ['oss:PutObject', 'oss:PutObjectAcl'],
    ],
    ['the beginning of a multipart upload', { method: 'POST', query: { uploads: '' } }, ['oss:PutObject']],
    ['a part', { method: 'PUT', query: { uploadId: 'u1', partNumber: '1' } }, ['oss:PutObject']],
    ['the end of a multipart upload', { method: 'POST', query: { uploadId: 'u1' } }, ['oss:PutObject']],
    ['the abort of a multipart upload', { method: 'DELETE', query: { uploadId: 'u1' } }, ['oss:AbortMultipartUpload']],
    ['a deletion', { method: 'DELETE' }, ['oss:DeleteObject']],
  ] as const) {
    it(`of ${what} allows only that, on that object`, () => {
      assert.deepEqual(statements({ ...object, ...request }), [{ Action: action, Resource: [resource] }]);
    });
  }

  it('lets an upload that KMS encrypts use its key', () => {
    const headers = { 'x-oss-server-side-encryption': 'KMS' };
    assert.deepEqual(statements({ ...object, method: 'PUT', headers })[1], {
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: ['*'],
    });
  });

  for (const [what, source, condition] of [
    ['an address', { addresses: '203.0.113.7' }, { IpAddress: { 'acs:SourceIp': ['203.0.113.7'] } }],
    ['a block', { addresses: '203.0.113.9/24' }, { IpAddress: { 'acs:SourceIp': ['203.0.113.0/24'] } }],
    [
      'a VPC, whose addresses are private',
      { addresses: '10.0.0.0/8', vpcId: 'vpc-1' },
      { StringEquals: { 'acs:SourceVpc': ['vpc-1'] } },
    ],
  ] as const) {
    it(`allows it from ${what} only`, () => {
      const [statement] = statements({ ...object, method: 'GET' }, source);
      assert.deepEqual(statement?.['Condition'], condition);
    });
  }

  it('has no condition on the address if a proxy may forward', () => {
    const [statement] = statements({ ...object, method: 'GET' }, { addresses: '203.0.113.7', forwardAllow: true });
    assert.deepEqual(Object.keys(statement ?? {}), ['Action', 'Resource']);
  });

  it('uses one wildcard for each character that RAM cannot express: wildcards and variables', () => {
    const [statement] = statements({ method: 'GET', bucket: 'docs', key: 'a*b?${c}$' });
    assert.deepEqual(statement?.['Resource'], ['acs:oss:*:*:docs/a?b??{c}$']);
  });

  it('refuses an invalid source', () => {
    assert.throws(() => linkPolicy({ ...object, method: 'GET' }, { addresses: 'here' }), {
      code: 'InvalidInput',
    });
  });
});
