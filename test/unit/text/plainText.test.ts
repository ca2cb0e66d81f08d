import assert from 'node:assert/strict';
import { plainText } from '../../../src/text/plainText.ts';

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

  it('is left alone where there is no markup in it', () => {
    for (const text of ['a (2).txt', '$ (x)', '[x] (y)', '**b** `c` {0}', '']) assert.equal(plainText(text), text);
  });
});
