import assert from 'node:assert/strict';
import { safeFileName } from '../../../src/text/fileNames.ts';
import { SafePaths } from '../../../src/transfers/safePaths.ts';

describe('the path of a key', () => {
  for (const [keys, paths] of [
    [['a.txt', '报告/三 季度.pdf', '.hidden'], undefined],
    [['../../etc/passwd'], ['__/__/etc/passwd']],
    [
      ['a/./b', 'a/../b'],
      ['a/_/b', 'a/__/b'],
    ],
    [
      ['/etc/passwd', '//x'],
      ['_/etc/passwd', '_/_/x'],
    ],
    [
      ['..\\..\\boot.ini', 'C:\\x', 'a:b'],
      ['.._.._boot.ini', 'C__x', 'a_b'],
    ],
    [
      ['con', 'NUL.txt', 'com1', 'lpt¹.log', 'aux .txt', 'console'],
      ['_con', '_NUL.txt', '_com1', '_lpt¹.log', '_aux .txt', 'console'],
    ],
    [
      ['name.', 'name ', '...'],
      ['name_', 'name_ (2)', '___'],
    ],
    [
      ['tab\tline\nnul\0.txt', 'del\u007f', 'half \ud800'],
      ['tab_line_nul_.txt', 'del_', 'half \ufffd'],
    ],
    [
      ['what?', 'a*b', '<b>', 'say "x"', 'a|b'],
      ['what_', 'a_b', '_b_', 'say _x_', 'a_b (2)'],
    ],
    [
      ['Readme.md', 'README.md', 'readme.md'],
      ['Readme.md', 'README (2).md', 'readme (3).md'],
    ],
    [
      ['\u00e9.txt', 'e\u0301.txt'],
      ['\u00e9.txt', 'e\u0301 (2).txt'],
    ],
    [
      ['a', 'a/', 'a/b', 'a/c'],
      ['a', 'a (2)/_', 'a (2)/b', 'a (2)/c'],
    ],
    [
      ['a/b', 'a'],
      ['a/b', 'a (2)'],
    ],
    [['a/bc', 'ab/c', 'abc'], undefined],
    [
      ['x?/1', 'x*/1', 'X_/2'],
      ['x_/1', 'x_/1 (2)', 'X_/2'],
    ],
    [
      ['a (2)', 'b', 'B', 'b (2)'],
      ['a (2)', 'b', 'B (2)', 'b (2) (2)'],
    ],
  ] as const) {
    it(`is safe and unique: ${JSON.stringify(keys)}`, () => {
      const safePaths = new SafePaths();
      const found = keys.map((key) => safePaths.of(key));
      const expected: readonly string[] = paths ?? keys;
      assert.deepEqual(
        found.map(({ segments }) => segments.join('/')),
        expected,
      );
      assert.deepEqual(
        found.map(({ isChanged }) => isChanged),
        keys.map((key, index) => key !== expected[index]),
      );
    });
  }

  it('is short enough for file systems, with its extension kept and no character split', () => {
    const name = safeFileName(`${'报'.repeat(100)}.pdf`);
    assert.ok(Buffer.byteLength(name) <= 230);
    assert.match(name, /^报{75}\.pdf$/);
    assert.equal(safeFileName('x'.repeat(230)), 'x'.repeat(230));
    assert.equal(safeFileName('x'.repeat(231)), 'x'.repeat(230));
  });
});
