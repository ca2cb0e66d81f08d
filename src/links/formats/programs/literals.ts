/** Escape sequence of a language for a character that its string literals cannot contain. */
type Escape = (codePoint: number) => string;

/** Line breaks, control characters and invisible characters, including bidi marks and all spaces but U+0020. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Literal in double quotes: `special` characters get a backslash, unprintable ones the language's escape. */
function quoted(text: string, special: RegExp, escape: Escape): string {
  const characters = Array.from(text, (character) => {
    if (special.test(character)) return `\\${character}`;
    return unprintable.test(character) ? escape(character.codePointAt(0) ?? 0) : character;
  });
  return `"${characters.join('')}"`;
}

const quotesAndBackslash = /["\\]/;
const quotesBackslashAndDollar = /["\\$]/;

/** `\u{1F600}`, for any code point. */
const braced: Escape = (codePoint) => `\\u{${codePoint.toString(16)}}`;
/** `\u00e9`, or `\U0001f600` beyond 16 bits. */
const unicode: Escape = (codePoint) => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, '0');
}

/** JavaScript literal, also safe in an inline script, which `</script` and `<!--` would end or change. */
export function javaScriptString(text: string): string {
  return quoted(text, quotesAndBackslash, braced).replaceAll(/<(?=[/!])/g, '\\x3c');
}

/** Python literal. */
export function pythonString(text: string): string {
  return quoted(text, quotesAndBackslash, unicode);
}

/** Go literal. */
export function goString(text: string): string {
  return quoted(text, quotesAndBackslash, unicode);
}

/** C# literal. */
export function cSharpString(text: string): string {
  return quoted(text, quotesAndBackslash, unicode);
}

/** Rust literal. */
export function rustString(text: string): string {
  return quoted(text, quotesAndBackslash, braced);
}

/** Swift literal. Only a backslash begins an interpolation there. */
export function swiftString(text: string): string {
  return quoted(text, quotesAndBackslash, braced);
}

/** PHP literal. A dollar sign begins a variable there. */
export function phpString(text: string): string {
  return quoted(text, quotesBackslashAndDollar, braced);
}

/** C++ literal; after an at sign, also Objective-C. */
export function cString(text: string): string {
  // C++ forbids `\u` for control characters, `\x` takes any number of digits, and `??` may begin a trigraph.
  const escape: Escape = (codePoint) => (codePoint < 0xa0 ? octalBytes(codePoint) : unicode(codePoint));
  return quoted(text, quotesAndBackslash, escape).replaceAll('??', '?\\?');
}

function octalBytes(codePoint: number): string {
  const bytes = Buffer.from(String.fromCodePoint(codePoint));
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** Java literal in ASCII: older compilers read sources in the encoding of the machine. */
export function javaString(text: string): string {
  const ascii = quoted(text, quotesAndBackslash, (codePoint) =>
    codePoint < 0x80 ? `\\${codePoint.toString(8).padStart(3, '0')}` : String.fromCodePoint(codePoint),
  );
  return ascii.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);
}

/** Go code that sends `request` and returns an error for any status but 2xx, in a function that returns an error. */
export const GO_SEND = `	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		message, _ := io.ReadAll(response.Body)
		return fmt.Errorf("%s\\n%s", response.Status, message)
	}`;
