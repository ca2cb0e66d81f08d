import assert from 'node:assert/strict';
import { aria2, wget } from '../../../../../src/links/formats/commands/downloadTools.ts';
import { httpie } from '../../../../../src/links/formats/commands/httpie.ts';
import { download, hostileNames, upload, url } from '../../../../support/links/sampleLinks.ts';
import { argumentsOf, argumentsOfEach } from '../../../../support/links/shellWords.ts';

const signedHeaders = { host: 'bucket.oss-cn-hangzhou.aliyuncs.com', 'x-oss-traffic-limit': '819200' };
const dotted = 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/../b?x-oss-signature=0f';

describe('wget', () => {
  it('downloads into a file with the signed headers', () => {
    assert.equal(
      wget.render(download({ signedHeaders })),
      `wget '--header=x-oss-traffic-limit: 819200' -O b.txt '${url}'`,
    );
  });

  it('uses "-" as a file name', () => {
    assert.deepEqual(argumentsOf('wget', wget.render(download({ fileName: '-' }))), ['-O', './-', url]);
  });

  it('does not upload, because it would send an unsigned Content-Type', () => {
    assert.deepEqual(wget.methods, ['GET']);
  });
});

describe('aria2', () => {
  it('downloads into a file with the signed headers', () => {
    assert.equal(
      aria2.render(download({ signedHeaders })),
      `aria2c '--header=x-oss-traffic-limit: 819200' '--out=b.txt' '${url}'`,
    );
  });
});

describe('HTTPie', () => {
  it('downloads into a file with the signed headers, with any standard input', () => {
    assert.equal(
      httpie.render(download({ signedHeaders })),
      `http --ignore-stdin --download '--output=b.txt' GET '${url}' x-oss-traffic-limit:819200`,
    );
  });

  it('uploads a file with the signed headers, and fails if OSS refuses', () => {
    assert.equal(
      httpie.render(upload({ signedHeaders: { 'content-type': 'text/plain', 'x-oss-meta-a': 'b c' } })),
      `http --check-status PUT '${url}' content-type:text/plain 'x-oss-meta-a:b c' < b.txt`,
    );
  });

  it('sends no content type if none was signed', () => {
    assert.equal(httpie.render(upload()), `http --check-status PUT '${url}' Content-Type: < b.txt`);
  });

  it('treats no value as another kind of item', () => {
    const headers = { 'x-oss-meta-a': '=5', 'x-oss-meta-b': '@file', 'x-oss-meta-c': '', 'x-oss-meta-d': 'a=b:c@d' };
    assert.deepEqual(argumentsOf('http', httpie.render(download({ signedHeaders: headers }))).slice(-4), [
      'x-oss-meta-a:\\=5',
      'x-oss-meta-b:\\@file',
      'x-oss-meta-c;',
      'x-oss-meta-d:a=b:c@d',
    ]);
  });

  it('keeps dot segments of the key', () => {
    for (const link of [download({ url: dotted }), upload({ url: dotted })]) {
      assert.match(httpie.render(link), / --path-as-is /);
    }
  });
});

describe('a hostile name', () => {
  const links = hostileNames.map((fileName) => download({ fileName }));

  for (const [format, program, wordOf] of [
    [aria2, 'aria2c', (words: readonly string[]) => words.at(-2)?.replace('--out=', '')],
    [wget, 'wget', (words: readonly string[]) => words.at(-2)],
    [httpie, 'http', (words: readonly string[]) => words[2]?.replace('--output=', '')],
  ] as const) {
    it(`is one unchanged word in the command of ${program}`, () => {
      const calls = argumentsOfEach(program, links.map(format.render));
      assert.deepEqual(calls.map(wordOf), hostileNames);
    });
  }
});
