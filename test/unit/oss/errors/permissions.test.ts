import assert from 'node:assert/strict';
import { OssError, type OssErrorFields } from '../../../../src/oss/errors/errors.ts';
import { minimalPolicy, missingPermission, type Permission } from '../../../../src/oss/errors/permissions.ts';

const denied = (fields: Partial<OssErrorFields>): OssError =>
  new OssError({ operation: 'ListObjectsV2', code: 'AccessDenied', status: 403, ...fields });

describe('missingPermission', () => {
  it('is the action that OSS names', () => {
    const details = new Map([['AccessDeniedDetail/AuthAction', 'oss:GetObjectVersion']]);
    assert.deepEqual(missingPermission(denied({ operation: 'GetObject', bucket: 'docs', key: 'a.txt', details })), {
      action: 'oss:GetObjectVersion',
      bucket: 'docs',
      key: 'a.txt',
    });
  });

  const actions = [
    ['ListBuckets', 'oss:ListBuckets'],
    ['ListObjectsV2', 'oss:ListObjects'],
    ['HeadObject', 'oss:GetObject'],
    ['UploadPart', 'oss:PutObject'],
    ['DeleteObject', 'oss:DeleteObject'],
  ] as const;
  for (const [operation, action] of actions) {
    it(`of ${operation} is ${action} if OSS names none`, () => {
      assert.equal(missingPermission(denied({ operation }))?.action, action);
    });
  }

  const others: readonly (readonly [what: string, fields: Partial<OssErrorFields>])[] = [
    ['a bucket of another region', { details: new Map([['Endpoint', 'oss-cn-shanghai.aliyuncs.com']]) }],
    ['an expired link', { details: new Map([['Expires', '2026-01-01T00:00:00Z']]) }],
    ['an unpaid bill', { ec: '0003-00000801' }],
    ['a wrong key', { code: 'InvalidAccessKeyId' }],
  ];
  for (const [what, fields] of others) {
    it(`is undefined for ${what}`, () => {
      assert.equal(missingPermission(denied(fields)), undefined);
    });
  }
});

describe('minimalPolicy', () => {
  it('allows no more than the folder, whatever wildcards and variables its name contains', () => {
    const policy = minimalPolicy([
      { action: 'oss:ListObjects', bucket: 'docs', prefix: 'a*/b?${oss:x}/' },
      { action: 'oss:GetObject', bucket: 'docs', prefix: 'a*/b?${oss:x}/' },
    ]);
    assert.match(policy, /"oss:Prefix":\["a\?\/b\?\?\{oss:x\}\/\*"\]/);
    assert.match(policy, /"acs:oss:\*:\*:docs\/a\?\/b\?\?\{oss:x\}\/\*"/);
  });

  const rows: readonly (readonly [what: string, permission: Permission, statement: object])[] = [
    ['the service', { action: 'oss:ListBuckets' }, { Resource: ['acs:oss:*:*:*'] }],
    ['a bucket', { action: 'oss:GetBucketInfo', bucket: 'docs', prefix: 'a/' }, { Resource: ['acs:oss:*:*:docs'] }],
    ['a listing of a bucket', { action: 'oss:ListObjects', bucket: 'docs' }, { Resource: ['acs:oss:*:*:docs'] }],
    [
      'a listing of a folder',
      { action: 'oss:ListObjects', bucket: 'docs', prefix: 'reports/' },
      { Resource: ['acs:oss:*:*:docs'], Condition: { StringLike: { 'oss:Prefix': ['reports/*'] } } },
    ],
    ['an object', { action: 'oss:GetObject', bucket: 'docs', key: 'a.txt' }, { Resource: ['acs:oss:*:*:docs/a.txt'] }],
    [
      'the objects of a folder',
      { action: 'oss:PutObject', bucket: 'docs', prefix: 'in/' },
      { Resource: ['acs:oss:*:*:docs/in/*'] },
    ],
    ['the objects of a bucket', { action: 'oss:GetObject', bucket: 'docs' }, { Resource: ['acs:oss:*:*:docs/*'] }],
    ['uploads of a bucket', { action: 'oss:ListMultipartUploads', bucket: 'docs' }, { Resource: ['acs:oss:*:*:docs'] }],
  ];
  for (const [what, permission, statement] of rows) {
    it(`allows one action on ${what}, and nothing else`, () => {
      assert.deepEqual(JSON.parse(minimalPolicy([permission])), {
        Version: '1',
        Statement: [{ Effect: 'Allow', Action: [permission.action], ...statement }],
      });
    });
  }
});
