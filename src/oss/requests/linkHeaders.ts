import { isAlwaysSigned, normalizeHeaders } from '../signing/canonicalRequest.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { validateOssHeader, isUserMetadata, userMetadataHeader } from './headerRules.ts';
import { validateHeaderName, validateHeaderValue } from '../validate.ts';

const MAX_USER_METADATA_BYTES = 8192;

/** Headers that the signature itself sets, in the link's query. OSS refuses a request with a second one. */
const SIGNATURE_HEADERS = new Set([
  'authorization',
  'x-oss-additional-headers',
  'x-oss-content-sha256',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-security-token',
  'x-oss-signature',
  'x-oss-signature-version',
]);
/** Headers that the client itself sets. Browsers do not let a page set them. */
const CLIENT_HEADERS = new Set([
  'connection',
  'content-length',
  'date',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Throws an `InvalidInputError` unless a link may have the header and OSS accepts its value; the error's field is
 * `name`.
 */
export function validateHeader(name: string, value: string): void {
  validateHeaderName(name, name);
  validateHeaderValue(name, value, name);
  const lowerCaseName = name.toLowerCase();
  if (SIGNATURE_HEADERS.has(lowerCaseName)) {
    throw new InvalidInputError(name, '{0} is part of the signature: the link carries it already.', [name]);
  }
  if (CLIENT_HEADERS.has(lowerCaseName)) {
    throw new InvalidInputError(name, '{0} is set by the program that uses the link.', [name]);
  }
  if (value.trim() === '') {
    throw new InvalidInputError(name, 'Enter a value for {0}. Many programs omit empty headers.', [name]);
  }
  if (lowerCaseName === userMetadataHeader('')) {
    throw new InvalidInputError(name, 'Enter the name of the metadata after {0}.', [name]);
  }
  validateOssHeader(name, value.trim());
}

/**
 * Throws an `InvalidInputError` unless a link may have all these headers: each is valid and given once, user metadata
 * has at most 8 KB of names and values, and headers for a KMS key come with KMS encryption.
 */
export function validateHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) validateHeader(name, value);
  const normalized = normalizeHeaders(headers);
  let userMetadataBytes = 0;
  for (const [name, value] of normalized) {
    if (isUserMetadata(name)) userMetadataBytes += Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  if (userMetadataBytes > MAX_USER_METADATA_BYTES) {
    throw new InvalidInputError(
      'x-oss-meta-*',
      'The names and values of the metadata have {0} bytes. OSS accepts at most {1}.',
      [userMetadataBytes, MAX_USER_METADATA_BYTES],
    );
  }
  for (const name of ['x-oss-server-side-encryption-key-id', 'x-oss-server-side-data-encryption']) {
    if (normalized.has(name) && normalized.get('x-oss-server-side-encryption') !== 'KMS') {
      throw new InvalidInputError(name, '{0} needs x-oss-server-side-encryption: KMS.', [name]);
    }
  }
}

/**
 * Headers that OSS does not sign by default, as names for `PresignRequest.additionalHeaders`, so that they are signed
 * too.
 */
export function additionalHeadersFor(headers: Readonly<Record<string, string>>): string[] {
  return [...normalizeHeaders(headers).keys()].filter((name) => !isAlwaysSigned(name)).sort();
}
