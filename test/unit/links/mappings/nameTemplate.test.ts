import assert from 'node:assert/strict';
import { EXAMPLE_FILE, numberedUpload, parseNameTemplate } from '../../../../src/links/mappings/nameTemplate.ts';
import { readMappings, findMappedFile } from '../../../../src/links/mappings/mappings.ts';
import { uploadKey } from '../../../../src/links/mappings/uploadKey.ts';

// In the time zone of the machine, as names are.
const date = new Date(2026, 10, 5, 7, 8, 9);
const file = { ...EXAMPLE_FILE, date };
const named = (template: string, name: string): string => parseNameTemplate(template)({ ...file, name });

describe('a name template', () => {
  for (const [template, expected] of [
    ['{date:yyyy/MM}/{name}-{hash8}{ext}', '2026/11/cat-1f3a9c07.png'],
    ['{date:yy-MM-dd_HHmmss}{ext}', '26-11-05_070809.png'],
    ['{date}/{hash4}', '2026-11-05/1f3a'],
    ['{folder}/{document}/{name}{ext}', 'guide/start/cat.png'],
    ['img/logo{ext}', 'img/logo.png'],
    ['/a//{name}/', 'a/cat'],
  ] as const) {
    it(`${template} gives ${expected}`, () => {
      assert.equal(parseNameTemplate(template)(file), expected);
    });
  }

  it('can contain the whole hash', () => {
    assert.equal(parseNameTemplate('{hash}')(file), file.sha256);
  });

  it('omits the folder of a document at the top level', () => {
    assert.equal(parseNameTemplate('{folder}/{name}')({ ...file, document: 'readme.md' }), 'cat');
  });

  for (const [name, expected] of [
    ['季度 报告（终稿）.PNG', '季度-报告-终稿.PNG'],
    ['a\u200cb 😀.png', 'a\u200cb-😀.png'],
    ['Cafe\u0301 #1?.jpeg', 'Caf\u00e9-1.jpeg'],
    ['../../etc/passwd', 'file.etc-passwd'],
    ['.env', 'env'],
    ['???.png', 'file.png'],
    ['a\u202egnp.exe', 'a-gnp.exe'],
    ['archive.tar.gz', 'archive.tar.gz'],
    [`${'长'.repeat(300)}.png`, `${'长'.repeat(100)}.png`],
  ] as const) {
    it(`makes ${expected.slice(0, 30)} of ${JSON.stringify(name.slice(0, 30))}`, () => {
      assert.equal(named('{name}{ext}', name), expected);
    });
  }

  for (const [template, reason] of [
    ['', /The name template is empty/],
    ['{nam}', /no placeholder \{nam\}\. Use \{name\}/],
    ['{name', /can't contain "\{"/],
    ['{hash2}', /4 to 64 characters/],
    ['{hash65}', /4 to 64 characters/],
    ['{hash:8}', /no placeholder \{hash:8\}/],
    ['{name:x}', /no placeholder \{name:x\}/],
    ['{date:HH:mm}', /can't contain ":"/],
    ['a b', /can't contain " "/],
    ['../{name}', /"\." and "\.\."/],
    ['a?{name}', /can't contain "\?"/],
  ] as const) {
    it(`is refused as ${JSON.stringify(template)}`, () => {
      assert.throws(() => parseNameTemplate(template), reason);
    });
  }
});

describe('a number in the name of an upload', () => {
  it('is placed before the extension, without a space', () => {
    assert.equal(numberedUpload('a.b/cat.png', 2), 'a.b/cat-2.png');
    assert.equal(numberedUpload('a.b/cat', 3), 'a.b/cat-3');
    assert.equal(numberedUpload('.env', 2), '.env-2');
  });
});

describe('the key of an upload for a document', () => {
  const root = { scheme: 'file', authority: '', path: '/project' };
  const keyOf = (documents: unknown, prefix = 'site/'): string => {
    const { mappings, problems } = readMappings([{ folder: '', bucket: 'docs', prefix, documents }], 'user');
    assert.deepEqual(problems, []);
    const mapped = findMappedFile({ ...root, path: '/project/guide/start.md' }, [{ root, mappings }]);
    return uploadKey(mapped ?? assert.fail(), { ...EXAMPLE_FILE, date });
  };

  it('is beside the object of the document, with a hash in its name, unless the mapping specifies another', () => {
    assert.equal(keyOf(undefined), 'site/guide/cat-1f3a9c07.png');
    assert.equal(keyOf({ folder: 'images' }), 'images/cat-1f3a9c07.png');
    assert.equal(keyOf({ folder: '', name: '{document}/{name}{ext}' }), 'start/cat.png');
  });

  it('is refused if it would end an address in a text', () => {
    assert.throws(() => keyOf({}, 'my files/'), /characters that an oss:\/\/ address can't/);
    assert.equal(keyOf({ insert: 'url' }, 'my files/'), 'my files/guide/cat-1f3a9c07.png');
  });

  it('is made from a mapping with validated members', () => {
    const problemOf = (documents: unknown) =>
      readMappings([{ folder: '', bucket: 'docs', documents }], 'user').problems[0] ?? '';
    assert.match(problemOf({ insert: 'picture' }), /one of address, url, link, not picture/);
    assert.match(problemOf({ name: '{x}' }), /no placeholder \{x\}/);
    assert.match(problemOf({ folder: '../a' }), /"\." and "\.\."/);
    assert.match(problemOf({ folder: '/a' }), /can't begin with a slash/);
    assert.match(problemOf({ host: 'evil.example' }), /Its documents can have a folder/);
  });
});
