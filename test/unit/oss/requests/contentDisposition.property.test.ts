import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentDispositionFor } from '../../../../src/oss/requests/contentDisposition.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';

describe('contentDispositionFor', () => {
  it('is a header of two well-formed parameters for any name, from which the name can be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const fileName = `${text.replace(/[\p{Cc}/\\]/gu, '')}.bin`;
        const parts =
          /^attachment; filename="([ !#-[\]-~]*)"(?:; filename\*=UTF-8''((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+))?$/.exec(
            contentDispositionFor(fileName, 'attachment'),
          );
        assert.ok(parts);
        const [, quoted, extended] = parts as unknown as [string, string, string | undefined];
        assert.equal(extended === undefined ? quoted : decodeURIComponent(extended), fileName);
      }),
      propertyRuns,
    );
  });
});
