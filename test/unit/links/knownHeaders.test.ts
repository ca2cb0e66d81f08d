import assert from 'node:assert/strict';
import { validateHeader } from '../../../src/links/headerRows.ts';
import { knownHeader, knownHeaders } from '../../../src/links/knownHeaders.ts';
import { InvalidInputError } from '../../../src/oss/errors.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const tags = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=v`).join('&');

const accepted: readonly [string, ...string[]][] = [
  ['Content-Type', 'text/plain', 'text/plain; charset=utf-8', 'application/vnd.a+json;a="b c"'],
  ['Content-MD5', 'XrY7u+Ae7tCTyyK7j1rNww=='],
  ['Cache-Control', 'public, max-age=3600'],
  ['Content-Disposition', 'attachment; filename="a.txt"'],
  ['Content-Encoding', 'gzip', 'deflate, br'],
  ['Expires', 'Tue, 31 Dec 2030 09:15:00 GMT'],
  ['x-oss-meta-note', 'anything'],
  ['x-oss-storage-class', 'Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'],
  ['x-oss-object-acl', 'default', 'private', 'public-read', 'public-read-write'],
  ['x-oss-forbid-overwrite', 'true', 'false'],
  ['x-oss-server-side-encryption', 'AES256', 'KMS', 'SM4'],
  ['x-oss-server-side-data-encryption', 'SM4'],
  ['x-oss-server-side-encryption-key-id', '9468da86-3509-4f8d-a61e-6eab1eac0000'],
  ['x-oss-tagging', 'a=b', 'flag', 'a=', 'a=%E6%A0%87', 'a+b=c', tags(10), `${'k'.repeat(128)}=${'v'.repeat(256)}`],
  ['x-oss-traffic-limit', '819200', '838860800'],
  ['x-oss-callback', base64({ callbackUrl: 'https://example.com', callbackBody: 'bucket=${bucket}' })],
  ['x-oss-callback-var', base64({ 'x:var1': 'value' })],
  ['x-oss-request-payer', 'requester'],
  ['x-oss-range-behavior', 'standard'],
];

const refused: readonly [string, ...string[]][] = [
  ['Content-Type', 'text', 'text/', 'text/plain; charset', '/'],
  ['Content-MD5', '5eb63bbbe01eeed093cb22bb8f5acdc3', 'XrY7u+Ae7tCTyyK7j1rNwx==', 'XrY7u-Ae7tCTyyK7j1rNww==', 'XrY7'],
  ['Content-Encoding', 'gzip;q=1', 'gzip,'],
  ['Expires', 'tomorrow', '2030-12-31', 'Mon, 31 Dec 2030 09:15:00 GMT', '0'],
  ['x-oss-storage-class', 'standard', 'Cold'],
  ['x-oss-object-acl', 'public'],
  ['x-oss-forbid-overwrite', '1', 'TRUE'],
  ['x-oss-server-side-encryption', 'aes256'],
  ['x-oss-server-side-data-encryption', 'AES256'],
  [
    'x-oss-tagging',
    'a=b=c',
    '=b',
    'a=1&a=2',
    'a=1&',
    '%zz=1',
    'a=%zz',
    tags(11),
    'k'.repeat(129),
    `a=${'v'.repeat(257)}`,
  ],
  ['x-oss-traffic-limit', '819199', '838860801', '1e6', '-819200', '819200.5', '100KB'],
  ['x-oss-callback', '{}', base64({ callbackUrl: 'https://example.com' }), base64([]), base64(null), 'AAAA'],
  ['x-oss-callback-var', base64({ var1: 'value' }), base64('x:')],
  ['x-oss-request-payer', 'owner'],
  ['x-oss-range-behavior', 'lenient'],
];

describe('knownHeaders', () => {
  for (const [name, ...values] of accepted) {
    for (const value of values) {
      it(`accepts ${name}: ${value.slice(0, 40)}`, () => {
        validateHeader(name, value);
      });
    }
  }

  for (const [name, ...values] of refused) {
    for (const value of values) {
      it(`refuses ${name}: ${value.slice(0, 40)}, and names the header`, () => {
        assert.throws(
          () => {
            validateHeader(name, value);
          },
          (error) => error instanceof InvalidInputError && error.field === name && error.message.startsWith(name),
        );
      });
    }
  }

  it('says every value that is allowed', () => {
    for (const { name, values } of knownHeaders) {
      if (!values) continue;
      assert.throws(
        () => {
          validateHeader(name, 'nonsense');
        },
        (error) => error instanceof InvalidInputError && values.every((value) => error.message.includes(value)),
      );
    }
  });

  it('are each tried above, described, and meant for some method', () => {
    const tried = new Set(accepted.map(([name]) => knownHeader(name)));
    for (const known of knownHeaders) {
      assert.ok(tried.has(known), known.name);
      assert.ok(known.describe().length > 10, known.name);
      assert.ok(known.methods.length > 0, known.name);
    }
  });
});

describe('knownHeader', () => {
  it('finds a header in any case, and metadata by its prefix', () => {
    assert.equal(knownHeader('content-md5')?.name, 'Content-MD5');
    assert.equal(knownHeader('X-OSS-META-Author')?.name, 'x-oss-meta-*');
    assert.equal(knownHeader('x-oss-tagging-directive'), undefined);
  });
});
