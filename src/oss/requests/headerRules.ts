import { InvalidInputError } from '../errors/errors.ts';

/** Rule for the value of a header, and of the query parameter that corresponds to it. */
interface HeaderRule {
  /** Allowed values; absent if the value is free. */
  readonly values?: readonly string[];
  /** Throws an `InvalidInputError` whose field is `name`, the caller's name of the header. */
  readonly validate?: (value: string, name: string) => void;
}

const USER_METADATA_PREFIX = 'x-oss-meta-';
const MAX_TAGS = 10;
const MAX_TAG_KEY_LENGTH = 128;
const MAX_TAG_VALUE_LENGTH = 256;

/**
 * Minimum traffic limit, in bits per second: 100 KB/s.
 * https://help.aliyun.com/en/oss/user-guide/single-connection-bandwidth-throttling-4
 */
export const MIN_TRAFFIC_LIMIT = 819_200;
/** Maximum traffic limit, in bits per second: 100 MB/s. */
export const MAX_TRAFFIC_LIMIT = 838_860_800;

const ENCRYPTION_ALGORITHMS = ['AES256', 'KMS', 'SM4'] as const;
const DATA_ENCRYPTIONS = ['SM4'] as const;
const OBJECT_ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const;
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const;

/** Encryption algorithm of an object. `KMS` keeps the key in the key management service. */
export type EncryptionAlgorithm = (typeof ENCRYPTION_ALGORITHMS)[number];
/** Cipher of the data if KMS keeps the key. */
export type DataEncryption = (typeof DATA_ENCRYPTIONS)[number];
/** ACL of an object. `default` inherits the ACL of the bucket. */
export type ObjectAcl = (typeof OBJECT_ACLS)[number];
/** Storage class of an object. */
export type StorageClass = (typeof STORAGE_CLASSES)[number];

/** Rules by lower-case header name. https://help.aliyun.com/en/oss/developer-reference/putobject */
const RULE_BY_NAME: ReadonlyMap<string, HeaderRule> = new Map<string, HeaderRule>([
  ['content-type', { validate: validateMediaType }],
  ['content-md5', { validate: validateMd5 }],
  ['content-encoding', { validate: validateContentCodings }],
  ['expires', { validate: validateHttpDate }],
  ['x-oss-callback', { validate: validateCallback }],
  ['x-oss-callback-var', { validate: validateCallbackVariables }],
  ['x-oss-complete-all', { values: ['yes'] }],
  ['x-oss-forbid-overwrite', { values: ['true', 'false'] }],
  ['x-oss-object-acl', { values: OBJECT_ACLS }],
  ['x-oss-range-behavior', { values: ['standard'] }],
  ['x-oss-request-payer', { values: ['requester'] }],
  ['x-oss-server-side-data-encryption', { values: DATA_ENCRYPTIONS }],
  ['x-oss-server-side-encryption', { values: ENCRYPTION_ALGORITHMS }],
  ['x-oss-storage-class', { values: STORAGE_CLASSES }],
  ['x-oss-tagging', { validate: validateTagging }],
  ['x-oss-traffic-limit', { validate: validateTrafficLimit }],
]);

/** Allowed values of a header, by its name in any case; `undefined` if any value is allowed. */
export function allowedValues(headerName: string): readonly string[] | undefined {
  return RULE_BY_NAME.get(headerName.toLowerCase())?.values;
}

/**
 * Throws an `InvalidInputError` unless OSS accepts the value for the header, whose name may be in any case. `field`
 * names it in the error, for a query parameter such as `response-content-type` with the rule of a header.
 */
export function validateOssHeader(headerName: string, value: string, field = headerName): void {
  const rule = RULE_BY_NAME.get(headerName.toLowerCase());
  if (rule?.values !== undefined && !rule.values.includes(value)) {
    throw new InvalidInputError(field, '{0} must be one of: {1}.', [field, rule.values.join(', ')]);
  }
  rule?.validate?.(value, field);
}

