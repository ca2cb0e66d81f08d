import { aliOssSigning, encodeString } from './aliOssSigning.ts';
import type { ClaimedSignature } from './claimedSignature.ts';
import type { OssRequest } from './ossRequest.ts';
import { invalidArgument } from './refusal.ts';
import { checkNotExpired, checkNotFuture, checkSkew, requestedTime } from './requestTime.ts';

const version = 'OSS4-HMAC-SHA256';
const maxValiditySeconds = 604_800;

/** Parses a V4 `Authorization` header and checks its form, region and time. */
export function claimV4Header(request: OssRequest, authorization: string, now: Date): ClaimedSignature {
  const parts = new Map<string, string>();
  for (const part of authorization.slice(version.length).split(',')) {
    const [name = '', ...value] = part.trim().split('=');
    parts.set(name, value.join('='));
  }
  const time = request.headers['x-oss-date'] ?? request.headers['date'] ?? '';
  const signedAt = requestedTime(time);
  checkSkew(signedAt, now);
  const stamp = request.headers['x-oss-date'] ?? basicStamp(signedAt);
  const scope = readScope(parts.get('Credential') ?? '', stamp, request.region, '0002-00000228');
  const additional = readAdditionalHeaders(parts.get('AdditionalHeaders'));
  return claim(
    request,
    scope,
    stamp,
    additional,
    parts.get('Signature') ?? '',
    request.headers['x-oss-security-token'],
  );
}

/** Parses a V4 presigned URL and checks its form, region, validity (1 to 604,800 seconds) and time. */
export function claimV4Query(request: OssRequest, now: Date): ClaimedSignature {
  const { query } = request;
  if (query.get('x-oss-signature-version') !== version) {
    throw invalidArgument(
      'The signature version is invalid.',
      'x-oss-signature-version',
      query.get('x-oss-signature-version') ?? '',
    );
  }
  const expires = query.get('x-oss-expires') ?? '';
  if (expires === '') {
    throw invalidArgument('x-oss-expires is missing.', 'x-oss-expires', '', '0002-00000215');
  }
  const validitySeconds = /^\d+$/.test(expires) ? Number(expires) : 0;
  if (validitySeconds < 1 || validitySeconds > maxValiditySeconds) {
    throw invalidArgument('x-oss-expires must be between 1 and 604800.', 'x-oss-expires', expires, '0002-00000232');
  }
  const signature = query.get('x-oss-signature') ?? '';
  if (signature === '') {
    throw invalidArgument('x-oss-signature is missing.', 'x-oss-signature', '', '0002-00000219');
  }
  const additional = readAdditionalHeaders(query.get('x-oss-additional-headers'));
  const stamp = query.get('x-oss-date') ?? '';
  const scope = readScope(query.get('x-oss-credential') ?? '', stamp, request.region, '0002-00000226');
  const signedAt = requestedTime(stamp);
  checkNotFuture(signedAt, now);
  checkNotExpired(new Date(signedAt.getTime() + validitySeconds * 1000), now, '0002-00000236');
  return claim(request, scope, stamp, additional, signature, query.get('x-oss-security-token'));
}

interface Scope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
}

function readScope(credential: string, stamp: string, portRegion: string, wrongRegionEc: string): Scope {
  const [, accessKeyId, date, region] = /^(.+)\/(\d{8})\/([^/]*)\/oss\/aliyun_v4_request$/.exec(credential) ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined) {
    throw invalidArgument('The credential is malformed.', 'Credential', credential);
  }
  if (region !== portRegion) {
    throw invalidArgument(`Invalid signing region, expect '${portRegion}'.`, 'Credential', credential, wrongRegionEc);
  }
  if (!stamp.startsWith(`${date}T`)) {
    throw invalidArgument('The date of the credential is not that of x-oss-date.', 'Credential', credential);
  }
  return { accessKeyId, date, region };
}

function readAdditionalHeaders(list: string | undefined): string[] {
  if (list === undefined) {
    return [];
  }
  if (list === '') {
    throw invalidArgument('The additional headers are empty.', 'AdditionalHeaders', list, '0002-00000209');
  }
  if (list.endsWith(';')) {
    throw invalidArgument('The additional headers end in a semicolon.', 'AdditionalHeaders', list, '0002-00000210');
  }
  return list.split(';');
}

function claim(
  request: OssRequest,
  scope: Scope,
  stamp: string,
  additional: readonly string[],
  signature: string,
  securityToken: string | undefined,
): ClaimedSignature {
  const canonicalRequest = canonicalRequestOf(request, additional);
  const stringToSign = aliOssSigning.getStringToSign(scope.region, stamp, canonicalRequest);
  return {
    accessKeyId: scope.accessKeyId,
    securityToken,
    signature,
    stringToSign,
    canonicalRequest,
    mismatchEc: '0002-00000201',
    expected: (secret) => aliOssSigning.getSignatureV4(secret, scope.date, scope.region, stringToSign),
  };
}

/**
 * The canonical request by ali-oss, except for the query's line: ali-oss orders parameters by locale and writes `k=`
 * for an empty value, while the service orders by bytes and writes `k`.
 */
function canonicalRequestOf(request: OssRequest, additional: readonly string[]): string {
  const absent = Object.fromEntries(additional.map((name) => [name, '']));
  const headers = { ...absent, ...request.headers };
  const parsed = { headers, queries: {} };
  const lines = aliOssSigning
    .getCanonicalRequest(request.method, parsed, request.bucket, request.key, additional)
    .split('\n');
  lines[2] = canonicalQueryOf(request.query);
  return lines.join('\n');
}

function canonicalQueryOf(query: ReadonlyMap<string, string>): string {
  return [...query]
    .filter(([name]) => name !== 'x-oss-signature')
    .map(([name, value]) => [encodeString(name), encodeString(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

function basicStamp(time: Date): string {
  return time.toISOString().replace(/\.\d{3}|[-:]/g, '');
}
