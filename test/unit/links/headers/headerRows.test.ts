import assert from 'node:assert/strict';
import { parseHeaderRow } from '../../../../src/links/headers/proposedHeaders.ts';
import { invalidInputError } from '../../../support/oss/invalidInput.ts';

describe('parseHeaderRow', () => {
  it('splits at the first colon, trims, and lowercases the name', () => {
    assert.deepEqual(parseHeaderRow(' X-OSS-Meta-Link :  https://example.com/a  '), {
      name: 'x-oss-meta-link',
      value: 'https://example.com/a',
    });
  });

  for (const [text, pattern] of [
    ['x-oss-meta-a', /Name: value/],
    ['', /Name: value/],
    [': value', /header name/],
    ['a b: value', /header name/],
    ['名: value', /header name/],
    ['x-oss-meta-a:', /Enter a value for/],
    ['x-oss-meta-: b', /name of the metadata after x-oss-meta-/],
    ['x-oss-meta-a: b\r\nx-oss-object-acl: private', /visible ASCII/],
    ['x-oss-meta-a: 名', /Percent-encode/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.match(invalidInputError(() => parseHeaderRow(text)).message, pattern);
    });
  }
});
