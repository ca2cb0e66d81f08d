import { validateCredentials, type Credentials } from '../credentials.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { validateDate, validateExistingBucket, validateRequestKey } from '../validate.ts';
import { normalizeHeaders, validateCallerHeaders } from './canonicalRequest.ts';

/** Service in the scope of a signature; `oss-cloudbox` uses the ID of a cloud box as region. */
export type Product = 'oss' | 'oss-cloudbox';

/** Request to sign in its headers; the service level has no bucket, the bucket level no key. */
export interface HeaderSigningInput {
  readonly method: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of further headers to sign; each must be among `headers`. */
  readonly additionalHeaders?: readonly string[];
  readonly credentials: Credentials;
  readonly region: string;
  readonly signedAt: Date;
  readonly product?: Product;
}

/** Headers of the caller, normalised. Throws an `InvalidInputError` for a request that OSS would refuse. */
export function callerHeaders(input: HeaderSigningInput): Map<string, string> {
  const { method, bucket, key, credentials, signedAt } = input;
  validateCredentials(credentials);
  validateDate('signedAt', signedAt);
  if (bucket !== undefined) validateExistingBucket(bucket);
  if (key !== undefined) validateRequestKey(method, key);
  if (key !== undefined && bucket === undefined) {
    throw new InvalidInputError('bucket', 'Enter the bucket of the object.');
  }
  const headers = normalizeHeaders(input.headers ?? {});
  validateCallerHeaders(headers);
  return headers;
}
