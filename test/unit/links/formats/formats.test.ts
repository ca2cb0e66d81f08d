import assert from 'node:assert/strict';
import { formatById, linkFormats } from '../../../../src/links/formats/formats.ts';
import { download, upload } from '../../../support/links/sampleLinks.ts';

describe('the table of formats', () => {
  it('has unique IDs and labels', () => {
    for (const property of ['id', 'label'] as const) {
      const values = linkFormats.map((format) => format[property]);
      assert.deepEqual([...new Set(values)], values);
    }
  });

  it('starts with the bare link and keeps groups together', () => {
    assert.equal(linkFormats[0]?.id, 'url');
    const groups = linkFormats.map(({ group }) => group).filter((group, index, all) => group !== all[index - 1]);
    assert.deepEqual([...new Set(groups)], groups);
  });

  it('finds a format by its ID, and none for an unknown one', () => {
    for (const format of linkFormats) assert.equal(formatById(format.id), format);
    assert.equal(formatById('telegraph'), undefined);
  });

  for (const format of linkFormats) {
    it(`writes ${format.label} with the whole link and no trailing line break`, () => {
      for (const link of [download(), upload({ signedHeaders: { 'content-type': 'text/plain' } })]) {
        if (!format.methods.includes(link.method)) continue;
        const text = format.render(link);
        assert.ok(text.includes('x-oss-signature=0f') || /x-oss-signature\W+0f/.test(text), text);
        assert.equal(text, text.trimEnd());
      }
    });
  }
});
