import assert from 'node:assert/strict';
import { namePattern } from '../../../../src/oss/names/namePattern.ts';

describe('namePattern', () => {
  const rows: readonly (readonly [pattern: string, prefix: string, matching: string, other: string])[] = [
    ['2026-', '2026-', '2026-01.log', '2025-12.log'],
    ['2026-*', '2026-', '2026-', '2025-12.log'],
    ['*.pdf', '', '报告.pdf', 'a.pdfx'],
    ['*.PDF', '', 'a.PDF', 'a.pdf'],
    ['2026-*.log', '2026-', '2026-01.log', '2026-01.txt'],
    ['a?c', 'a', 'a🚀c', 'ac'],
    ['a*b*c', 'a', 'aXbbYc', 'aXbYcd'],
    ['a.c', 'a.c', 'a.cd', 'abc'],
    ['*a**b', '', 'xaab', 'xba'],
    ['?', '', 'x', 'xy'],
    ['', '', 'anything', ''],
  ];
  for (const [pattern, prefix, matching, other] of rows) {
    it(`reads ${pattern === '' ? 'nothing' : pattern}`, () => {
      const { prefix: found, matches } = namePattern(pattern);
      assert.equal(found, prefix);
      assert.equal(matches(matching), true, matching);
      if (pattern !== '') assert.equal(matches(other), false, other);
    });
  }

  it('reports whether listing the prefix is the whole comparison', () => {
    assert.deepEqual(
      ['a', 'a*', 'a**', 'a*b', 'a?', ''].map((pattern) => namePattern(pattern).isPrefix),
      [true, true, true, false, false, true],
    );
  });

  it('takes linear time for names that almost match', () => {
    assert.equal(namePattern('*a*a*a*a*a*a*a*a*b').matches('a'.repeat(1000)), false);
  });
});
