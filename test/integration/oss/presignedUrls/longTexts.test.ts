import assert from 'node:assert/strict';
import { findSignatures } from '../../../../src/oss/presignedUrls/findSignatures.ts';

describe('findSignatures in long texts', () => {
  // Each of these would take minutes with quadratic time.
  const length = 2_000_000;
  for (const [what, unit, count] of [
    ['names', 'x-oss-signature=', 0],
    ['names and gaps', `x-oss-signature${' '.repeat(9)}`, 0],
    ['names and quotes', 'x-oss-signature"""""""', 0],
    ['names of values', 'value="x" name="x-oss-signature ', 0],
    ['backslashes', '\\', 0],
    ['percent signs', '%25', 0],
    ['entities', '&amp;', 0],
    ['beginnings', 'https://', 0],
    ['signatures of no version', 'https://a?Signature=abcdefghijklmnopqrstuvwxyz1=&', 0],
    ['digests', 'a', 0],
    ['links without a space', `https://a.aliyuncs.com/?b=${'b'.repeat(2000)}&x-oss-signature=${'a'.repeat(64)}&`, 948],
  ] as const) {
    it(`reads megabytes of ${what}`, () => {
      const text = unit.repeat(Math.floor(length / unit.length));
      assert.equal(findSignatures(text).length, count);
      assert.equal(findSignatures(`signature${text}`).length, count);
    });
  }
});
