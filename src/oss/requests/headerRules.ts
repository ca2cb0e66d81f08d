import { InvalidInputError } from '../errors/errors.ts';

/** What OSS takes as the value of a header that it knows, and of the query parameter that stands for it. */
interface HeaderRule {
  /** The only values. */
  readonly values?: readonly string[];
  /** Throws an `InvalidInputError` whose field is `name`, the header as the caller calls it. */
  readonly check?: (value: string, name: string) => void;
}

const userMetadataPrefix = 'x-oss-meta-';
const maxTags = 10;
const maxTagKeyLength = 128;
const maxTagValueLength = 256;

/** The slowest traffic limit that OSS takes, in bits per second: 100 KB/s. */
export const MIN_TRAFFIC_LIMIT = 819_200;
/** The fastest traffic limit that OSS takes, in bits per second: 100 MB/s. */
export const MAX_TRAFFIC_LIMIT = 838_860_800;

const encryptionAlgorithms = ['AES256', 'KMS', 'SM4'] as const;
const dataEncryptions = ['SM4'] as const;
const objectAcls = ['default', 'private', 'public-read', 'public-read-write'] as const;
const storageClasses = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const;

/** How OSS encrypts an object; `KMS` keeps the key in the key management service. */
export type EncryptionAlgorithm = (typeof encryptionAlgorithms)[number];
/** The cipher of the data where KMS keeps the key. */
export type DataEncryption = (typeof dataEncryptions)[number];
/** Who may read and write an object; `default` is as the bucket says. */
export type ObjectAcl = (typeof objectAcls)[number];
/** The storage class of an object. */
export type StorageClass = (typeof storageClasses)[number];

const ruleByName: ReadonlyMap<string, HeaderRule> = new Map<string, HeaderRule>([
  ['content-type', { check: checkMediaType }],
  ['content-md5', { check: checkMd5 }],
  ['content-encoding', { check: checkContentCodings }],
  ['expires', { check: checkHttpDate }],
  ['x-oss-callback', { check: checkCallback }],
  ['x-oss-callback-var', { check: checkCallbackVariables }],
  ['x-oss-complete-all', { values: ['yes'] }],
  ['x-oss-forbid-overwrite', { values: ['true', 'false'] }],
  ['x-oss-object-acl', { values: objectAcls }],
  ['x-oss-range-behavior', { values: ['standard'] }],
  ['x-oss-request-payer', { values: ['requester'] }],
  ['x-oss-server-side-data-encryption', { values: dataEncryptions }],
  ['x-oss-server-side-encryption', { values: encryptionAlgorithms }],
  ['x-oss-storage-class', { values: storageClasses }],
  ['x-oss-tagging', { check: checkTagging }],
  ['x-oss-traffic-limit', { check: checkTrafficLimit }],
]);

/** The only values that OSS takes for a header, by its name in any case; `undefined` where there is no such list. */
export function allowedValues(headerName: string): readonly string[] | undefined {
  return ruleByName.get(headerName.toLowerCase())?.values;
}

/**
 * Throws an `InvalidInputError` unless OSS takes the value for the header, which is known by its name in any case.
 * `field` names it in the error, for a query parameter such as `response-content-type` that follows a header's rule.
 */
export function checkHeaderValue(headerName: string, value: string, field = headerName): void {
  const rule = ruleByName.get(headerName.toLowerCase());
  if (rule?.values !== undefined && !rule.values.includes(value)) {
    throw new InvalidInputError(field, '{0} is one of: {1}.', [field, rule.values.join(', ')]);
  }
  rule?.check?.(value, field);
}

/** Says whether a header sets metadata of the user's own: `x-oss-meta-*`, in any case. */
export function isUserMetadata(headerName: string): boolean {
  return headerName.toLowerCase().startsWith(userMetadataPrefix);
}

/** The header of a piece of user metadata. */
export function userMetadataHeader(name: string): string {
  return `${userMetadataPrefix}${name}`;
}

function checkMediaType(value: string, name: string): void {
  if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"\\]*"))*$/.test(value)) return;
  throw new InvalidInputError(name, '{0} is type/subtype, for example text/plain;charset=utf-8.', [name]);
}

function checkMd5(value: string, name: string): void {
  const bytes = Buffer.from(value, 'base64');
  // Node's decoder skips what is not base64, so that only the way back shows whether it all was.
  if (bytes.length === 16 && bytes.toString('base64') === value) return;
  throw new InvalidInputError(name, '{0} is the 16 bytes of an MD5 in base64: 24 characters, the last two "==".', [
    name,
  ]);
}

function checkContentCodings(value: string, name: string): void {
  if (/^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/.test(value)) return;
  throw new InvalidInputError(name, '{0} is a name such as gzip, br or deflate, or several with commas between.', [
    name,
  ]);
}

function checkHttpDate(value: string, name: string): void {
  const date = new Date(value);
  if (!Number.isNaN(date.getTime()) && date.toUTCString() === value) return;
  throw new InvalidInputError(name, '{0} is a date such as {1}.', [name, 'Tue, 31 Dec 2030 09:15:00 GMT']);
}

function checkTrafficLimit(value: string, name: string): void {
  if (/^\d{6,9}$/.test(value) && Number(value) >= MIN_TRAFFIC_LIMIT && Number(value) <= MAX_TRAFFIC_LIMIT) return;
  throw new InvalidInputError(name, '{0} is a whole number of bits per second from {1} to {2}.', [
    name,
    MIN_TRAFFIC_LIMIT,
    MAX_TRAFFIC_LIMIT,
  ]);
}

function checkTagging(value: string, name: string): void {
  const tags = value.split('&').map((pair) => pair.split('=').map(decodeFormComponent));
  const keys = tags.map(([key]) => key);
  const wellFormed = tags.every(
    ([key = '', tagValue = '', ...more]) =>
      more.length === 0 && key.length >= 1 && key.length <= maxTagKeyLength && tagValue.length <= maxTagValueLength,
  );
  const decodable = !/%(?![0-9a-f]{2})/i.test(value);
  if (decodable && wellFormed && tags.length <= maxTags && new Set(keys).size === keys.length) return;
  throw new InvalidInputError(
    name,
    '{0} is key=value&key2=value2, URL-encoded: at most {1} tags with different keys, keys of 1 to {2} and values of at most {3} characters.',
    [name, maxTags, maxTagKeyLength, maxTagValueLength],
  );
}

function decodeFormComponent(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function checkCallback(value: string, name: string): void {
  const callback = jsonInBase64(value);
  if (callback && typeof callback['callbackUrl'] === 'string' && typeof callback['callbackBody'] === 'string') return;
  throw new InvalidInputError(name, '{0} is a JSON object with callbackUrl and callbackBody, in base64.', [name]);
}

function checkCallbackVariables(value: string, name: string): void {
  const variables = jsonInBase64(value);
  if (variables && Object.keys(variables).every((key) => key.startsWith('x:'))) return;
  throw new InvalidInputError(name, '{0} is a JSON object whose keys begin with x:, in base64.', [name]);
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