/** Header name as documents write it, e.g. `Content-Type`; names of OSS, such as `x-oss-meta-author`, stay lower-case. */
export function headerTitle(name: string): string {
  if (/^x-/i.test(name)) return name.toLowerCase();
  const words = name.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
  return words.join('-').replace(/-Md5$/, '-MD5');
}

/** True for headers of user metadata: `x-oss-meta-*`, in any case. */
export function isUserMetadata(headerName: string): boolean {
  return headerName.toLowerCase().startsWith(USER_METADATA_PREFIX);
}

/** Header of a user metadata entry. */
export function userMetadataHeader(name: string): string {
  return `${USER_METADATA_PREFIX}${name}`;
}

function validateMediaType(value: string, name: string): void {
  if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"\\]*"))*$/.test(value)) return;
  throw new InvalidInputError(name, '{0} must be type/subtype, for example text/plain;charset=utf-8.', [name]);
}

function validateMd5(value: string, name: string): void {
  const bytes = Buffer.from(value, 'base64');
  // Node's decoder skips invalid characters, so only encoding the result again shows whether the text was base64.
  if (bytes.length === 16 && bytes.toString('base64') === value) return;
  throw new InvalidInputError(name, '{0} must be the 16 bytes of an MD5 in Base64: 24 characters that end with "==".', [
    name,
  ]);
}

function validateContentCodings(value: string, name: string): void {
  if (/^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/.test(value)) return;
  throw new InvalidInputError(
    name,
    '{0} must be a name such as gzip, br, or deflate, or several separated by commas.',
    [name],
  );
}

function validateHttpDate(value: string, name: string): void {
  const date = new Date(value);
  if (!Number.isNaN(date.getTime()) && date.toUTCString() === value) return;
  throw new InvalidInputError(name, '{0} must be a date such as {1}.', [name, 'Tue, 31 Dec 2030 09:15:00 GMT']);
}

function validateTrafficLimit(value: string, name: string): void {
  if (/^\d{6,9}$/.test(value) && Number(value) >= MIN_TRAFFIC_LIMIT && Number(value) <= MAX_TRAFFIC_LIMIT) return;
  throw new InvalidInputError(name, '{0} must be a whole number of bits per second from {1} to {2}.', [
    name,
    MIN_TRAFFIC_LIMIT,
    MAX_TRAFFIC_LIMIT,
  ]);
}

function validateTagging(value: string, name: string): void {
  const tags = value.split('&').map((pair) => pair.split('=').map(decodeFormComponent));
  const keys = tags.map(([key]) => key);
  const wellFormed = tags.every(
    ([key = '', tagValue = '', ...more]) =>
      more.length === 0 &&
      key.length >= 1 &&
      key.length <= MAX_TAG_KEY_LENGTH &&
      tagValue.length <= MAX_TAG_VALUE_LENGTH,
  );
  const decodable = !/%(?![0-9a-f]{2})/i.test(value);
  if (decodable && wellFormed && tags.length <= MAX_TAGS && new Set(keys).size === keys.length) return;
  throw new InvalidInputError(
    name,
    '{0} must be key=value&key2=value2, URL-encoded: at most {1} tags with different keys, keys of 1 to {2} characters, and values of at most {3} characters.',
    [name, MAX_TAGS, MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH],
  );
}

function decodeFormComponent(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function validateCallback(value: string, name: string): void {
  const callback = jsonInBase64(value);
  if (callback && typeof callback['callbackUrl'] === 'string' && typeof callback['callbackBody'] === 'string') return;
  throw new InvalidInputError(name, '{0} must be a JSON object with callbackUrl and callbackBody, in Base64.', [name]);
}

function validateCallbackVariables(value: string, name: string): void {
  const variables = jsonInBase64(value);
  if (variables && Object.keys(variables).every((key) => key.startsWith('x:'))) return;
  throw new InvalidInputError(name, '{0} must be a JSON object whose keys begin with x:, in Base64.', [name]);
}

function jsonInBase64(value: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) return undefined;
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
