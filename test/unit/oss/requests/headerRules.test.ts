import assert from 'node:assert/strict';
import {
  allowedValues,
  headerTitle,
  validateOssHeader,
  isUserMetadata,
} from '../../../../src/oss/requests/headerRules.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

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
  ['x-oss-complete-all', 'yes'],
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
  ['x-oss-complete-all', 'true'],
];

describe('validateOssHeader', () => {
  for (const [name, ...values] of accepted) {
    for (const value of values) {
      it(`accepts ${name}: ${value.slice(0, 40)}`, () => {
        validateOssHeader(name, value);
      });
    }
  }

  for (const [name, ...values] of refused) {
    for (const value of values) {
      it(`refuses ${name}: ${value.slice(0, 40)}, and names the header`, () => {
        assert.throws(
          () => {
            validateOssHeader(name, value);
          },
          invalidInput(name, new RegExp(`^${name} must be `)),
        );
      });
    }
  }

  it('names the query parameter that corresponds to the header', () => {
    assert.throws(
      () => {
        validateOssHeader('Content-Type', 'text', 'response-content-type');
      },
      invalidInput('response-content-type', /^response-content-type must be type/),
    );
  });

  it('lists every allowed value', () => {
    assert.throws(
      () => {
        validateOssHeader('X-OSS-Object-ACL', 'public');
      },
      invalidInput('X-OSS-Object-ACL', /default, private, public-read, public-read-write/),
    );
  });
});

describe('allowedValues', () => {
  it('returns them for a name in any case', () => {
    assert.deepEqual(allowedValues('X-OSS-Forbid-Overwrite'), ['true', 'false']);
  });

  it('returns none for headers with free values', () => {
    assert.equal(allowedValues('content-type'), undefined);
    assert.equal(allowedValues('x-oss-meta-a'), undefined);
  });
});

describe('isUserMetadata', () => {
  it('compares the prefix of the name, in any case', () => {
    assert.equal(isUserMetadata('X-OSS-META-Author'), true);
    assert.equal(isUserMetadata('x-oss-metadata'), false);
  });
});

describe('headerTitle', () => {
  it('writes standard names in title case, and names of OSS in lower case', () => {
    assert.deepEqual(['content-type', 'Content-MD5', 'EXPIRES', 'X-OSS-Meta-Author'].map(headerTitle), [
      'Content-Type',
      'Content-MD5',
      'Expires',
      'x-oss-meta-author',
    ]);
  });
});
