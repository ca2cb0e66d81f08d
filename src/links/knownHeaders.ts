import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../oss/errors.ts';

/** A header that OSS knows and a link may carry. */
export interface KnownHeader {
  /** As it is usually written; a name that ends in `*` stands for all names that begin so. */
  readonly name: string;
  readonly methods: readonly ('GET' | 'PUT')[];
  /** One line, in the user's language. */
  readonly describe: () => string;
  /** The only values that OSS takes. */
  readonly values?: readonly string[];
  /** Throws an `InvalidInputError` whose field is the header's name. */
  readonly check?: (value: string) => void;
}

const userMetadataPrefix = 'x-oss-meta-';
const maxTags = 10;
const maxTagKeyLength = 128;
const maxTagValueLength = 256;
const minTrafficLimit = 819_200;
const maxTrafficLimit = 838_860_800;

/** The headers to propose, those used most first. */
export const knownHeaders: readonly KnownHeader[] = [
  {
    name: 'Content-Type',
    methods: ['PUT'],
    describe: () => l10n.t('The type with which the object is stored and later served'),
    check: checkMediaType,
  },
  {
    name: 'Content-MD5',
    methods: ['PUT'],
    describe: () => l10n.t('Accepts only the content with this MD5, in base64'),
    check: checkMd5,
  },
  {
    name: `${userMetadataPrefix}*`,
    methods: ['PUT'],
    describe: () => l10n.t('Metadata of your own, 8 KB in all'),
  },
  {
    name: 'x-oss-forbid-overwrite',
    methods: ['PUT'],
    describe: () => l10n.t('Refuses the upload where an object of this name exists'),
    values: ['true', 'false'],
  },
  {
    name: 'x-oss-object-acl',
    methods: ['PUT'],
    describe: () => l10n.t('Who may read and write the object'),
    values: ['default', 'private', 'public-read', 'public-read-write'],
  },
  {
    name: 'x-oss-storage-class',
    methods: ['PUT'],
    describe: () => l10n.t('The storage class of the object'),
    values: ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'],
  },
  {
    name: 'Cache-Control',
    methods: ['PUT'],
    describe: () => l10n.t('How downloads of the object are cached'),
  },
  {
    name: 'Content-Disposition',
    methods: ['PUT'],
    describe: () => l10n.t('Whether browsers show or save the object, and under which file name'),
  },
  {
    name: 'Content-Encoding',
    methods: ['PUT'],
    describe: () => l10n.t('How the content is compressed, for example gzip'),
    check: checkContentCodings,
  },
  {
    name: 'Expires',
    methods: ['PUT'],
    describe: () => l10n.t('When cached copies of the object become stale'),
    check: checkHttpDate,
  },
  {
    name: 'x-oss-tagging',
    methods: ['PUT'],
    describe: () => l10n.t('Tags of the object, for example project=a&stage=test'),
    check: checkTagging,
  },
  {
    name: 'x-oss-server-side-encryption',
    methods: ['PUT'],
    describe: () => l10n.t('How OSS encrypts the object'),
    values: ['AES256', 'KMS', 'SM4'],
  },
  {
    name: 'x-oss-server-side-data-encryption',
    methods: ['PUT'],
    describe: () => l10n.t('The cipher of the data where KMS keeps the key'),
    values: ['SM4'],
  },
  {
    name: 'x-oss-server-side-encryption-key-id',
    methods: ['PUT'],
    describe: () => l10n.t('The KMS key with which OSS encrypts the object'),
  },
  {
    name: 'x-oss-callback',
    methods: ['PUT'],
    describe: () => l10n.t('The URL that OSS calls after the upload: JSON in base64'),
    check: checkCallback,
  },
  {
    name: 'x-oss-callback-var',
    methods: ['PUT'],
    describe: () => l10n.t('Values for the callback, with keys that begin with x: (JSON in base64)'),
    check: checkCallbackVariables,
  },
  {
    name: 'x-oss-traffic-limit',
    methods: ['GET', 'PUT'],
    describe: () => l10n.t('The highest speed, in bits per second'),
    check: checkTrafficLimit,
  },
  {
    name: 'x-oss-request-payer',
    methods: ['GET', 'PUT'],
    describe: () => l10n.t('The requester pays, in a bucket that is set so'),
    values: ['requester'],
  },
  {
    name: 'x-oss-range-behavior',
    methods: ['GET'],
    describe: () => l10n.t('Answers a range that the object does not have with an error, not with the whole object'),
    values: ['standard'],
  },
];

