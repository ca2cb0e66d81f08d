import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import { canonicalUri } from '../encoding.ts';
import {
  canonicalParameter,
  type CanonicalParameter,
  canonicalQuery,
  canonicalRequest,
  canonicalRequestEnd,
  joinParameters,
  selectSignedHeaders,
  type SignedHeaderSet,
  UNSIGNED_PAYLOAD,
} from './canonicalRequest.ts';
import { callerHeaders, type HeaderSigningInput, type Product } from './headerSigning.ts';
import { createHmacSha256 } from './hmac.ts';
import type { QuerySigner, QuerySigningInput, QuerySigningOptions } from './querySigner.ts';
import { validateRegion } from '../validate.ts';

export const ALGORITHM_V4 = 'OSS4-HMAC-SHA256';

const REQUEST_TYPE = 'aliyun_v4_request';

/** Signing time in V4's format, `YYYYMMDDTHHMMSSZ`; parts of a second are cut off. */
export function formatTimestamp(date: Date): string {
  const day = (date.getUTCFullYear() * 100 + date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const time = (date.getUTCHours() * 100 + date.getUTCMinutes()) * 100 + date.getUTCSeconds();
  return `${String(day).padStart(8, '0')}T${String(time).padStart(6, '0')}Z`;
}

/** Day of a V4 timestamp, `YYYYMMDD`. */
export function timestampDay(timestamp: string): string {
  return timestamp.slice(0, 8);
}

/** Scope of a signature: `YYYYMMDD/<region>/<product>/aliyun_v4_request`. */
export function scope(day: string, region: string, product: Product = 'oss'): string {
  return `${day}/${region}/${product}/${REQUEST_TYPE}`;
}

/**
 * Derives the key that signs one day's requests to one region; a secret, kept as a `KeyObject` that prints without its
 * bytes.
 */
export function deriveSigningKey(secret: string, day: string, region: string, product: Product = 'oss'): KeyObject {
  return createSecretKey(signingKeyBytes(secret, day, region, product));
}

/** Bytes of that key, for immediate signing: a `KeyObject` and its export take about as long as the derivation. */
function signingKeyBytes(secret: string, day: string, region: string, product: Product): Buffer {
  return [day, region, product, REQUEST_TYPE].reduce<Buffer>(
    (key, part) => Buffer.from(createHmacSha256(key)(part, 'binary'), 'binary'),
    Buffer.from(`aliyun_v4${secret}`),
  );
}

/** Common prefix of all strings to sign of one time and scope. */
function stringToSignPrefix(timestamp: string, signingScope: string): string {
  return `${ALGORITHM_V4}\n${timestamp}\n${signingScope}\n`;
}

/** String to sign: algorithm, timestamp, scope and the canonical request's SHA-256, one per line. */
export function stringToSign(timestamp: string, signingScope: string, canonical: string): string {
  return stringToSignPrefix(timestamp, signingScope) + hash('sha256', canonical, 'hex');
}

/** Signature: HMAC-SHA256 of the string to sign, in lower-case hex. */
export function signature(signingKey: KeyObject, text: string): string {
  return createHmacSha256(signingKey.export())(text, 'hex');
}

/**
 * Signs a request in its headers and returns all headers to send, names in lower case. The body is not signed unless
 * the caller provides its `x-oss-content-sha256`. Throws an `InvalidInputError` for values that OSS would refuse.
 */
export function signHeadersV4(input: HeaderSigningInput): Record<string, string> {
  const { method, bucket, key, credentials, region, signedAt, product = 'oss' } = input;
  validateRegion(region);
  const headers = callerHeaders(input);
  const timestamp = formatTimestamp(signedAt);
  headers.set('x-oss-date', timestamp);
  if (!headers.has('x-oss-content-sha256')) headers.set('x-oss-content-sha256', UNSIGNED_PAYLOAD);
  if (credentials.securityToken !== undefined) headers.set('x-oss-security-token', credentials.securityToken);

  const signed = selectSignedHeaders(headers, input.additionalHeaders ?? []);
  const query = canonicalQuery(input.query ?? {});
  const canonical = canonicalRequest(method, canonicalUri(bucket, key), query, signed);
  const day = timestampDay(timestamp);
  const signingScope = scope(day, region, product);
  const signingKey = deriveSigningKey(credentials.accessKeySecret, day, region, product);
  const additional = signed.additionalNames.length > 0 ? `,AdditionalHeaders=${signed.additionalNames.join(';')}` : '';
  headers.set(
    'authorization',
    `${ALGORITHM_V4} Credential=${credentials.accessKeyId}/${signingScope}${additional},Signature=${signature(signingKey, stringToSign(timestamp, signingScope, canonical))}`,
  );
  return Object.fromEntries(headers);
}

/** Creates a signer of V4 presigned URLs: the signed query is the query of the URL, and the signature ends it. */
export function createQuerySignerV4(options: QuerySigningOptions): QuerySigner {
  const { credentials, region, signedAt, validitySeconds } = options;
  const timestamp = formatTimestamp(signedAt);
  const day = timestampDay(timestamp);
  const signingScope = scope(day, region);
  const head = stringToSignPrefix(timestamp, signingScope);
  const sign = createHmacSha256(signingKeyBytes(credentials.accessKeySecret, day, region, 'oss'), head);
  const ownParameters: CanonicalParameter[] = [
    canonicalParameter('x-oss-credential', `${credentials.accessKeyId}/${signingScope}`),
    // These need no encoding.
    ['x-oss-date', `x-oss-date=${timestamp}`],
    ['x-oss-expires', `x-oss-expires=${validitySeconds}`],
    ['x-oss-signature-version', `x-oss-signature-version=${ALGORITHM_V4}`],
  ];
  if (credentials.securityToken !== undefined) {
    ownParameters.push(canonicalParameter('x-oss-security-token', credentials.securityToken));
  }
  const afterUri = (query: QuerySigningInput['query'], signed: SignedHeaderSet) => {
    const parameters = Object.entries(query).map(([name, value]) => canonicalParameter(name, value));
    if (signed.additionalNames.length > 0) {
      parameters.push(canonicalParameter('x-oss-additional-headers', signed.additionalNames.join(';')));
    }
    const wholeQuery = joinParameters([...ownParameters, ...parameters]);
    return { wholeQuery, canonicalEnd: canonicalRequestEnd(wholeQuery, signed) };
  };
  // The links of a batch usually differ only in their key.
  const plain = afterUri({}, { headers: new Map(), additionalNames: [] });

  return ({ method, uri, query, signed }) => {
    const isPlain = signed.headers.size === 0 && Object.keys(query).length === 0;
    const { wholeQuery, canonicalEnd } = isPlain ? plain : afterUri(query, signed);
    const canonicalRequest = `${method}\n${uri}\n${canonicalEnd}`;
    const digest = hash('sha256', canonicalRequest, 'hex');
    return {
      query: `${wholeQuery}&x-oss-signature=${sign(digest, 'hex')}`,
      canonicalRequest,
      stringToSign: head + digest,
    };
  };
}
