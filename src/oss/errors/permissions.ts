import type { OssError } from './errors.ts';

/** Permission of a RAM policy: one action on the service, a bucket, a folder or an object. */
export interface Permission {
  /** RAM action, e.g. `oss:GetObject`. */
  readonly action: string;
  /** Absent for the service. */
  readonly bucket?: string | undefined;
  /** Key of the object. */
  readonly key?: string | undefined;
  /** Folder that listings and objects are limited to. Without one it is the whole bucket. */
  readonly prefix?: string | undefined;
}

/** Statement of a RAM policy. */
interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringLike: { readonly 'oss:Prefix': readonly string[] } };
}

/**
 * RAM actions of operations with another name.
 * https://help.aliyun.com/en/oss/user-guide/authorization-syntax-and-elements
 */
const ACTIONS: Readonly<Record<string, string>> = {
  ListObjectsV2: 'ListObjects',
  HeadObject: 'GetObject',
  GetObjectMeta: 'GetObject',
  CopyObject: 'PutObject',
  InitiateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  UploadPartCopy: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
};

/** Fields of refusals that no permission solves: a bucket in another region, an expired link. */
const OTHER_REASONS = ['Endpoint', 'Expires'];

/** ECs of missing permissions. Other ECs concern payment, source addresses and the like. */
const PERMISSION_ECS: readonly (string | undefined)[] = [undefined, '0003-00000001', '0003-00000201'];

/** Missing permission: the action that OSS names, or else the one of the operation. `undefined` for other refusals. */
export function missingPermission(error: OssError): Permission | undefined {
  if (error.code !== 'AccessDenied' || error.status !== 403) return undefined;
  const { operation, bucket, key, details, ec } = error;
  const named = details.get('AccessDeniedDetail/AuthAction');
  if (named !== undefined) return { action: named, bucket, key };
  if (OTHER_REASONS.some((field) => details.has(field)) || !PERMISSION_ECS.includes(ec)) return undefined;
  return { action: `oss:${ACTIONS[operation] ?? operation}`, bucket, key };
}

/** Smallest RAM policy that allows the permissions, as JSON to paste into the RAM console. */
export function minimalPolicy(permissions: readonly Permission[]): string {
  // One statement per line, which is easier to read.
  const statements = permissions.map((permission) => `    ${JSON.stringify(createStatement(permission))}`);
  return ['{', '  "Version": "1",', '  "Statement": [', statements.join(',\n'), '  ]', '}'].join('\n');
}

/** Characters that RAM reads as wildcards and variables. It has no escape for them. */
const RAM_WILDCARDS = /[*?]|\$(?=\{)/g;

/** True for keys that RAM can name exactly. */
export function isExactResource(key: string): boolean {
  return key.search(RAM_WILDCARDS) < 0;
}

/** Object as a RAM resource. Wildcards are replaced by `?`, any one character, so that similar names match too. */
export function objectResource(bucket: string, key: string): string {
  return `acs:oss:*:*:${bucket}/${withoutWildcards(key)}`;
}

/** Text in a policy: each wildcard is replaced by `?`, any one character, so that it never matches more. */
function withoutWildcards(text: string): string {
  return text.replaceAll(RAM_WILDCARDS, '?');
}

function createStatement({ action, bucket, key, prefix = '' }: Permission): Statement {
  const allowed = { Effect: 'Allow', Action: [action] } as const;
  if (bucket === undefined) return { ...allowed, Resource: ['acs:oss:*:*:*'] };
  const name = `acs:oss:*:*:${bucket}`;
  if (!isObjectAction(action)) {
    const isListing = action === 'oss:ListObjects' || action === 'oss:ListObjectVersions';
    if (!isListing || prefix === '') return { ...allowed, Resource: [name] };
    return {
      ...allowed,
      Resource: [name],
      Condition: { StringLike: { 'oss:Prefix': [`${withoutWildcards(prefix)}*`] } },
    };
  }
  return {
    ...allowed,
    Resource: [key === undefined ? `${name}/${withoutWildcards(prefix)}*` : objectResource(bucket, key)],
  };
}

/** True for actions on objects. Listings of objects are actions on the bucket. */
function isObjectAction(action: string): boolean {
  return /^oss:(?!List).*(?:Object|MultipartUpload$)/.test(action) || action === 'oss:ListParts';
}
