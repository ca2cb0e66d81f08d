import assert from 'node:assert/strict';
import { parseSourceRange } from '../../../../src/oss/requests/sourceRange.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

describe('parseSourceRange', () => {
  for (const [text, address, prefixLength] of [
    ['203.0.113.7', '203.0.113.7', undefined],
    [' 203.0.113.0/24 ', '203.0.113.0', 24],
    ['203.0.113.77/24', '203.0.113.0', 24],
    ['203.0.113.255/25', '203.0.113.128', 25],
    ['203.0.113.7/32', '203.0.113.7', 32],
    ['203.0.113.7/0', '0.0.0.0', 0],
    ['255.255.255.255/31', '255.255.255.254', 31],
    ['2001:db8::1', '2001:db8::1', undefined],
    ['2001:db8:1:2:3:4:5:6/32', '2001:db8::', 32],
    ['2001:db8:ffff::/33', '2001:db8:8000::', 33],
    ['2001:db8::ffff/128', '2001:db8::ffff', 128],
    ['::/0', '::', 0],
    ['::ffff:203.0.113.7/120', '::ffff:cb00:7100', 120],
  ] as const) {
    it(`reads ${text.trim()}`, () => {
      const expected = prefixLength === undefined ? { address } : { address, prefixLength };
      assert.deepEqual(parseSourceRange(text), expected);
    });
  }

  for (const text of [
    '',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '203.0.113.0/24/8',
    '203.0.113.0/2.5',
    '2001:db8::/129',
    'fe80::1%eth0',
    'example.com',
  ]) {
    it(`refuses ${JSON.stringify(text)} and explains what is allowed`, () => {
      assert.throws(() => parseSourceRange(text), invalidInput('x-oss-ac-source-ip', /203\.0\.113\.0\/24/));
    });
  }
});
