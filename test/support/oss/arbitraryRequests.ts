import fc from 'fast-check';
import type { PresignRequest } from '../../../src/oss/signing/presign.ts';

const HOSTILE = [
  ' ',
  '+',
  '%',
  '%2F',
  '%252e',
  '#',
  '?',
  '&',
  '=',
  '"',
  "'",
  '\\',
  '/',
  '//',
  '.',
  '..',
  '/./',
  '/../',
];
const MORE_HOSTILE = [
  '~',
  '*',
  '(',
  ')',
  '!',
  ';',
  ':',
  '@',
  '$',
  ',',
  '|',
  '<',
  '>',
  '\t',
  '\n',
  '\0',
  '报告',
  '🚀',
  'é',
  'a',
  'Z',
  '0',
  '__proto__',
  'constructor',
];
/** Any character. The unit `binary` of fast-check means the same, and first makes a table of all, which takes seconds. */
export const character = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));

/** Text of signs and names that mean something in URLs, headers, queries or JavaScript. */
export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE, ...MORE_HOSTILE), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: character, maxLength: 60 }),
);
/** A key that OSS takes. */
export const key = hostileText.filter((text) => text !== '' && !/^[/\\]/.test(text) && Buffer.byteLength(text) <= 1023);
const bucket = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/);

const OWN_PARAMETER = /^(?:x-oss-.*|ossaccesskeyid|expires|signature|security-token|__proto__|)$/i;
const queryName = fc.oneof(
  fc.constantFrom(
    'versionId',
    'response-content-type',
    'x-oss-process',
    'x-oss-traffic-limit',
    'uploads',
    'callback',
    'callback-var',
  ),
  hostileText.filter((name) => !OWN_PARAMETER.test(name)),
);
const query = fc.dictionary(queryName, hostileText, { maxKeys: 6, noNullPrototype: true });

const headerValue = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });
const headerName = fc.oneof(
  fc.constantFrom(
    'Content-Type',
    'content-md5',
    'Range',
    'If-Match',
    'Cache-Control',
    'X-Oss-Object-Acl',
    'x-oss-storage-class',
  ),
  fc.stringMatching(/^[xX]-[oO][sS][sS]-[mM]eta-[A-Za-z0-9.-]{1,8}$/),
  fc.stringMatching(/^y-[a-z0-9-]{1,8}$/),
);
const headers = fc
  .uniqueArray(fc.tuple(headerName, headerValue), { selector: ([name]) => name.toLowerCase(), maxLength: 6 })
  .map((entries) => Object.fromEntries(entries));

/** Some of the headers, in another case, some twice; sometimes the host, sometimes one that is signed anyway. */
const withAdditionalHeaders = (given: Record<string, string>): fc.Arbitrary<string[]> =>
  fc
    .array(fc.tuple(fc.constantFrom('host', 'Host', 'x-oss-absent', ...Object.keys(given)), fc.boolean()), {
      maxLength: 4,
    })
    .map((names) => names.map(([name, upper]) => (upper ? name.toUpperCase() : name)));

/** Any request to an object. */
export const request: fc.Arbitrary<PresignRequest & { readonly key: string }> = headers.chain((given) =>
  fc.record({
    method: fc.constantFrom('GET', 'PUT', 'HEAD', 'POST', 'DELETE'),
    bucket,
    key,
    query,
    headers: fc.constant(given),
    additionalHeaders: withAdditionalHeaders(given),
  }),
);

const opaque = fc.stringMatching(/^[A-Za-z0-9/+=._-]{1,64}$/);
/** Keys, sometimes temporary ones. */
export const credentials = fc.record(
  { accessKeyId: fc.stringMatching(/^(?:STS\.)?[A-Za-z0-9]{2,24}$/), accessKeySecret: opaque, securityToken: opaque },
  { requiredKeys: ['accessKeyId', 'accessKeySecret'] },
);
/** Options of V4 links for one public endpoint. */
export const options = fc.record({
  credentials,
  region: fc.constantFrom('cn-hangzhou', 'ap-southeast-1', 'cn-shanghai-finance-1'),
  endpoint: fc.constant('https://oss-cn-hangzhou.aliyuncs.com'),
  signedAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
  expires: fc.integer({ min: 1, max: 604_800 }),
});
