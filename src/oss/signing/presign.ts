import { objectPath } from '../encoding.ts';
import {
  normalizeHeaders,
  validateCallerHeaders,
  selectSignedHeaders,
  type SignedHeaderSet,
} from './canonicalRequest.ts';
import { validateCredentials, type Credentials } from '../credentials.ts';
import {
  defaultAddressing,
  parseEndpoint,
  validateAddressing,
  requestTargetForPath,
  type Addressing,
  type ParsedEndpoint,
} from '../hosts/endpoint.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { isSignatureParameter, type QuerySigningOptions } from './querySigner.ts';
import { createQuerySignerV1 } from './signV1.ts';
import { createQuerySignerV4 } from './signV4.ts';
import {
  validateExistingBucket,
  validateDate,
  validateRequestKey,
  validateRegion,
  validateValidityV1,
  validateValidityV4,
} from '../validate.ts';

/** Default validity of a link: 15 minutes. */
export const DEFAULT_VALIDITY_SECONDS = 900;

/** Request that a link allows: one method on one bucket or object. */
export interface PresignRequest {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'POST' | 'DELETE';
  readonly bucket: string;
  readonly key?: string;
  /**
   * `versionId`, `response-*`, `x-oss-process`, … as plain text; an empty value stands for a bare name such as
   * `uploads`.
   */
  readonly query?: Readonly<Record<string, string>>;
  /** `content-type`, `content-md5` and `x-oss-*` are signed, others only if `additionalHeaders` names them. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Names of further headers to sign, in any case; each must be among `headers`, except `host`, whose value is known.
   */
  readonly additionalHeaders?: readonly string[];
}

/** Credentials, endpoint and validity of links. */
export interface PresignOptions {
  readonly credentials: Credentials;
  readonly region: string;
  /** E.g. `https://oss-cn-hangzhou.aliyuncs.com`; `parseEndpoint` documents other accepted forms. */
  readonly endpoint: string;
  /** `virtual` unless the endpoint is an IP address or localhost, then `path`. */
  readonly addressing?: Addressing;
  /** Start of the validity. Without it the clock is read once. */
  readonly signedAt?: Date;
  /** Validity in seconds, 900 by default; V4 accepts 1 to 604,800. */
  readonly expires?: number;
  /** Expiry, instead of `expires`. Parts of a second are cut off. */
  readonly expiration?: Date;
  readonly signatureVersion?: 'v4' | 'v1';
}

/** Presigned URL, its expiry, and the headers that a request with it must send. */
export interface PresignResult {
  readonly method: string;
  /** A secret until it expires. */
  readonly url: string;
  /** Expiry: the earlier of the validity's end and the expiry of temporary credentials. */
  readonly expiration: Date;
  /** Headers that a request with the link must send; names in lower case. */
  readonly signedHeaders: Readonly<Record<string, string>>;
  /** V4 only. */
  readonly canonicalRequest?: string;
  readonly stringToSign: string;
}

/**
 * Creates a presigned URL. No request is sent, so plain http is allowed here: the callers that accept an endpoint
 * refuse it with `parseEndpoint`. Throws an `InvalidInputError` for values that OSS would refuse.
 */
export function presign(request: PresignRequest, options: PresignOptions): PresignResult {
  return createPresigner(options)(request);
}

/**
 * Creates a presigner for many requests at one time: the signing key, the scope and the signature's own parameters are
 * computed once. All its links start when it was created (or at `signedAt`) and expire together; create a new one for
 * later links.
 */
