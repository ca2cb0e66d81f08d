import assert from 'node:assert/strict';
import { programs } from '../../../../../src/links/formats/programs/programs.ts';
import { download, upload } from '../../../../support/links/sampleLinks.ts';

const languagesOf = (method: 'GET' | 'PUT'): string[] =>
  programs.filter(({ methods }) => methods.includes(method)).map(({ label }) => label);

describe('programs', () => {
  it('download in these languages', () => {
    assert.deepEqual(
      languagesOf('GET').sort(),
      'Android (Java),C#,Go,Java,JavaScript (Browser),Node.js,Objective-C,PHP,Python,Rust,Swift'.split(','),
    );
  });

  it('upload in these languages', () => {
    assert.deepEqual(
      languagesOf('PUT').sort(),
      'Android (Java),C#,C++,Go,Java,JavaScript (Browser),Node.js,PHP,Python,Rust,Swift'.split(','),
    );
  });

  for (const program of programs) {
    for (const make of [download, upload]) {
      const { method } = make();
      if (!program.methods.includes(method)) continue;

      it(`send the signed headers of a ${method} except Host in ${program.label}, and no content type of their own`, () => {
        const signed = program.render(make({ signedHeaders: { host: 'host.example', 'x-oss-meta-note': 'noted' } }));
        assert.match(signed, carries('x-oss-meta-note', 'noted'));
        assert.doesNotMatch(signed, /host\.example/);
        assert.doesNotMatch(signed, /"content-type|ContentType\(/i);
        assert.match(
          program.render(make({ signedHeaders: { 'content-type': 'typed' } })),
          carries('content-type', 'typed'),
        );
      });
    }
  }

  it('set content headers on the content in .NET, which accepts them nowhere else', () => {
    const cSharp = programs.find(({ id }) => id === 'csharp') ?? assert.fail();
    const signedHeaders = { 'content-md5': 'x', 'x-oss-meta-a': 'b' };
    for (const make of [download, upload]) {
      const text = cSharp.render(make({ signedHeaders }));
      assert.match(
        text,
        /request\.Content = [^]*request\.Content\.Headers\.TryAddWithoutValidation\("content-md5", "x"\)/,
      );
      assert.match(text, /request\.Headers\.TryAddWithoutValidation\("x-oss-meta-a", "b"\)/);
    }
  });

  it('keep curl from normalizing a key with dot segments', () => {
    const dotted = upload({ url: 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a/..?x-oss-signature=0f' });
    for (const id of ['cpp', 'php']) {
      const program = programs.find((one) => one.id === id) ?? assert.fail(id);
      assert.match(program.render(dotted), /CURLOPT_PATH_AS_IS/);
      assert.doesNotMatch(program.render(upload()), /CURLOPT_PATH_AS_IS/);
    }
  });

  it('treat no file name as a protocol in PHP', () => {
    const php = programs.find(({ id }) => id === 'php') ?? assert.fail();
    assert.ok(php.render(download({ fileName: 'data:,x' })).includes('"./data:,x"'));
    assert.ok(php.render(upload({ fileName: 'C:\\x' })).includes('"C:\\\\x"'));
  });

  it('use plain http in Python if the link does', () => {
    const python = programs.find(({ id }) => id === 'python') ?? assert.fail();
    assert.ok(python.render(upload()).includes('http.client.HTTPSConnection('));
    assert.ok(python.render(upload({ url: 'http://127.0.0.1/b' })).includes('http.client.HTTPConnection('));
  });
});

/** A header's name and value on one line, in either order. */
function carries(name: string, value: string): RegExp {
  return new RegExp(`${name}\\W+${value}|${value}\\W+\\w+\\W+${name}`);
}
