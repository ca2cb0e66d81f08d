import assert from 'node:assert/strict';
import { additionalHeadersFor, validateHeader, validateHeaders } from '../../../../src/oss/requests/linkHeaders.ts';
import { invalidInputError } from '../../../support/oss/invalidInput.ts';

describe('validateHeader', () => {
  it('accepts unknown headers', () => {
    validateHeader('Content-Language', 'zh-CN');
    validateHeader('x-oss-unheard-of', 'anything');
  });

  for (const name of [
    'Authorization',
    'x-oss-date',
    'X-OSS-Content-SHA256',
    'x-oss-security-token',
    'x-oss-signature',
  ]) {
    it(`refuses ${name}, which is part of the signature`, () => {
      const error = invalidInputError(() => {
        validateHeader(name, 'x');
      });
      assert.equal(error.field, name);
      assert.match(error.message, /part of the signature/);
    });
  }

  for (const name of ['Host', 'Content-Length', 'Transfer-Encoding', 'Date']) {
    it(`refuses ${name}, which clients set`, () => {
      const error = invalidInputError(() => {
        validateHeader(name, '1');
      });
      assert.equal(error.field, name);
      assert.match(error.message, /program that uses the link/);
    });
  }
});

describe('validateHeaders', () => {
  it('accepts compatible headers', () => {
    validateHeaders({
      'content-type': 'text/plain',
      'x-oss-meta-a': 'x'.repeat(8192 - 'x-oss-meta-a'.length),
      'x-oss-server-side-encryption': 'KMS',
      'x-oss-server-side-encryption-key-id': '9468da86-3509-4f8d-a61e-6eab1eac0000',
      'x-oss-server-side-data-encryption': 'SM4',
    });
  });

  it('validates each header', () => {
    assert.equal(
      invalidInputError(() => {
        validateHeaders({ 'x-oss-object-acl': 'secret' });
      }).field,
      'x-oss-object-acl',
    );
  });

  it('refuses a duplicate header', () => {
    assert.match(
      invalidInputError(() => {
        validateHeaders({ 'X-OSS-Meta-A': '1', 'x-oss-meta-a': '2' });
      }).message,
      /twice/,
    );
  });

  it('counts the metadata of all headers together', () => {
    const error = invalidInputError(() => {
      validateHeaders({ 'x-oss-meta-a': 'x'.repeat(4096), 'x-oss-meta-b': 'x'.repeat(4096) });
    });
    assert.deepEqual([error.field, error.args], ['x-oss-meta-*', [8216, 8192]]);
  });

  for (const [name, value] of [
    ['x-oss-server-side-encryption-key-id', '9468da86'],
    ['x-oss-server-side-data-encryption', 'SM4'],
  ] as const) {
    it(`refuses ${name} without KMS`, () => {
      const error = invalidInputError(() => {
        validateHeaders({ [name]: value, 'x-oss-server-side-encryption': 'AES256' });
      });
      assert.equal(error.field, name);
      assert.match(error.message, /KMS/);
    });
  }
});

describe('additionalHeadersFor', () => {
  it('returns the headers that OSS would not sign by default', () => {
    assert.deepEqual(
      additionalHeadersFor({
        'Content-Type': 'text/plain',
        'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==',
        'x-oss-meta-a': '1',
        'Content-Disposition': 'inline',
        'Cache-Control': 'no-cache',
      }),
      ['cache-control', 'content-disposition'],
    );
  });
});
