import assert from 'node:assert/strict';
import { parseExtensions, typesOfKinds } from '../../../../src/links/requests/fileKinds.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

describe('typesOfKinds', () => {
  it('returns no type if all files are accepted', () => {
    assert.equal(typesOfKinds('any'), undefined);
  });

  it('returns a type for each extension of a kind', () => {
    const pictures = typesOfKinds('pictures') ?? {};
    assert.deepEqual([pictures['jpg'], pictures['heic']], ['image/jpeg', 'image/heic']);
    assert.ok(Object.values(pictures).every((type) => type.startsWith('image/')));
    const others = { ...typesOfKinds('documents'), ...typesOfKinds('archives') };
    assert.deepEqual(
      [others['pdf'], others['csv'], others['zip'], others['7z']],
      ['application/pdf', 'text/csv', 'application/zip', 'application/x-7z-compressed'],
    );
    // A type for anything would let anything in.
    assert.ok(Object.values(others).every((type) => type !== 'application/octet-stream'));
  });

  it('accepts a list in any case, and unknown extensions', () => {
    assert.deepEqual(typesOfKinds({ extensions: ['PSD', 'xyzzy'] }), {
      psd: 'image/vnd.adobe.photoshop',
      xyzzy: 'application/octet-stream',
    });
  });

  it('refuses empty and endless lists, and invalid extensions', () => {
    assert.throws(() => typesOfKinds({ extensions: [] }), invalidInput('kinds', /1 to 50/));
    const many = Array.from({ length: 51 }, (_, index) => `e${index}`);
    assert.throws(() => typesOfKinds({ extensions: many }), invalidInput('kinds', /1 to 50/));
    for (const wrong of ['', 'tar.gz', 'a b', '<b>', 'x'.repeat(21)]) {
      assert.throws(() => typesOfKinds({ extensions: [wrong] }), invalidInput('kinds', /not a file extension/), wrong);
    }
  });
});

describe('parseExtensions', () => {
  it('reads lists with the usual separators', () => {
    assert.deepEqual(parseExtensions('.pdf, *.DOCX;zip  .zip、ｐｓｄ'), ['pdf', 'docx', 'zip', 'psd']);
    assert.deepEqual(parseExtensions('  '), []);
  });

  it('refuses invalid extensions', () => {
    assert.throws(
      () => parseExtensions('pdf, report.pdf'),
      invalidInput('kinds', /"report\.pdf" is not a file extension/),
    );
  });
});