/** The entry for a header name in any case, if OSS knows that header. */
export function knownHeader(name: string): KnownHeader | undefined {
  const lowerCaseName = name.toLowerCase();
  return knownHeaders.find((known) =>
    known.name.endsWith('*')
      ? lowerCaseName.startsWith(known.name.slice(0, -1))
      : lowerCaseName === known.name.toLowerCase(),
  );
}

/** Says whether a header sets metadata of the user's own. */
export function isUserMetadata(name: string): boolean {
  return name.toLowerCase().startsWith(userMetadataPrefix);
}

function checkMediaType(value: string): void {
  if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"\\]*"))*$/.test(value)) return;
  throw new InvalidInputError('Content-Type', 'Content-Type is type/subtype, for example text/plain;charset=utf-8.');
}

function checkMd5(value: string): void {
  const bytes = Buffer.from(value, 'base64');
  // Node's decoder skips what is not base64, so that only the way back shows whether it all was.
  if (bytes.length === 16 && bytes.toString('base64') === value) return;
  throw new InvalidInputError(
    'Content-MD5',
    'Content-MD5 is the 16 bytes of an MD5 in base64: 24 characters, the last two "==".',
  );
}

function checkContentCodings(value: string): void {
  if (/^[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/.test(value)) return;
  throw new InvalidInputError(
    'Content-Encoding',
    'Content-Encoding is a name such as gzip, br or deflate, or several with commas between.',
  );
}

function checkHttpDate(value: string): void {
  const date = new Date(value);
  if (!Number.isNaN(date.getTime()) && date.toUTCString() === value) return;
  throw new InvalidInputError('Expires', 'Expires is a date such as {0}.', ['Tue, 31 Dec 2030 09:15:00 GMT']);
}

function checkTrafficLimit(value: string): void {
  if (/^\d{6,9}$/.test(value) && Number(value) >= minTrafficLimit && Number(value) <= maxTrafficLimit) return;
  throw new InvalidInputError(
    'x-oss-traffic-limit',
    'x-oss-traffic-limit is a whole number of bits per second from {0} to {1}.',
    [minTrafficLimit, maxTrafficLimit],
  );
}

function checkTagging(value: string): void {
  const tags = value.split('&').map((pair) => pair.split('=').map(decodeFormComponent));
  const keys = tags.map(([key]) => key);
  const wellFormed = tags.every(
    ([key = '', tagValue = '', ...more]) =>
      more.length === 0 && key.length >= 1 && key.length <= maxTagKeyLength && tagValue.length <= maxTagValueLength,
  );
  const decodable = !/%(?![0-9a-f]{2})/i.test(value);
  if (decodable && wellFormed && tags.length <= maxTags && new Set(keys).size === keys.length) return;
  throw new InvalidInputError(
    'x-oss-tagging',
    'x-oss-tagging is key=value&key2=value2, URL-encoded: at most {0} tags with different keys, keys of 1 to {1} and values of at most {2} characters.',
    [maxTags, maxTagKeyLength, maxTagValueLength],
  );
}

function decodeFormComponent(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function checkCallback(value: string): void {
  const callback = jsonInBase64(value);
  if (callback && typeof callback['callbackUrl'] === 'string' && typeof callback['callbackBody'] === 'string') return;
  throw new InvalidInputError(
    'x-oss-callback',
    'x-oss-callback is a JSON object with callbackUrl and callbackBody, in base64.',
  );
}

function checkCallbackVariables(value: string): void {
  const variables = jsonInBase64(value);
  if (variables && Object.keys(variables).every((key) => key.startsWith('x:'))) return;
  throw new InvalidInputError(
    'x-oss-callback-var',
    'x-oss-callback-var is a JSON object whose keys begin with x:, in base64.',
  );
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
