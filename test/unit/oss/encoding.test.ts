import assert from 'node:assert/strict';
import { encodePath, encodeQueryComponent } from '../../../src/oss/encoding.ts';

const cases: readonly [string, string, string][] = [
  ['unreserved characters', 'AZaz09-._~', 'AZaz09-._~'],
  ['a space', ' ', '%20'],
  ['characters that encodeURIComponent does not encode', "!'()*", '%21%27%28%29%2A'],
  ['reserved characters', '+%&=?#:;,@$[]', '%2B%25%26%3D%3F%23%3A%3B%2C%40%24%5B%5D'],
  ['a backslash and quotation marks', '\\"`<>^|{}', '%5C%22%60%3C%3E%5E%7C%7B%7D'],
  ['control characters', '\0\t\n\x7f', '%00%09%0A%7F'],
  ['Chinese', '报告', '%E6%8A%A5%E5%91%8A'],
  ['an emoji', '🚀', '%F0%9F%9A%80'],
  ['encoded text, once more', '%2F', '%252F'],
  ['nothing', '', ''],
];

describe('encodeQueryComponent', () => {
  for (const [name, text, encoded] of cases) {
    it(`encodes ${name}`, () => {
      assert.equal(encodeQueryComponent(text), encoded);
    });
  }
  it('encodes slashes', () => {
    assert.equal(encodeQueryComponent('a/b'), 'a%2Fb');
  });
});

describe('encodePath', () => {
  for (const [name, text, encoded] of cases) {
    it(`encodes ${name}`, () => {
      assert.equal(encodePath(text), encoded);
    });
  }
  it('keeps slashes and dot segments', () => {
    assert.equal(encodePath('a/../b/./c//d e/'), 'a/../b/./c//d%20e/');
  });
});
