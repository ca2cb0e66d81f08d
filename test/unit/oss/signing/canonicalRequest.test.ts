import assert from 'node:assert/strict';
import { canonicalUri } from '../../../../src/oss/encoding.ts';
import {
  canonicalHeaders,
  canonicalQuery,
  canonicalRequest,
  normalizeHeaders,
  selectSignedHeaders,
} from '../../../../src/oss/signing/canonicalRequest.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

describe('canonicalUri', () => {
  it('contains bucket and object, or neither for the service', () => {
    assert.equal(canonicalUri(), '/');
    assert.equal(canonicalUri('bucket'), '/bucket/');
    assert.equal(canonicalUri('bucket', '1234+-/123/1.txt'), '/bucket/1234%2B-/123/1.txt');
  });
});

describe('canonicalQuery', () => {
  it('encodes, sorts by encoded name and writes empty values as bare names', () => {
    assert.equal(
      canonicalQuery({
        param1: 'value1',
        '+param1': 'value3',
        '|param1': 'value4',
        '+param2': '',
        '|param2': '',
        param2: '',
      }),
      '%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2',
    );
  });
  it('sorts upper case before lower case, in any locale', () => {
    assert.equal(canonicalQuery({ b: '', A: '', a: '', B: '' }), 'A&B&a&b');
  });
  it('is empty without parameters', () => {
    assert.equal(canonicalQuery({}), '');
  });
});

describe('normalizeHeaders', () => {
  it('lowercases names and trims values', () => {
    assert.deepEqual([...normalizeHeaders({ 'Content-Type': ' a  b ' })], [['content-type', 'a  b']]);
  });
  it('keeps names that are special in JavaScript', () => {
    const headers = JSON.parse('{"__proto__":"1","constructor":"2"}') as Record<string, string>;
    assert.deepEqual(
      [...normalizeHeaders(headers)],
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    );
  });
  it('refuses names and values that HTTP cannot carry', () => {
    assert.throws(() => normalizeHeaders({ 'a b': '' }), invalidInput('headers'));
    assert.throws(() => normalizeHeaders({ a: 'x\r\ny: z' }), invalidInput('headers'));
  });
});

describe('selectSignedHeaders', () => {
  it("signs content type, MD5 and OSS's own headers, and others on request, sorted", () => {
    const headers = normalizeHeaders({ range: '1', 'x-oss-b': '2', 'content-type': '3', 'content-md5': '4', abc: '5' });
    const signed = selectSignedHeaders(headers, ['Range', 'x-oss-b', 'x-oss-absent']);
    assert.equal(canonicalHeaders(signed.headers), 'content-md5:4\ncontent-type:3\nrange:1\nx-oss-b:2\n');
    assert.deepEqual(signed.additionalNames, ['range']);
  });
});

describe('canonicalRequest', () => {
  it('joins its six parts, with an empty line after the headers', () => {
    const signed = selectSignedHeaders(normalizeHeaders({ 'x-oss-a': '1', abc: '2' }), ['abc']);
    assert.equal(
      canonicalRequest('GET', '/b/k', 'q', signed),
      'GET\n/b/k\nq\nabc:2\nx-oss-a:1\n\nabc\nUNSIGNED-PAYLOAD',
    );
  });
  it("ends with the body's hash if the header contains one", () => {
    const signed = selectSignedHeaders(normalizeHeaders({ 'x-oss-content-sha256': 'hash' }), []);
    assert.equal(canonicalRequest('PUT', '/', '', signed), 'PUT\n/\n\nx-oss-content-sha256:hash\n\n\nhash');
  });
});
