import type { SourceRestriction } from './linkRequest.ts';
import { objectResource } from '../errors/permissions.ts';
import type { PresignRequest } from '../signing/presign.ts';
import { parseSourceRange } from './sourceRange.ts';

/** Statement of a session policy; conditions are combined by "and". */
interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * Policy of a role session that may do only what a link does: its operation on its key, from its source if one is
 * given. Compact JSON, as STS accepts it. An upload with tags, an ACL or a KMS key needs more than `oss:PutObject`;
 * exactly that is allowed too. Throws an `InvalidInputError` for an invalid source.
 */
export function linkPolicy(request: PresignRequest & { readonly key: string }, source: SourceRestriction = {}): string {
  const { bucket, key } = request;
  const conditions = sourceConditions(source);
  const condition = Object.keys(conditions).length > 0 ? { Condition: conditions } : {};
  const statements: Statement[] = [
    { Effect: 'Allow', Action: requiredActions(request), Resource: [objectResource(bucket, key)], ...condition },
  ];
  if (findHeader(request, 'x-oss-server-side-encryption')?.toUpperCase() === 'KMS') {
    statements.push({ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: ['*'] });
  }
  return JSON.stringify({ Version: '1', Statement: statements });
}

/**
 * The policy of a role session that signs upload forms: it may put objects below a prefix and do nothing else. A form
 * names the ACL of its objects, which takes `oss:PutObjectAcl` too.
 */
export function uploadFormPolicy({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }): string {
  const statement: Statement = {
    Effect: 'Allow',
    Action: ['oss:PutObject', 'oss:PutObjectAcl'],
    Resource: [`${objectResource(bucket, prefix)}*`],
  };
  return JSON.stringify({ Version: '1', Statement: [statement] });
}

function requiredActions(request: PresignRequest): readonly string[] {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return [request.query?.['versionId'] === undefined ? 'oss:GetObject' : 'oss:GetObjectVersion'];
    case 'DELETE':
      return [request.query?.['uploadId'] === undefined ? 'oss:DeleteObject' : 'oss:AbortMultipartUpload'];
    // POST initiates and completes a multipart upload.
    case 'POST':
    case 'PUT':
      return [
        'oss:PutObject',
        ...(findHeader(request, 'x-oss-tagging') === undefined ? [] : ['oss:PutObjectTagging']),
        ...(findHeader(request, 'x-oss-object-acl') === undefined ? [] : ['oss:PutObjectAcl']),
      ];
  }
}

function findHeader({ headers = {} }: PresignRequest, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
}

/** Conditions on the source. RAM cannot compare addresses behind a proxy, nor private addresses in a VPC. */
function sourceConditions({
  addresses,
  vpcId,
  forwardAllow = false,
}: SourceRestriction): NonNullable<Statement['Condition']> {
  if (vpcId !== undefined) return { StringEquals: { 'acs:SourceVpc': [vpcId] } };
  if (addresses === undefined || forwardAllow) return {};
  const { address, prefixLength } = parseSourceRange(addresses);
  return { IpAddress: { 'acs:SourceIp': [prefixLength === undefined ? address : `${address}/${prefixLength}`] } };
}

/** Access that a bucket policy denies to disable links of one method to one object. */
export interface DeniedAccess {
  readonly bucket: string;
  readonly key: string;
  /** The key is a prefix: access to everything below it is denied. */
  readonly isPrefix?: boolean;
  readonly method: 'GET' | 'PUT' | 'POST';
}

/**
 * Bucket policy, as JSON for the console, that disables links before they expire: OSS checks the permission of the
 * signer at each use. A wildcard in the key is replaced by `?`, so that the policy denies only names of the same form.
 */
export function denyPolicy({ bucket, key, isPrefix = false, method }: DeniedAccess): string {
  const statement = {
    Effect: 'Deny',
    Principal: ['*'],
    Action: { GET: ['oss:GetObject', 'oss:GetObjectVersion'], PUT: ['oss:PutObject'], POST: ['oss:PutObject'] }[method],
    Resource: [`${objectResource(bucket, key)}${isPrefix ? '*' : ''}`],
  };
  return JSON.stringify({ Version: '1', Statement: [statement] }, undefined, 2);
}
