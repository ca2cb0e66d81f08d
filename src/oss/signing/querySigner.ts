import type { SignedHeaderSet } from './canonicalRequest.ts';
import type { Credentials } from '../credentials.ts';

/** Options that the presigned URLs of one batch share. */
export interface QuerySigningOptions {
  readonly credentials: Credentials;
  readonly region: string;
  /** A whole second. */
  readonly signedAt: Date;
  readonly validitySeconds: number;
}

/** Validated request to sign in its query. */
export interface QuerySigningInput {
  readonly method: string;
  readonly bucket: string;
  readonly key?: string | undefined;
  /** Canonical URI of bucket and key. */
  readonly uri: string;
  readonly query: Readonly<Record<string, string>>;
  readonly signed: SignedHeaderSet;
}

/** Signature in a query, and the texts it was computed from. */
export interface SignedQuery {
  /** Whole query of the URL, encoded, without `?`. */
  readonly query: string;
  /** V4 only. */
  readonly canonicalRequest?: string;
  readonly stringToSign: string;
}

/** Signs requests in their queries; V1 and V4 each have one. */
export type QuerySigner = (input: QuerySigningInput) => SignedQuery;

/** Query parameters that signatures of either version set themselves, in lower case. */
const SIGNATURE_PARAMETERS: ReadonlySet<string> = new Set([
  'x-oss-signature-version',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-additional-headers',
  'x-oss-security-token',
  'x-oss-signature',
  'ossaccesskeyid',
  'expires',
  'signature',
  'security-token',
]);

/** True for query parameters, in any case, that belong to the signature and not to the caller. */
export function isSignatureParameter(name: string): boolean {
  return SIGNATURE_PARAMETERS.has(name.toLowerCase());
}
