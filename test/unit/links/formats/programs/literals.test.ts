import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import {
  cSharpString,
  cString,
  goString,
  javaScriptString,
  javaString,
  phpString,
  pythonString,
  rustString,
  swiftString,
} from '../../../../../src/links/formats/programs/literals.ts';
import { propertyRuns } from '../../../../support/propertyRuns.ts';

describe('a string literal', () => {
  // Rows: a text, and its literals by language. Languages that a row omits write it unchanged.
  const rows: readonly (readonly [text: string, expected: Readonly<Record<string, string>>])[] = [
    ['it\'s "quoted" \\', all('it\'s \\"quoted\\" \\\\')],
    ['$HOME ${x} {$y}', { ...all('$HOME ${x} {$y}'), php: '\\$HOME \\${x} {\\$y}' }],
    ['\\(x) #{y} %s `id`', all('\\\\(x) #{y} %s `id`')],
    ['what??!', { ...all('what??!'), c: 'what?\\?!' }],
    ['</script><!--', { ...all('</script><!--'), javaScript: '\\x3c/script>\\x3c!--' }],
    ['报告 🎉', { ...all('报告 🎉'), java: '\\u62a5\\u544a \\ud83c\\udf89' }],
    ['a\n1', { ...braced('a\\u{a}1'), ...four('a\\u000a1'), c: 'a\\0121', java: 'a\\0121' }],
    [
      '\u202egpj.exe',
      { ...braced('\\u{202e}gpj.exe'), ...four('\\u202egpj.exe'), c: '\\u202egpj.exe', java: '\\u202egpj.exe' },
    ],
    ['\u{e0041}', { ...braced('\\u{e0041}'), ...four('\\U000e0041'), c: '\\U000e0041', java: '\\udb40\\udc41' }],
    ['\u0085', { ...braced('\\u{85}'), ...four('\\u0085'), c: '\\302\\205', java: '\\u0085' }],
    ['\u2028', { ...braced('\\u{2028}'), ...four('\\u2028'), c: '\\u2028', java: '\\u2028' }],
  ];
  const languages: Readonly<Record<string, (text: string) => string>> = {
    javaScript: javaScriptString,
    python: pythonString,
    go: goString,
    cSharp: cSharpString,
    rust: rustString,
    swift: swiftString,
    php: phpString,
    c: cString,
    java: javaString,
  };

  for (const [language, literal] of Object.entries(languages)) {
    it(`keeps every character in ${language}`, () => {
      for (const [text, expected] of rows) assert.equal(literal(text), `"${expected[language] ?? ''}"`);
    });
  }

  it('is evaluated to the original text by JavaScript', () => {
    const context = createContext();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(runInContext(javaScriptString(text), context), text);
      }),
      { ...propertyRuns, numRuns: Math.ceil(propertyRuns.numRuns / 20) },
    );
  });
});

function all(text: string): Record<string, string> {
  return { ...braced(text), ...four(text), c: text, java: text };
}

/** Languages that write a code point in braces. */
function braced(text: string): Record<string, string> {
  return { javaScript: text, rust: text, swift: text, php: text };
}

/** Languages that write it in four digits or eight. */
function four(text: string): Record<string, string> {
  return { python: text, go: text, cSharp: text };
}
