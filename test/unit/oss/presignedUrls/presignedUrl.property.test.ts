import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import { readPresignedUrls } from '../../../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { presign, type PresignOptions, type PresignRequest } from '../../../../src/oss/signing/presign.ts';
import { readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import { verifyPresignedUrl } from '../../../../src/oss/presignedUrls/verifyPresignedUrl.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';
import { character, options, request } from '../../../support/oss/arbitraryRequests.ts';

const place = fc.constantFrom<Pick<PresignOptions, 'endpoint' | 'addressing'>>(
  { endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' },
  { endpoint: 'https://oss-cn-hangzhou.aliyuncs.com', addressing: 'path' },
  { endpoint: 'https://oss-cn-hangzhou-internal.aliyuncs.com' },
  { endpoint: 'https://cn-hangzhou.oss.aliyuncs.com' },
  { endpoint: 'https://oss-accelerate.aliyuncs.com' },
  { endpoint: 'http://127.0.0.1:9000' },
  { endpoint: 'https://[::1]' },
  { endpoint: 'https://cdn.example.com', addressing: 'cname' },
);

interface Signed {
  readonly request: PresignRequest & { readonly key: string };
  readonly options: PresignOptions;
  readonly url: string;
}

const signed: fc.Arbitrary<Signed> = fc
  .tuple(request, options, place, fc.constantFrom('v4' as const, 'v1' as const))
  .map(([request, options, place, signatureVersion]) => {
    const all = { ...options, ...place, signatureVersion };
    const wanted = signatureVersion === 'v1' ? { ...request, additionalHeaders: [] } : request;
    return { request: wanted, options: all, url: presign(wanted, all).url };
  });

describe('readPresignedUrl and verifyPresignedUrl', () => {
  it('read the output of presign, and find the signature valid', () => {
    fc.assert(
      fc.property(signed, ({ request, options, url }) => {
        const link = readPresignedUrl(url);
        assert.equal(link.key, request.key);
        assert.equal(link.bucket, options.addressing === 'cname' ? undefined : request.bucket);
        assert.deepEqual(link.query, request.query);
        assert.equal(link.accessKeyId, options.credentials.accessKeyId);
        assert.equal(link.securityToken, options.credentials.securityToken);
        const endMs = Math.floor((options.signedAt?.getTime() ?? 0) / 1000) * 1000 + (options.expires ?? 0) * 1000;
        assert.equal(link.expiration.getTime(), endMs);
        const { method, bucket, headers = {} } = request;
        const verification = verifyPresignedUrl(link, { credentials: options.credentials, method, bucket, headers });
        assert.deepEqual(verification, { verifies: true, method, differences: [] });
      }),
      propertyRuns,
    );
  });

  it('never verify with another secret', () => {
    fc.assert(
      fc.property(signed, ({ request, options, url }) => {
        const credentials = { ...options.credentials, accessKeySecret: `${options.credentials.accessKeySecret}x` };
        const { bucket, headers = {} } = request;
        const { verifies } = verifyPresignedUrl(readPresignedUrl(url), { credentials, bucket, headers });
        assert.equal(verifies, false);
      }),
      // Each of them tries all that may have changed.
      { ...propertyRuns, numRuns: Math.ceil(propertyRuns.numRuns / 20) },
    );
  }).timeout(60_000);

  it('read or refuse a link with any change', () => {
    const change = fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: character, maxLength: 3 }));
    fc.assert(
      fc.property(signed, fc.array(change, { minLength: 1, maxLength: 4 }), ({ url }, changes) => {
        const changed = changes.reduce((text, [at, length, inserted]) => {
          const index = at % (text.length + 1);
          return text.slice(0, index) + inserted + text.slice(index + length);
        }, url);
        try {
          readPresignedUrl(changed);
        } catch (error) {
          assert.ok(error instanceof InvalidInputError, String(error));
        }
        readPresignedUrls(changed);
      }),
      propertyRuns,
    );
  });
});

describe('readPresignedUrls', () => {
  const quoting = fc.constantFrom<readonly [before: string, write: (url: string) => string, after: string]>(
    [' ', (url) => url, '. '],
    ['"', (url) => url, '"'],
    ["'", (url) => url, "'"],
    ['](', (url) => url, ')'],
    ['<', (url) => url, '>'],
    ['`', (url) => url, '`'],
    ['：', (url) => url, '，'],
    ['href="', (url) => url.replaceAll('&', '&amp;'), '">'],
    ['', (url) => JSON.stringify({ url }), ''],
    ['', (url) => JSON.stringify({ url }).replaceAll('&', '\\u0026').replaceAll('/', '\\/'), ''],
    ['', (url) => url.replaceAll('&', '\\&').replaceAll('?', '\\?').replaceAll('=', '\\='), '\n'],
  );

  it('finds every link in any text, in any quotes', () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/['(["\\]$/, ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(around, quoting, signed), { maxLength: 3 }), (parts) => {
        const text = parts.map(
          ([words, [before, write, after], { url }]) => `${words}\n${before}${write(url)}${after}\n`,
        );
        assert.deepEqual(
          readPresignedUrls(text.join('')).map(({ link }) => link.url),
          parts.map(([, , { url }]) => url),
        );
      }),
      propertyRuns,
    );
  });

  it('never fails for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'https://',
        'http:\\/\\/',
        '?',
        '&',
        '&amp;',
        '%',
        'x-oss-signature=',
        'Signature=',
        "'",
        '(',
        ')',
      ),
      fc.string({ unit: character, maxLength: 10 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40, size: 'max' }), (pieces) => {
        assert.deepEqual(readPresignedUrls(pieces.join('')), []);
      }),
      propertyRuns,
    );
  });
});
