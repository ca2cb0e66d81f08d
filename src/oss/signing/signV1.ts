import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { canonicalHeaders, canonicalParameter, type HeaderMap } from './canonicalRequest.ts';
import { encodeQueryComponent } from '../encoding.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { callerHeaders, type HeaderSigningInput } from './headerSigning.ts';
import type { QuerySigner, QuerySigningOptions } from './querySigner.ts';

/** Query parameters that V1 signs, in addition to all `x-oss-*`. https://help.aliyun.com/zh/oss/developer-reference/include-signatures-in-the-authorization-header */
const SUB_RESOURCES: ReadonlySet<string> = new Set([
  // object
  'acl',
  'append',
  'cleanRestoredObject',
  'delete',
  'objectMeta',
  'partNumber',
  'position',
  'restore',
  'sequential',
  'symlink',
  'tagging',
  'uploadId',
  'uploads',
  'versionId',
  // response overrides and callbacks
  'callback',
  'callback-var',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
  // bucket and service
  'bucketInfo',
  'cloudboxes',
  'cname',
  'comp',
  'continuation-token',
  'cors',
  'encryption',
  'img',
  'inventory',
  'lifecycle',
  'live',
  'location',
  'logging',
  'metaQuery',
  'policy',
  'qosInfo',
  'referer',
  'regionList',
  'replication',
  'requestPayment',
  'resourceGroup',
  'stat',
  'style',
  'versioning',
  'versions',
  'vod',
  'website',
  'worm',
  // the STS token
  'security-token',
]);

const isSubResource = (name: string): boolean => SUB_RESOURCES.has(name) || name.startsWith('x-oss-');

/**
 * True for keys such as `a.txt?versionId=1`. V1 signs the key unencoded, so the signature is also valid for the object
 * `a.txt` with the parameter `versionId`.
 */
function endsLikeSubResources(key: string): boolean {
  const [, ...ends] = key.split('?').map((_, index, parts) => parts.slice(index).join('?'));
  return ends.some((end) => end.split('&').every((pair) => isSubResource(pair.split('=', 1)[0] ?? '')));
}

/** Canonicalized resource: `/bucket/key`, not encoded, and the sorted sub-resources with their plain values. */
export function canonicalizedResource(
  bucket: string | undefined,
  key: string | undefined,
  query: Readonly<Record<string, string>>,
): string {
  const resource = bucket === undefined ? '/' : `/${bucket}/${key ?? ''}`;
  const subResources = Object.keys(query)
    .filter(isSubResource)
    .sort()
    .map((name) => (query[name] === '' ? name : `${name}=${query[name] ?? ''}`));
  return subResources.length === 0 ? resource : `${resource}?${subResources.join('&')}`;
}

/** String to sign: method, MD5, type, time, `x-oss-*` headers and the resource, one per line. The time is the expiry of a URL in Unix seconds, or the Date header. */
export function stringToSign(method: string, headers: HeaderMap, time: number | string, resource: string): string {
  const ossHeaders = new Map([...headers].filter(([name]) => name.startsWith('x-oss-')));
  const md5 = headers.get('content-md5') ?? '';
  const type = headers.get('content-type') ?? '';
  return `${method}\n${md5}\n${type}\n${time}\n${canonicalHeaders(ossHeaders)}${resource}`;
}

/** Signature: HMAC-SHA1 of the string to sign, in base64. */
export function signature(secret: KeyObject, text: string): string {
  return createHmac('sha1', secret).update(text).digest('base64');
}

/**
 * Signs a request in its headers and returns all headers to send, names in lower case. The time is in the header Date,
 * which services of any version read. Throws an `InvalidInputError` for a request that OSS would refuse.
 */
export function signHeadersV1(input: HeaderSigningInput): Record<string, string> {
  const { method, bucket, key, query = {}, credentials, signedAt } = input;
  const headers = callerHeaders(input);
  headers.set('date', signedAt.toUTCString());
  if (credentials.securityToken !== undefined) headers.set('x-oss-security-token', credentials.securityToken);
  const text = stringToSign(method, headers, signedAt.toUTCString(), canonicalizedResource(bucket, key, query));
  const secret = createSecretKey(Buffer.from(credentials.accessKeySecret));
  headers.set('authorization', `OSS ${credentials.accessKeyId}:${signature(secret, text)}`);
  return Object.fromEntries(headers);
}

/**
 * Creates a signer of V1 presigned URLs. It throws an `InvalidInputError` for additional headers, which V1 cannot sign.
 */
export function createQuerySignerV1(options: QuerySigningOptions): QuerySigner {
  const { credentials, signedAt, validitySeconds } = options;
  const secret = createSecretKey(Buffer.from(credentials.accessKeySecret));
  const expires = signedAt.getTime() / 1000 + validitySeconds;
  const token = credentials.securityToken === undefined ? {} : { 'security-token': credentials.securityToken };
  const ownQuery = Object.entries({ OSSAccessKeyId: credentials.accessKeyId, Expires: String(expires), ...token }).map(
    ([name, value]) => canonicalParameter(name, value)[1],
  );

  return ({ method, bucket, key, query, signed }) => {
    const [additionalName] = signed.additionalNames;
    if (additionalName !== undefined) {
      throw new InvalidInputError('additionalHeaders', "V1 signatures can't include the header {0}. Use V4.", [
        additionalName,
      ]);
    }
    if (key !== undefined && endsLikeSubResources(key)) {
      throw new InvalidInputError(
        'key',
        'A V1 link to this name could be changed to open another object. Use V4, or rename the object.',
      );
    }
    const resource = canonicalizedResource(bucket, key, { ...query, ...token });
    const text = stringToSign(method, signed.headers, expires, resource);
    const parameters = Object.entries(query).map(([name, value]) => canonicalParameter(name, value)[1]);
    return {
      query: [...parameters, ...ownQuery, `Signature=${encodeQueryComponent(signature(secret, text))}`].join('&'),
      stringToSign: text,
    };
  };
}
