import assert from 'node:assert/strict';
import fc from 'fast-check';
import { posixLine, quoteForShell } from '../../../../../src/links/formats/commands/shells.ts';
import { shellWords } from '../../../../support/links/shellWords.ts';
import { propertyRuns } from '../../../../support/propertyRuns.ts';

describe('quoteForShell', () => {
  it('leaves plain words unquoted and quotes the others, the empty one too', () => {
    assert.deepEqual(['-T', 'a/b.txt', '', 'a b', '*', '~', 'a=b', "it's"].map(quoteForShell), [
      '-T',
      'a/b.txt',
      "''",
      "'a b'",
      "'*'",
      "'~'",
      "'a=b'",
      "'it'\\''s'",
    ]);
  });

  it('passes any words unchanged through a real shell', () => {
    const word = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^['"\\$`!*?~#&|;<>(){}[\] \n\t=-]{0,12}$/))
      .map((text) => text.toWellFormed().replaceAll('\0', ''));
    // One shell for many words: starting it is what takes time.
    fc.assert(
      fc.property(fc.array(word, { minLength: 200, maxLength: 300 }), (words) => {
        assert.deepEqual(shellWords(`printf '%s\\0' ${posixLine(words)}`), words);
      }),
      { ...propertyRuns, numRuns: Math.ceil(propertyRuns.numRuns / 200) },
    );
  });
});