export function createPresigner(options: PresignOptions): (request: PresignRequest) => PresignResult {
  const { credentials, region } = options;
  validateCredentials(credentials);
  validateRegion(region);
  const endpoint = readEndpoint(options.endpoint);
  const addressing = options.addressing ?? defaultAddressing(endpoint);
  const { signedAt, validitySeconds } = signingPeriod(options);
  const end = new Date(signedAt.getTime() + validitySeconds * 1000);
  const expirationTime = expirationOf(signedAt, end, credentials).getTime();
  const createQuerySigner = options.signatureVersion === 'v1' ? createQuerySignerV1 : createQuerySignerV4;
  const sign = createQuerySigner({ credentials, region, signedAt, validitySeconds });
  let validBucket: string | undefined;

  return (request) => {
    const { method, bucket, key, query = {} } = request;
    // The links of a batch are usually for one bucket.
    if (bucket !== validBucket) {
      validateExistingBucket(bucket);
      validateAddressing(endpoint, addressing, bucket);
      validBucket = bucket;
    }
    if (key !== undefined) validateRequestKey(method, key);
    validateCallerParameters(query);

    const path = objectPath(key);
    const uri = `/${bucket}${path}`;
    const target = requestTargetForPath(endpoint, addressing, bucket, path);
    const signed = selectHeaders(request, target.host);
    const signature = sign({ method, bucket, key, uri, query, signed });
    const { canonicalRequest, stringToSign } = signature;
    const url = `${target.origin}${target.path}?${signature.query}`;
    const expiration = new Date(expirationTime);
    const signedHeaders = signed.headers.size === 0 ? {} : Object.fromEntries(signed.headers);
    return canonicalRequest === undefined
      ? { method, url, expiration, signedHeaders, stringToSign }
      : { method, url, expiration, signedHeaders, stringToSign, canonicalRequest };
  };
}

/** Endpoint that was read last: single links of a profile follow each other, and reading is a fifth of their time. */
let lastEndpoint: { readonly text: string; readonly parsed: ParsedEndpoint } | undefined;

function readEndpoint(text: string): ParsedEndpoint {
  if (lastEndpoint?.text !== text) lastEndpoint = { text, parsed: parseEndpoint(text, { allowPlainHttp: true }) };
  return lastEndpoint.parsed;
}

/** Signing period. Signatures count in whole seconds, so parts of a second are cut off at both ends. */
function signingPeriod(options: PresignOptions): Pick<QuerySigningOptions, 'signedAt' | 'validitySeconds'> {
  const { signedAt = new Date(), expires = DEFAULT_VALIDITY_SECONDS, expiration } = options;
  validateDate('signedAt', signedAt);
  if (expiration !== undefined) validateDate('expiration', expiration);
  const signedAtSeconds = Math.floor(signedAt.getTime() / 1000);
  const validitySeconds =
    expiration === undefined ? expires : Math.floor(expiration.getTime() / 1000) - signedAtSeconds;
  const field = expiration === undefined ? 'expires' : 'expiration';
  if (options.signatureVersion === 'v1') {
    validateValidityV1(validitySeconds, field);
  } else {
    validateValidityV4(validitySeconds, field);
  }
  return { signedAt: new Date(signedAtSeconds * 1000), validitySeconds };
}

/** Expiry of a signature, or of the temporary credentials if they expire earlier. */
export function expirationOf(signedAt: Date, end: Date, credentials: Credentials): Date {
  validateDate('expires', end);
  const { expiration } = credentials;
  if (expiration === undefined) return end;
  validateDate('credentials', expiration);
  if (expiration <= signedAt) throw expiredCredentials(expiration);
  return expiration < end ? expiration : end;
}

/** Error for temporary credentials that have expired, with which no link would ever work. */
export function expiredCredentials(expiration: Date): InvalidInputError {
  return new InvalidInputError('credentials', 'The temporary credentials expired at {0}. Get new ones.', [
    expiration.toISOString(),
  ]);
}

function validateCallerParameters(query: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(query)) {
    if (isSignatureParameter(name)) {
      throw new InvalidInputError('query', 'The query parameter {0} is set by the signature itself.', [name]);
    }
  }
}

const NO_HEADERS: SignedHeaderSet = { headers: new Map(), additionalNames: [] };

function selectHeaders(request: PresignRequest, host: string): SignedHeaderSet {
  const { headers: givenHeaders = {}, additionalHeaders = [] } = request;
  if (request.headers === undefined && additionalHeaders.length === 0) return NO_HEADERS;
  const headers = normalizeHeaders(givenHeaders);
  // OSS refuses a request that is authorized both in its query and in its headers.
  validateCallerHeaders(headers);
  if (additionalHeaders.some((name) => name.toLowerCase() === 'host')) {
    const givenHost = headers.get('host') ?? host;
    if (givenHost.toLowerCase() !== host) {
      throw new InvalidInputError('headers', 'The header Host must be {0} for this endpoint, not {1}.', [
        host,
        givenHost,
      ]);
    }
    headers.set('host', host);
  }
  return selectSignedHeaders(headers, additionalHeaders);
}
