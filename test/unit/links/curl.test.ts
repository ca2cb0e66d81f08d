import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { curlDownload, curlUpload, quoteForShell } from '../../../src/links/curl.ts';

const url = 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt?x-oss-date=20261122T001500Z&x-oss-signature=0f';

/** The arguments that `curl` would get from a real shell. */
function curlArguments(command: string): string[] {
  return shellArguments(`curl() { printf '%s\\0' "$@"; }\n${command}`);
}

function shellArguments(script: string): string[] {
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('curlDownload', () => {
  it('downloads into a file', () => {
    assert.equal(curlDownload({ url, signedHeaders: {} }, 'b.txt'), `curl -fL -o b.txt -g '${url}'`);
  });

  it('sends the signed headers, and leaves host to curl', () => {
    const signedHeaders = { host: 'bucket.oss-cn-hangzhou.aliyuncs.com', 'x-oss-range-behavior': 'standard' };
    assert.deepEqual(curlArguments(curlDownload({ url, signedHeaders }, 'b.txt')), [
      '-fL',
      '-H',
      'x-oss-range-behavior: standard',
      '-o',
      'b.txt',
      '-g',
      url,
    ]);
  });

  it('keeps dot segments of the key', () => {
    const dotted = 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/../b?x-oss-signature=0f';
    assert.deepEqual(curlArguments(curlDownload({ url: dotted, signedHeaders: {} }, 'b')).slice(-2), [
      '--path-as-is',
      dotted,
    ]);
  });

  for (const [fileName, operand] of [
    ['-', './-'],
    ['-rf.txt', './-rf.txt'],
    ['it\'s $HOME `id` "x" \\ !.txt', 'it\'s $HOME `id` "x" \\ !.txt'],
    ['{a,b}[1-3]#1.txt', '{a,b}[1-3]#1.txt'],
    ['名字 with space\n.txt', '名字 with space\n.txt'],
    ['~', '~'],
  ] as const) {
    it(`hands ${JSON.stringify(fileName)} to curl as a file`, () => {
      const [, , actual] = curlArguments(curlDownload({ url, signedHeaders: {} }, fileName));
      assert.equal(actual, operand);
    });
  }
});

describe('curlUpload', () => {
  it('uploads with the signed headers', () => {
    const signedHeaders = { 'content-type': 'text/plain', 'x-oss-meta-note': `it's "$HOME"` };
    assert.deepEqual(curlArguments(curlUpload({ url, signedHeaders }, 'b.txt')), [
      '-f',
      '-X',
      'PUT',
      '-H',
      'content-type: text/plain',
      '-H',
      `x-oss-meta-note: it's "$HOME"`,
      '-T',
      'b.txt',
      '-g',
      url,
    ]);
  });

  it('sends no type where none was signed', () => {
    assert.deepEqual(curlArguments(curlUpload({ url, signedHeaders: {} }, 'b.txt')), [
      '-f',
      '-X',
      'PUT',
      '-H',
      'Content-Type:',
      '-T',
      'b.txt',
      '-g',
      url,
    ]);
  });

  it('sends a header without a value, which curl would drop after a colon', () => {
    const command = curlUpload({ url, signedHeaders: { 'content-type': 'a/b', 'x-oss-meta-empty': '' } }, 'b.txt');
    assert.ok(curlArguments(command).includes('x-oss-meta-empty;'));
  });

  it('adds no file name to a key that ends in a slash', () => {
    const folder = 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/?x-oss-signature=0f';
    const sent = curlArguments(curlUpload({ url: folder, signedHeaders: {} }, '-empty'));
    assert.ok(!sent.includes('-T'));
    assert.deepEqual(sent.slice(sent.indexOf('--data-binary')), ['--data-binary', '@./-empty', '-g', folder]);
  });

  for (const filePath of ['-', '.', '-b.txt']) {
    it(`takes "${filePath}" for a file and not for standard input or an option`, () => {
      const sent = curlArguments(curlUpload({ url, signedHeaders: {} }, filePath));
      assert.equal(sent[sent.indexOf('-T') + 1], `./${filePath}`);
    });
  }
});

describe('quoteForShell', () => {
  it('leaves plain words alone and quotes the others, the empty one too', () => {
    assert.deepEqual(['-T', 'a/b.txt', '', 'a b', '*', '~', 'a=b', "it's"].map(quoteForShell), [
      '-T',
      'a/b.txt',
      "''",
      "'a b'",
      "'*'",
      "'~'",
      "'a=b'",
      "'it'\\''s'",
    ]);
  });

  it('gives a real shell any words unchanged', () => {
    const word = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^['"\\$`!*?~#&|;<>(){}[\] \n\t=-]{0,12}$/))
      .map((text) => text.toWellFormed().replaceAll('\0', ''));
    // One shell for many words: starting it is what takes time.
    fc.assert(
      fc.property(fc.array(word, { minLength: 50, maxLength: 100 }), (words) => {
        assert.deepEqual(shellArguments(`printf '%s\\0' ${words.map(quoteForShell).join(' ')}`), words);
      }),
      { numRuns: 20 },
    );
  });
});
