import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import {
  createPresigner,
  presign,
  type PresignOptions,
  type PresignRequest,
} from '../../../../src/oss/signing/presign.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';
import { options, request } from '../../../support/oss/arbitraryRequests.ts';

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

/** Texts that ali-oss signs for a request. */
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
  it('agrees with ali-oss on any request', () => {
    fc.assert(
      fc.property(request, options, (request, options) => {
        const expected = signWithAliOss(request, options);
        const result = presign(request, options);
        assert.equal(result.canonicalRequest, expected.canonicalRequest);
        assert.equal(result.stringToSign, expected.stringToSign);
        assert.equal(readQuery(result.url)['x-oss-signature'], expected.signature);
      }),
      // The second opinion on the whole signature is worth more runs than the other properties.
      { ...propertyRuns, numRuns: Math.max(2000, propertyRuns.numRuns) },
    );
  }).timeout(60_000);

  it('creates URLs from which a server reads the signed key and query', () => {
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
      propertyRuns,
    );
  });
});

describe('createPresigner', () => {
  it('signs every request of a batch like presign alone, and leaves no trace of one in the next', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 5 }), options, (requests, options: PresignOptions) => {
        const presigner = createPresigner(options);
        assert.deepEqual(
          requests.map((request) => presigner(request)),
          requests.map((request) => presign(request, options)),
        );
      }),
      propertyRuns,
    );
  });
});
