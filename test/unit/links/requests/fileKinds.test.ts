import assert from 'node:assert/strict';
import { parseExtensions, typesOfKinds } from '../../../../src/links/requests/fileKinds.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

describe('typesOfKinds', () => {
  it('names no type where all files are accepted', () => {
    assert.equal(typesOfKinds('any'), undefined);
  });

  it('gives each extension of a kind a type of its own', () => {
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

  it('takes a list in any case, and of unknown extensions', () => {
    assert.deepEqual(typesOfKinds({ extensions: ['PSD', 'xyzzy'] }), {
      psd: 'image/vnd.adobe.photoshop',
      xyzzy: 'application/octet-stream',
    });
  });

  it('refuses lists that no file is in, that are endless, and what is no extension', () => {
    assert.throws(() => typesOfKinds({ extensions: [] }), invalidInput('kinds', /1 to 50/));
    const many = Array.from({ length: 51 }, (_, index) => `e${index}`);
    assert.throws(() => typesOfKinds({ extensions: many }), invalidInput('kinds', /1 to 50/));
    for (const wrong of ['', 'tar.gz', 'a b', '<b>', 'x'.repeat(21)]) {
      assert.throws(() => typesOfKinds({ extensions: [wrong] }), invalidInput('kinds', /not a file extension/), wrong);
    }
  });
});

describe('parseExtensions', () => {
  it('reads lists as people write them', () => {
    assert.deepEqual(parseExtensions('.pdf, *.DOCX;zip  .zip、ｐｓｄ'), ['pdf', 'docx', 'zip', 'psd']);
    assert.deepEqual(parseExtensions('  '), []);
  });

  it('refuses what is no extension', () => {
    assert.throws(
      () => parseExtensions('pdf, report.pdf'),
      invalidInput('kinds', /"report\.pdf" is not a file extension/),
    );
  });
});
