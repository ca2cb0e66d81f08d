import { aliOssSigning } from './aliOssSigning.ts';
import type { ClaimedSignature } from './claimedSignature.ts';
import type { OssRequest } from './ossRequest.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { checkNotExpired, checkSkew, requestedTime } from './requestTime.ts';

/** Query parameters that V1 signs, in addition to every `x-oss-*`, including those that select another operation. */
export const subResources: ReadonlySet<string> = new Set(
  (
    'acl append bucketInfo callback callback-var cname comp continuation-token cors delete encryption img inventory ' +
    'lifecycle live location logging metaQuery objectMeta partNumber policy position qosInfo referer replication ' +
    'requestPayment response-cache-control response-content-disposition response-content-encoding ' +
    'response-content-language response-content-type response-expires restore security-token sequential stat style ' +
    'symlink tagging uploadId uploads versionId versioning versions vod website worm'
  ).split(' '),
);

/** Parses a V1 `Authorization` header and checks its form and time. */
export function claimV1Header(request: OssRequest, authorization: string, now: Date): ClaimedSignature {
  const [, accessKeyId, signature] = /^OSS (.+):(\S+)$/.exec(authorization) ?? [];
  if (accessKeyId === undefined || signature === undefined) {
    throw invalidArgument('Authorization header is invalid.', 'Authorization', 'malformed');
  }
  const ossDate = request.headers['x-oss-date'];
  checkSkew(requestedTime(ossDate ?? request.headers['date'] ?? ''), now);
  // ali-oss writes the date line from x-oss-date by default.
  const date = ossDate === undefined ? request.headers['date'] : undefined;
  return claim(request, accessKeyId, signature, request.headers['x-oss-security-token'], date);
}

/** Parses a V1 presigned URL and checks its form and expiry, which is a time in Unix seconds. */
export function claimV1Query(request: OssRequest, now: Date): ClaimedSignature {
  const { query } = request;
  const accessKeyId = query.get('OSSAccessKeyId') ?? '';
  const signature = query.get('Signature') ?? '';
  const expires = query.get('Expires') ?? '';
  if (accessKeyId === '' || signature === '' || !/^\d+$/.test(expires)) {
    throw new Refusal(
      403,
      'AccessDenied',
      'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
    );
  }
  checkNotExpired(new Date(Number(expires) * 1000), now, '0002-00000069');
  return claim(request, accessKeyId, signature, query.get('security-token'), expires);
}

function claim(
  request: OssRequest,
  accessKeyId: string,
  signature: string,
  securityToken: string | undefined,
  date: string | undefined,
): ClaimedSignature {
  const signed = [...request.query].filter(([name]) => subResources.has(name) || name.startsWith('x-oss-'));
  const resource = request.bucket === undefined ? '/' : `/${request.bucket}/${request.key ?? ''}`;
  const parsed = { headers: request.headers, parameters: Object.fromEntries(signed) };
  const stringToSign = aliOssSigning.buildCanonicalString(request.method, resource, parsed, date);
  return {
    accessKeyId,
    securityToken,
    signature,
    stringToSign,
    mismatchEc: '0002-00000040',
    expected: (secret) => aliOssSigning.computeSignature(secret, stringToSign),
  };
}
