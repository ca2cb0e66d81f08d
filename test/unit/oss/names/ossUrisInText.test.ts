import assert from 'node:assert/strict';
import { readOssUris } from '../../../../src/oss/names/ossUrisInText.ts';

const found = (text: string): string[] =>
  readOssUris(text).map(({ bucket, key, startIndex, endIndex }) => {
    assert.equal(
      text.slice(startIndex, endIndex),
      `oss://${bucket}${text[startIndex + 6 + bucket.length] === '/' ? '/' : ''}${key}`,
    );
    return `${bucket} ${key}`;
  });

describe('readOssUris', () => {
  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['ossutil cp a.txt oss://docs/a/b.txt -f', ['docs a/b.txt']],
    ['oss://docs, oss://docs/ and oss://docs/a/.', ['docs ', 'docs ', 'docs a/']],
    ['[x](oss://docs/a.txt) "oss://docs/b.txt" `oss://docs/c`', ['docs a.txt', 'docs b.txt', 'docs c']],
    ['见 oss://docs/报告/三.pdf。', ['docs 报告/三.pdf']],
    ['oss://docs/a%20b+c?x=1&y#z', ['docs a%20b+c?x=1&y#z']],
    ['boss://docs/a foss+oss://docs/a', []],
    ['oss://Docs/a oss://d/a oss://-docs/a oss://docs.example/a', []],
    ['oss://docs_x/a oss://docs//a', ['docs_x a', 'docs /a']],
    ['见 oss://my-bucket/report.pdf，谢谢', ['my-bucket report.pdf']],
    ['（oss://my-bucket/a.txt）', ['my-bucket a.txt']],
    ['“oss://my-bucket/a”、《oss://my-bucket/b》；oss://my-bucket/c！', ['my-bucket a', 'my-bucket b', 'my-bucket c']],
    ['oss://docs/a(1).txt and [b](oss://docs/b (oss://docs/c)', ['docs a(1).txt', 'docs b', 'docs c']],
    ['[a](oss://docs/报告(终稿).pdf) ![](oss://docs/a[1].png)', ['docs 报告(终稿).pdf', 'docs a[1].png']],
    ['oss://docs/a(b[c.txt oss://docs/a(b].txt) oss://docs/a(b)c).txt', ['docs a', 'docs a', 'docs a(b)c']],
    [
      'oss://docs/a．oss://docs/b｡ ｢oss://docs/c｣ «oss://docs/d» oss://docs/e\u200b',
      ['docs a', 'docs b', 'docs c', 'docs d', 'docs e'],
    ],
    [`oss://docs/${'k'.repeat(1024)}`, []],
    ['', []],
  ];
  for (const [text, wanted] of texts) {
    it(`finds ${wanted.join(', ') || 'nothing'} in ${text.slice(0, 60)}`, () => {
      assert.deepEqual(found(text), wanted);
    });
  }
});
