import assert from 'node:assert/strict';
import { uploadFormFacts, uploadFormName } from '../../../../src/links/details/uploadFormFacts.ts';
import type { UploadForm } from '../../../../src/oss/presignedUrls/uploadForms.ts';
import { noon } from '../../../support/emulator/handMade.ts';

const form: UploadForm = {
  ...{ bucket: 'docs', key: { prefix: 'in/' }, sizes: undefined, contentTypes: undefined, forbidsOverwrite: false },
  ...{ accessKeyId: 'ak', region: 'cn-hangzhou', isTemporary: false, signedAt: noon },
  expiration: new Date(noon.getTime() + 3_600_000),
};

describe('facts about an upload form', () => {
  const factsOf = (change: Partial<UploadForm> = {}): Readonly<Record<string, string>> =>
    Object.fromEntries(
      uploadFormFacts({ ...form, ...change }, undefined, { now: noon, locale: 'en' }).map(({ name, value }) => [
        name,
        value,
      ]),
    );

  it('name the folder, the object or any key of the bucket', () => {
    assert.equal(factsOf()['Folder'], 'docs/in/');
    assert.equal(factsOf({ key: { exact: 'in/a.txt' } })['Object'], 'docs/in/a.txt');
    for (const key of [undefined, { prefix: '' }]) assert.equal(factsOf({ key })['Bucket'], 'docs (any key)');
    assert.deepEqual([form, { ...form, key: { exact: 'a.txt' } }, { ...form, key: undefined }].map(uploadFormName), [
      'Upload form for docs/in/',
      'Upload form for docs/a.txt',
      'Upload form for docs/',
    ]);
  });

  it('name the limits of the files', () => {
    assert.equal(factsOf()['Size'], 'not limited');
    assert.equal(factsOf({ sizes: [0, 2048] })['Size'], 'up to 2 KB per file');
    assert.equal(factsOf({ sizes: [1024, 2048] })['Size'], '1 KB to 2 KB per file');
    assert.equal(factsOf()['Accepted Files'], 'all files');
    assert.equal(factsOf({ contentTypes: ['image/png', 'text/plain'] })['Accepted Files'], 'image/png, text/plain');
    assert.equal(factsOf()['Existing objects'], 'may be replaced');
    assert.equal(factsOf({ forbidsOverwrite: true })['Existing objects'], 'not replaced');
  });

  it('warn of temporary credentials', () => {
    assert.equal(factsOf()['Warning'], undefined);
    assert.match(factsOf({ isTemporary: true })['Warning'] ?? '', /stops working when they expire/);
  });
});
