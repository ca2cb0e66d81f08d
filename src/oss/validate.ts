import { InvalidInputError } from './errors/errors.ts';

/** Maximum validity of a V4 presigned URL: 7 days. https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls */
export const MAX_VALIDITY_SECONDS = 604_800;

/** https://alibabacloud.com/help/en/oss/user-guide/object-naming-conventions */
const MAX_KEY_BYTES = 1023;
const END_OF_YEAR_9999 = Date.UTC(10_000, 0);

/** https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions */
const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
/** Bucket names that OSS accepted before its current rule: with underscores, also at the end. */
const OLD_BUCKET = /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9_]$/;
const REGION = /^[a-z0-9-]+$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
/** Visible ASCII, spaces and tabs, which every HTTP client sends with the same bytes. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** Throws an `InvalidInputError` unless the name has 3 to 63 of `a-z`, `0-9` and `-`, with no `-` at either end. */
export function validateBucket(bucket: string): void {
  if (!BUCKET.test(bucket)) {
    throw new InvalidInputError(
      'bucket',
      "A bucket name has 3 to 63 lowercase letters, digits, and hyphens. It can't begin or end with a hyphen.",
    );
  }
}

/** Like `validateBucket`, but accepts names that OSS accepted before its current rule, such as `old_bucket`. */
export function validateExistingBucket(bucket: string): void {
  if (!OLD_BUCKET.test(bucket)) validateBucket(bucket);
}

/** Throws an `InvalidInputError` unless the key is well-formed Unicode of 1 to 1,023 UTF-8 bytes that begins with neither `/` nor `\`. */
export function validateKey(key: string): void {
  validateExistingKey(key);
  if (key.startsWith('/') || key.startsWith('\\')) {
    throw new InvalidInputError('key', "An object name can't begin with a slash or a backslash.");
  }
}

/**
 * Like `validateKey`, but accepts names that OSS accepted before its current rule: those that begin with `/` or `\`.
 */
export function validateExistingKey(key: string): void {
  if (key === '') {
    throw new InvalidInputError('key', "The object name can't be empty.");
  }
  if (!key.isWellFormed()) {
    throw new InvalidInputError('key', "The object name isn't valid Unicode: it has an unpaired surrogate.");
  }
  // A UTF-16 code unit has at most 3 bytes, so short keys need no counting.
  if (key.length * 3 > MAX_KEY_BYTES) {
    const sizeBytes = Buffer.byteLength(key);
    if (sizeBytes > MAX_KEY_BYTES) {
      throw new InvalidInputError('key', 'An object name can have at most {0} bytes in UTF-8. This one has {1}.', [
        MAX_KEY_BYTES,
        sizeBytes,
      ]);
    }
  }
}

/** True if the method can create the object that it names. */
function canCreate(method: string): boolean {
  return method === 'PUT' || method === 'POST';
}

/**
 * Validates the key of a request: strictly if it can create the object. Existing objects can be read, linked and
 * deleted.
 */
export function validateRequestKey(method: string, key: string): void {
  if (canCreate(method)) validateKey(key);
  else validateExistingKey(key);
}

/**
 * True for keys with a `.` or `..` segment. HTTP clients remove these segments, so no client can request the object.
 */
export function hasDotSegments(key: string): boolean {
  return key.split('/').some((segment) => segment === '.' || segment === '..');
}

/**
 * Throws an `InvalidInputError` unless the region is an ID such as `cn-hangzhou`. V4 signatures use no `oss-` prefix.
 */
export function validateRegion(region: string): void {
  if (region.startsWith('oss-')) {
    throw new InvalidInputError('region', 'A region ID has no "oss-" prefix. Use {0}.', [region.slice(4)]);
  }
  if (!REGION.test(region)) {
    throw new InvalidInputError(
      'region',
      'A region ID can contain only lowercase letters, digits, and hyphens, such as cn-hangzhou.',
    );
  }
}

/** Throws an `InvalidInputError` unless V4 accepts the validity: whole seconds, 1 to 604,800. */
export function validateValidityV4(validitySeconds: number, field = 'expires'): void {
  if (!Number.isInteger(validitySeconds) || validitySeconds < 1 || validitySeconds > MAX_VALIDITY_SECONDS) {
    throw new InvalidInputError(field, 'The validity of a V4 link must be 1 to {0} whole seconds (7 days), not {1}.', [
      MAX_VALIDITY_SECONDS,
      validitySeconds,
    ]);
  }
}

/** Throws an `InvalidInputError` unless the validity is a whole number of seconds, at least 1; V1 has no maximum. */
export function validateValidityV1(validitySeconds: number, field = 'expires'): void {
  if (!Number.isSafeInteger(validitySeconds) || validitySeconds < 1) {
    throw new InvalidInputError(field, 'The validity of a link must be at least 1 whole second, not {0}.', [
      validitySeconds,
    ]);
  }
}

/** Throws an `InvalidInputError` for an invalid `Date`, and outside the years 1970 to 9999, which OSS can write. */
export function validateDate(field: string, date: Date): void {
  const time = date.getTime();
  if (!(time >= 0 && time < END_OF_YEAR_9999)) {
    throw new InvalidInputError(field, 'The date must be between 1970 and 9999.');
  }
}

/** Throws an `InvalidInputError` unless the name is an HTTP token. */
export function validateHeaderName(name: string, field = 'headers'): void {
  if (!HEADER_NAME.test(name)) {
    throw new InvalidInputError(
      field,
      'A header name can contain only letters, digits, and hyphens. "{0}" has other characters.',
      [name],
    );
  }
}

/**
 * Throws an `InvalidInputError` unless the value is ASCII without control characters. Clients send other characters
 * with different bytes.
 */
export function validateHeaderValue(name: string, value: string, field = 'headers'): void {
  if (!HEADER_VALUE.test(value)) {
    throw new InvalidInputError(
      field,
      'The value of the header {0} has characters other than visible ASCII and spaces. Percent-encode them.',
      [name],
    );
  }
}

/** Throws an `InvalidInputError` unless the query parameter has a name, and both name and value are well-formed Unicode. */
export function validateQueryParameter(name: string, value: string): void {
  if (name === '') {
    throw new InvalidInputError('query', 'A query parameter needs a name.');
  }
  if (!name.isWellFormed() || !value.isWellFormed()) {
    throw new InvalidInputError('query', "The query parameter {0} isn't valid Unicode: it has an unpaired surrogate.", [
      name.toWellFormed(),
    ]);
  }
}
