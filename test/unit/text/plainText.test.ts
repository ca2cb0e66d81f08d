import assert from 'node:assert/strict';
import { markdownCell, markdownTable, plainText } from '../../../src/text/plainText.ts';

describe('a plain text', () => {
  for (const [what, text, markup] of [
    ['an icon', 'a $(flame) b', /\$\([A-Za-z0-9~-]+\)/],
    ['a turning icon', '$(sync~spin)', /\$\([A-Za-z0-9~-]+\)/],
    ['a link', '[a](https://example.com)', /\[([^\]]+)\]\(([^)\s]+)/],
    ['a link to a command', 'x [run](command:workbench.action.quit).txt', /\[([^\]]+)\]\(([^)\s]+)/],
  ] as const) {
    it(`reads as before and is no longer ${what}`, () => {
      assert.match(text, markup);
      const plain = plainText(text);
      assert.doesNotMatch(plain, markup);
      assert.equal(plain.replaceAll('\u2060', ''), text);
    });
  }

  it('shows characters that would hide or reorder text around them', () => {
    assert.equal(plainText('invoice\u202egpj.exe'), 'invoice\\u202egpj.exe');
    assert.equal(plainText('a\nb\tc\u2066\u0000\u2028'), 'a\\nb\\tc\\u2066\\u0000\\u2028');
    assert.equal(plainText('a\u200bb\ufeff.txt\r'), 'a\\u200bb\\ufeff.txt\\r');
    assert.equal(plainText('报告 👩‍💻 é'), '报告 👩‍💻 é');
  });

  it('isolates words that are written from right to left, with the numbers between them', () => {
    assert.equal(plainText('Move "تقرير" (3 B) to b/?'), 'Move "\u2068تقرير\u2069" (3 B) to b/?');
    assert.equal(plainText('תשובה 5 ב, abc ملف 2'), '\u2068תשובה 5 ב\u2069, abc \u2068ملف\u2069 2');
    assert.equal(plainText('\u2068a\u2069 \u202eتقرير'), '\\u2068a\\u2069 \\u202e\u2068تقرير\u2069');
  });

  it('is made in linear time', () => {
    const time = (text: string): number => {
      const begin = performance.now();
      plainText(text);
      return performance.now() - begin;
    };
    for (const text of ['ا ', 'ا'.repeat(10) + '1'.repeat(100), 'ا,a']) assert.ok(time(text.repeat(2_000)) < 1000);
  });

  it('is unchanged if it contains no markup', () => {
    for (const text of ['a (2).txt', '$ (x)', '[x] (y)', '**b** `c` {0}', '']) assert.equal(plainText(text), text);
  });
});

describe('markdownTable', () => {
  it('escapes Markdown, HTML and line breaks in its cells, and limits their length', () => {
    const hostile = '![x](https://a.b/c) <img> `a`|b\n**c** \u202e';
    const table = markdownTable(['Name'], [[markdownCell(hostile)], [markdownCell('x'.repeat(2000), 100)]]);
    const [, , first = '', second = ''] = table.split('\n');
    assert.equal(first, '| \\!\\[x\\]\\(https://a.b/c\\) \\<img\\> \\`a\\`\\|b\\\\n\\*\\*c\\*\\* \\\\u202e |');
    assert.ok(second.length < 130);
    assert.equal(table.split('\n').length, 4);
  });
});
