import assert from 'node:assert/strict';
import { curl } from '../../../../../src/links/formats/commands/curl.ts';
import type { FormattedLink } from '../../../../../src/links/formats/format.ts';
import { download, upload, url } from '../../../../support/links/sampleLinks.ts';
import { argumentsOf, argumentsOfEach } from '../../../../support/links/shellWords.ts';

/** Arguments that curl gets from a real shell. */
const curlArguments = (link: FormattedLink): string[] => argumentsOf('curl', curl.render(link));

describe('a curl download', () => {
  it('writes a file', () => {
    assert.equal(curl.render(download()), `curl -fL -o b.txt -g '${url}'`);
  });

  it('sends the signed headers, and leaves Host to curl', () => {
    const signedHeaders = { host: 'bucket.oss-cn-hangzhou.aliyuncs.com', 'x-oss-range-behavior': 'standard' };
    assert.deepEqual(curlArguments(download({ signedHeaders })), [
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
    assert.deepEqual(curlArguments(download({ url: dotted })).slice(-2), ['--path-as-is', dotted]);
  });

  it('passes names to curl as files', () => {
    const files = [
      ['-', './-'],
      ['-rf.txt', './-rf.txt'],
      ['it\'s $HOME `id` "x" \\ !.txt', 'it\'s $HOME `id` "x" \\ !.txt'],
      ['{a,b}[1-3]#1.txt', '{a,b}[1-3]#1.txt'],
      ['名字 with space\n.txt', '名字 with space\n.txt'],
      ['~', '~'],
    ] as const;
    const commands = files.map(([fileName]) => curl.render(download({ fileName })));
    assert.deepEqual(
      argumentsOfEach('curl', commands).map((words) => words[2]),
      files.map(([, operand]) => operand),
    );
  });
});

describe('a curl upload', () => {
  it('sends the signed headers', () => {
    const signedHeaders = { 'content-type': 'text/plain', 'x-oss-meta-note': `it's "$HOME"` };
    assert.deepEqual(curlArguments(upload({ signedHeaders })), [
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

  it('sends no content type if none was signed', () => {
    assert.deepEqual(curlArguments(upload()), ['-f', '-X', 'PUT', '-H', 'Content-Type:', '-T', 'b.txt', '-g', url]);
  });

  it('sends a header without a value, which curl would drop after a colon', () => {
    const sent = curlArguments(upload({ signedHeaders: { 'content-type': 'a/b', 'x-oss-meta-empty': '' } }));
    assert.ok(sent.includes('x-oss-meta-empty;'));
  });

  it('adds no file name to a key that ends in a slash', () => {
    const folder = 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/?x-oss-signature=0f';
    const sent = curlArguments(upload({ url: folder, fileName: '-empty' }));
    assert.ok(!sent.includes('-T'));
    assert.deepEqual(sent.slice(sent.indexOf('--data-binary')), ['--data-binary', '@./-empty', '-g', folder]);
  });

  for (const fileName of ['-', '.', '-b.txt']) {
    it(`uses "${fileName}" as a file and not as standard input or an option`, () => {
      const sent = curlArguments(upload({ fileName }));
      assert.equal(sent[sent.indexOf('-T') + 1], `./${fileName}`);
    });
  }
});
