/** How a language writes a character that its string literals cannot hold as it is. */
type Escape = (codePoint: number) => string;

/** Line breaks, controls, and what nobody sees: among it marks that turn the direction of text, and all but one space. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** A literal in double quotes; `special` characters get a backslash, unprintable ones the language's escape. */
function quoted(text: string, special: RegExp, escape: Escape): string {
  const characters = Array.from(text, (character) => {
    if (special.test(character)) return `\\${character}`;
    return unprintable.test(character) ? escape(character.codePointAt(0) ?? 0) : character;
  });
  return `"${characters.join('')}"`;
}

const quotesAndBackslash = /["\\]/;
const quotesBackslashAndDollar = /["\\$]/;

/** `\u{1F600}`, which takes any code point. */
const braced: Escape = (codePoint) => `\\u{${codePoint.toString(16)}}`;
/** `\u00e9`, or `\U0001f600` beyond 16 bits. */
const unicode: Escape = (codePoint) => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, '0');
}

/** JavaScript; also safe in a script of an HTML page, which `</script` and `<!--` would end or change. */
export function javaScriptString(text: string): string {
  return quoted(text, quotesAndBackslash, braced).replaceAll(/<(?=[/!])/g, '\\x3c');
}

/** Python. */
export function pythonString(text: string): string {
  return quoted(text, quotesAndBackslash, unicode);
}

/** Go. */
export function goString(text: string): string {
  return quoted(text, quotesAndBackslash, unicode);
}

/** C#. */
export function cSharpString(text: string): string {
  return quoted(text, quotesAndBackslash, unicode);
}

/** Rust. */
export function rustString(text: string): string {
  return quoted(text, quotesAndBackslash, braced);
}

/** Swift, where only a backslash begins an interpolation. */
export function swiftString(text: string): string {
  return quoted(text, quotesAndBackslash, braced);
}

/** PHP, where a dollar sign would begin a variable. */
export function phpString(text: string): string {
  return quoted(text, quotesBackslashAndDollar, braced);
}

/** C++; after an at sign, Objective-C. */
export function cString(text: string): string {
  // `\u` is not for controls there, and `\x` takes more digits than two. `??` may begin a trigraph.
  const escape: Escape = (codePoint) => (codePoint < 0xa0 ? octalBytes(codePoint) : unicode(codePoint));
  return quoted(text, quotesAndBackslash, escape).replaceAll('??', '?\\?');
}

function octalBytes(codePoint: number): string {
  const bytes = Buffer.from(String.fromCodePoint(codePoint));
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** Java in ASCII alone: older compilers read sources in the encoding of their machine. */
export function javaString(text: string): string {
  const ascii = quoted(text, quotesAndBackslash, (codePoint) =>
    codePoint < 0x80 ? `\\${codePoint.toString(8).padStart(3, '0')}` : String.fromCodePoint(codePoint),
  );
  return ascii.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);
}
