import assert from 'node:assert/strict';
import { sampleFile } from '../../../../../src/links/requests/formats/requestFormat.ts';
import { requestFormats } from '../../../../../src/links/requests/formats/requestFormats.ts';
import { fileRequest } from '../../../../support/links/fileRequests.ts';
import { invalidInput } from '../../../../support/oss/invalidInput.ts';
import { argumentsOf } from '../../../../support/links/shellWords.ts';

const formatOf = (id: string) => requestFormats.find((format) => format.id === id) ?? assert.fail(id);

describe('formats of a request for files', () => {
  it('have an ID and a file name each', () => {
    assert.equal(new Set(requestFormats.map(({ id }) => id)).size, requestFormats.length);
    assert.equal(new Set(requestFormats.map(({ fileName }) => fileName)).size, requestFormats.length);
  });

  for (const format of requestFormats) {
    it(`${format.label} contains the address and all fields, and no more than it needs`, () => {
      const request = fileRequest();
      const text = format.render(request, 'file.bin');
      assert.ok(text.includes(request.url.replace(/\/$/, '')), text);
      for (const [name, value] of Object.entries(request.fields)) {
        assert.ok(text.includes(name) && text.includes(value), `${name} ${value}`);
      }
      assert.doesNotMatch(text, /x-oss-content-type|success_action_redirect|arrived\.invalid/);
      assert.equal(text, text.trim());
    });
  }

  it('curl sends each field unchanged, and the file last', () => {
    const request = fileRequest({ folder: `@it's <"x">/`, kinds: { extensions: ['pdf'] } });
    const words = argumentsOf('curl', formatOf('curl').render(request, sampleFile(request)));
    const fields = Object.entries({ ...request.fields, 'x-oss-content-type': 'application/pdf' });
    assert.deepEqual(words, [
      ...['--fail-with-body', '--form-string', `key=@it's <"x">/\${filename}`],
      ...fields.flatMap(([name, value]) => ['--form-string', `${name}=${value}`]),
      ...['-F', 'file=@"file.pdf"', '-g', request.url],
    ]);
  });

  it('curl quotes the path of the file as -F expects it', () => {
    const words = argumentsOf('curl', formatOf('curl').render(fileRequest(), 'a;b,"c"\\d.txt'));
    assert.ok(words.includes('file=@"a;b,\\"c\\"\\\\d.txt"'));
  });

  it('curl refuses a file that the request does not accept', () => {
    const request = fileRequest({ kinds: { extensions: ['pdf', 'zip'] } });
    assert.throws(() => formatOf('curl').render(request, 'a.txt'), invalidInput('file', /pdf, zip/));
    assert.throws(() => formatOf('curl').render(request, 'constructor'), invalidInput('file'));
  });

  it('HTML escapes its content, and has a script only if it needs one', () => {
    const html = formatOf('html').render(fileRequest({ folder: '<b>"&/' }), '');
    assert.match(html, /name="key" value="&lt;b&gt;&quot;&amp;\/\$\{filename\}"/);
    assert.doesNotMatch(html, /<script|accept=/);
    assert.match(formatOf('html').render(fileRequest({ kinds: { extensions: ['pdf'] } }), ''), /accept="\.pdf">/);
    const kept = formatOf('html').render(fileRequest({ folder: '</script>/', sameName: 'keepBoth' }), '');
    assert.equal(kept.match(/<\/script>/g)?.length, 1);
  });

  it('Go imports exactly the packages that it uses, as Go demands', () => {
    const packages: Readonly<Record<string, string>> = {
      ...{ multipart: 'mime/multipart', http: 'net/http', filepath: 'path/filepath' },
      ...{ rand: 'crypto/rand', hex: 'encoding/hex' },
    };
    const usesOf = (code: string): readonly string[] => [
      ...new Set(
        [...code.matchAll(/\b(bytes|errors|fmt|hex|http|filepath|io|multipart|os|rand|strings)\.[A-Z]/g)].map(
          ([, name = '']) => packages[name] ?? name,
        ),
      ),
    ];
    for (const request of [
      fileRequest(),
      fileRequest({ kinds: { extensions: ['pdf'] } }),
      fileRequest({ sameName: 'keepBoth' }),
      fileRequest({ kinds: { extensions: ['pdf'] }, sameName: 'keepBoth' }),
    ]) {
      const [, list = '', code = ''] = /import \(([^)]*)\)(.*)$/s.exec(formatOf('go').render(request, 'a.pdf')) ?? [];
      const imported = [...list.matchAll(/"(.+)"/g)].map(([, name]) => name);
      assert.deepEqual(imported, usesOf(code).toSorted());
    }
  });

  it('name a sample file that the request accepts', () => {
    assert.equal(sampleFile(fileRequest()), 'file.bin');
    assert.equal(sampleFile(fileRequest({ kinds: 'pictures' })), 'file.jpg');
  });
});
