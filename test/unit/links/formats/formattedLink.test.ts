import assert from 'node:assert/strict';
import { formattedLink, renderLinks } from '../../../../src/links/formats/formattedLink.ts';
import { url } from '../../../support/links/sampleLinks.ts';

const expiration = new Date('2026-11-22T00:30:00Z');

function link(method: 'GET' | 'PUT', key: string): Parameters<typeof formattedLink>[0] {
  const signedHeaders = { 'x-oss-meta-a': 'b' };
  const target = { profileId: 'p1', bucket: 'bucket', key };
  return { method, url, signedHeaders, expiration, target };
}

describe('renderLinks', () => {
  it('writes several links one after the other, with the separator of the format', () => {
    const format = { id: 'x', label: 'X', group: 'link', methods: ['PUT'], languageId: 'x' } as const;
    const links = [link('PUT', 'a'), link('PUT', 'b')];
    const render = ({ fileName }: { readonly fileName: string }): string => `<${fileName}>`;
    assert.equal(renderLinks({ ...format, render }, links), '<a>\n<b>');
    assert.equal(renderLinks({ ...format, render, separator: '+' }, links, 'c'), '<c>+<c>');
  });
});

describe('commands for objects of one name in different folders', () => {
  const names = (group: 'command' | 'program' | 'markup', ...keys: readonly string[]): string => {
    const format = { id: 'x', label: 'X', group, methods: ['GET'], languageId: 'x' } as const;
    const render = ({ fileName }: { readonly fileName: string }): string => fileName;
    return renderLinks(
      { ...format, render },
      keys.map((key) => link('GET', key)),
    );
  };

  it('save each under a name of its own, on systems that ignore case too', () => {
    assert.equal(
      names('command', 'a/x.txt', 'b/X.txt', 'c/x.txt', 'x (2).txt'),
      'x.txt\nX (2).txt\nx (3).txt\nx (2) (2).txt',
    );
    assert.equal(names('program', 'a/x', 'b/x'), 'x\nx (2)');
  });

  it('do not change the names that markup shows', () => {
    assert.equal(names('markup', 'a/x.txt', 'b/x.txt'), 'x.txt\nx.txt');
  });
});

describe('formattedLink', () => {
  it('contains what the user of the link needs to know', () => {
    assert.deepEqual(formattedLink(link('GET', 'folder/b.txt')), {
      method: 'GET',
      url,
      signedHeaders: { 'x-oss-meta-a': 'b' },
      fileName: 'b.txt',
      expiration,
    });
  });

  it("names the file of an upload after the user's file, or after the object", () => {
    assert.equal(formattedLink(link('PUT', 'folder/b.txt'), '/home/me/b: "2".txt').fileName, '/home/me/b: "2".txt');
    assert.equal(formattedLink(link('PUT', 'folder/b.txt')).fileName, 'b.txt');
  });

  for (const [key, name] of [
    ["a/报告 (1) $HOME `id` it's 100%.txt", "报告 (1) $HOME `id` it's 100%.txt"],
    ['a/..', '__'],
    ['a/.', '_'],
    ['a/NUL', '_NUL'],
    ['con.txt', '_con.txt'],
    ['a/aux .tar.gz', '_aux .tar.gz'],
    ['COM1', '_COM1'],
    [`${'x'.repeat(229)}.${'y'.repeat(20)}`, `${'x'.repeat(229)}_`],
    ['a/.profile', '.profile'],
    ['..\\..\\start.bat', '.._.._start.bat'],
    ['c:evil.exe', 'c_evil.exe'],
    ['"a"<b>|c?*\r\n\u0000\u007f', '_a__b__c______'],
    ['dots...', 'dots___'],
    ['lpt¹.log', '_lpt¹.log'],
    ['CONOUT$', '_CONOUT$'],
    ['photo\u202egpj.exe', 'photo_gpj.exe'],
    ['a\u2066b\u2028c\u061c.txt', 'a_b_c_.txt'],
  ] as const) {
    it(`saves ${JSON.stringify(key)} in the current folder as ${JSON.stringify(name)}`, () => {
      assert.equal(formattedLink(link('GET', key)).fileName, name);
    });
  }
});
