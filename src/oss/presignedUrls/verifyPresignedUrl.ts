import { createSecretKey } from 'node:crypto';
import { validateCredentials, type Credentials } from '../credentials.ts';
import type { MessageArgument } from '../errors/errors.ts';
import { likelyClaims, type SignatureClaim, type SignaturePart } from './signatureCandidates.ts';
import type { PresignRequest } from '../signing/presign.ts';
import type { PresignedUrl } from './presignedUrl.ts';
import { scopeDayOf, sentHeaders, textsOfClaim } from './signedTexts.ts';
import * as v1 from '../signing/signV1.ts';
import * as v4 from '../signing/signV4.ts';

type Method = PresignRequest['method'];

/** Credentials and request for the verification of a link. */
export interface VerifyInput {
  readonly credentials: Credentials;
  /** Method of the request. Without it any method matches. */
  readonly method?: Method;
  /** Headers of the request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bucket of the link; required for custom domains, which do not name it. */
  readonly bucket?: string;
}

/** Difference between the link and its signature; `template` and `args` are for `formatMessage`. */
export interface SignatureDifference {
  /** `secret` if no likely change explains the signature. */
  readonly part: SignaturePart | 'method' | 'accessKeyId' | 'secret';
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** Result of a verification. */
export interface Verification {
  /** True for a valid signature, expired or not: see `linkValidityAt`. */
  readonly verifies: boolean;
  /** Method that the link was signed for, if the signature matches one. */
  readonly method?: Method;
  /** Reasons why the signature is wrong. */
  readonly differences: readonly SignatureDifference[];
}

const METHODS: readonly Method[] = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];

/**
 * Verifies that the signature of a link was made with the credentials for the link's content. If not, it finds a likely
 * change: another method, an added or missing header, an edited query, another spelling of the key, another region,
 * bucket or host. Throws an `InvalidInputError` for invalid credentials and headers.
 */
export function verifyPresignedUrl(link: PresignedUrl, input: VerifyInput): Verification {
  const { credentials, headers: givenHeaders = {}, bucket = link.bucket } = input;
  validateCredentials(credentials);
  if (link.accessKeyId !== credentials.accessKeyId) {
    return failure('accessKeyId', 'The link was signed with another AccessKey: {0}.', link.accessKeyId);
  }
  if (bucket === undefined) {
    return failure('bucket', 'The bucket of this host is unknown. Enter its name.');
  }
  const headers = sentHeaders(link, givenHeaders);
  const missing = link.additionalHeaders.find((name) => !headers.has(name));
  if (missing !== undefined) {
    return failure('header', 'The link requires the header {0}. Enter its value.', missing);
  }

  const sign = link.signatureVersion === 'v4' ? signerV4(link, credentials) : signerV1(link, credentials);
  const { key, query, signatureQuery, signedRegion } = link;
  const claim: SignatureClaim = { bucket, key, query, signatureQuery, headers, region: signedRegion };
  const first = input.method ?? link.method ?? 'GET';
  const methods = [first, ...METHODS.filter((method) => method !== first)];
  const methodOf = (changed: SignatureClaim): Method | undefined =>
    methods.find((method) => sign(method, changed) === link.signature);

  const method = methodOf(claim);
  if (method !== undefined) return createVerification(method, input.method);
  for (const { claim: likely, ...difference } of likelyClaims(link, claim)) {
    const method = methodOf(likely);
    if (method !== undefined) return createVerification(method, input.method, difference);
  }
  return failure('secret', 'The AccessKey secret differs, or several parts of the link were changed.');
}

function failure(part: SignatureDifference['part'], template: string, ...args: MessageArgument[]): Verification {
  return { verifies: false, differences: [{ part, template, args }] };
}

function createVerification(
  method: Method,
  wanted: Method | undefined,
  difference?: SignatureDifference,
): Verification {
  const differences = difference === undefined ? [] : [difference];
  if (wanted !== undefined && method !== wanted) {
    differences.unshift({
      part: 'method',
      template: 'The link was created for {0}, not for {1}.',
      args: [method, wanted],
    });
  }
  return { verifies: differences.length === 0, method, differences };
}

type SigningKey = ReturnType<typeof v4.deriveSigningKey>;
type Signer = (method: Method, claim: SignatureClaim) => string;

function signerV4(link: PresignedUrl, { accessKeySecret }: Credentials): Signer {
  const signingKeys = new Map<string, SigningKey>();
  const signingKeyOf = (region: string): SigningKey => {
    const known = signingKeys.get(region);
    const signingKey = known ?? v4.deriveSigningKey(accessKeySecret, scopeDayOf(link), region);
    signingKeys.set(region, signingKey);
    return signingKey;
  };
  return (method, claim) =>
    v4.signature(signingKeyOf(claim.region ?? ''), textsOfClaim(link, method, claim).stringToSign);
}

function signerV1(link: PresignedUrl, { accessKeySecret }: Credentials): Signer {
  const secret = createSecretKey(Buffer.from(accessKeySecret));
  return (method, claim) => v1.signature(secret, textsOfClaim(link, method, claim).stringToSign);
}
