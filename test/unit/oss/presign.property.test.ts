import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { createPresigner, presign, type PresignOptions, type PresignRequest } from '../../../src/oss/presign.ts';

/** The part of ali-oss that signs; its own types leave it out. */
interface AliSigner {
  fixAdditionalHeaders(names: readonly string[]): string[];
  getCanonicalRequest(
    method: string,
    request: { headers: Record<string, string>; queries: Record<string, string | null> },
    bucket: string,
    key: string | undefined,
    additionalHeaders: readonly string[],
  ): string;
  getCredential(day: string, region: string, accessKeyId: string): string;
  getStringToSign(region: string, timestamp: string, canonicalRequest: string): string;
  getSignatureV4(secret: string, day: string, region: string, stringToSign: string): string;
}
const ali = createRequire(import.meta.url)('ali-oss/lib/common/signUtils.js') as AliSigner;

const NUMBER_OF_REQUESTS = 2_500;
/** Fixed, so that every run tries the same requests and a failure can be tried again. */
const SEED = 20_241_112;

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
];
const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE, ...MORE_HOSTILE), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const key = hostileText.filter((text) => text !== '' && !/^[/\\]/.test(text) && Buffer.byteLength(text) <= 1023);
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

const request: fc.Arbitrary<PresignRequest & { readonly key: string }> = headers.chain((given) =>
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
const credentials = fc.record(
  { accessKeyId: fc.stringMatching(/^(?:STS\.)?[A-Za-z0-9]{2,24}$/), accessKeySecret: opaque, securityToken: opaque },
  { requiredKeys: ['accessKeyId', 'accessKeySecret'] },
);
const options = fc.record({
  credentials,
  region: fc.constantFrom('cn-hangzhou', 'ap-southeast-1', 'cn-shanghai-finance-1'),
  endpoint: fc.constant('https://oss-cn-hangzhou.aliyuncs.com'),
  signedAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
  expires: fc.integer({ min: 1, max: 604_800 }),
});

/** OSS sorts encoded names by their bytes; ali-oss sorts plain names as the machine's language does. */
function sortQuery(canonicalRequest: string): string {
  const lines = canonicalRequest.split('\n');
  const nameOf = (pair: string): string => pair.split('=')[0] ?? '';
  lines[2] = (lines[2] ?? '')
    .split('&')
    .sort((a, b) => Buffer.compare(Buffer.from(nameOf(a)), Buffer.from(nameOf(b))))
    .join('&');
  return lines.join('\n');
}

/** What ali-oss signs for a request. */
function signWithAliOss(
  { method, bucket, key, query = {}, headers = {}, additionalHeaders = [] }: PresignRequest,
  {
    credentials,
    region,
    signedAt,
    expires,
  }: Required<Pick<PresignOptions, 'credentials' | 'region' | 'signedAt' | 'expires'>>,
): { readonly canonicalRequest: string; readonly stringToSign: string; readonly signature: string } {
  const timestamp = signedAt.toISOString().replace(/[:-]|\.\d+/g, '');
  const day = timestamp.slice(0, 8);
  const additional = ali.fixAdditionalHeaders(additionalHeaders);
  const queries: Record<string, string | null> = {
    ...query,
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': ali.getCredential(day, region, credentials.accessKeyId),
    'x-oss-date': timestamp,
    'x-oss-expires': String(expires),
    ...(credentials.securityToken !== undefined && { 'x-oss-security-token': credentials.securityToken }),
    ...(additional.length > 0 && { 'x-oss-additional-headers': additional.join(';') }),
  };
  for (const [name, value] of Object.entries(queries)) {
    // ali-oss writes an empty value as `name=`, and only null as the bare name that OSS signs.
    if (value === '') queries[name] = null;
  }
  const sent = { ...headers, host: `${bucket}.oss-cn-hangzhou.aliyuncs.com` };
  const canonicalRequest = sortQuery(
    ali.getCanonicalRequest(method, { headers: sent, queries }, bucket, key, additional),
  );
  const stringToSign = ali.getStringToSign(region, timestamp, canonicalRequest);
  const signature = ali.getSignatureV4(credentials.accessKeySecret, day, region, stringToSign);
  return { canonicalRequest, stringToSign, signature };
}

/** The parameters of a URL as a server reads them. */
function readQuery(url: string): Record<string, string> {
  const pairs = url.slice(url.indexOf('?') + 1).split('&');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value)];
    }),
  );
}

describe('presign', () => {
  it(`agrees with ali-oss on ${NUMBER_OF_REQUESTS} random requests`, () => {
    fc.assert(
      fc.property(request, options, (request, options) => {
        const expected = signWithAliOss(request, options);
        const result = presign(request, options);
        assert.equal(result.canonicalRequest, expected.canonicalRequest);
        assert.equal(result.stringToSign, expected.stringToSign);
        assert.equal(readQuery(result.url)['x-oss-signature'], expected.signature);
      }),
      { numRuns: NUMBER_OF_REQUESTS, seed: SEED },
    );
  }).timeout(60_000);

  it('makes URLs that a server reads back as the key and the query that were signed', () => {
    fc.assert(
      fc.property(request, options, (request, options) => {
        const { url } = presign(request, options);
        const origin = `https://${request.bucket}.oss-cn-hangzhou.aliyuncs.com/`;
        assert.ok(url.startsWith(origin));
        assert.match(url, /^[A-Za-z0-9\-._~/:?&=%]+$/);
        assert.equal(decodeURIComponent(url.slice(origin.length, url.indexOf('?'))), request.key);
        const read = readQuery(url);
        for (const [name, value] of Object.entries(request.query ?? {})) {
          assert.equal(read[name], value);
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});

describe('createPresigner', () => {
  it('signs every request of a batch as presign signs it alone, and leaves no trace of one in the next', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 5 }), options, (requests, options: PresignOptions) => {
        const presigner = createPresigner(options);
        assert.deepEqual(
          requests.map((request) => presigner(request)),
          requests.map((request) => presign(request, options)),
        );
      }),
      { numRuns: 200, seed: SEED },
    );
  });
});
