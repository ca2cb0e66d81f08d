// Kept apart: labels of the tree need it at activation, without the rules of secret texts.

/** Escapes that are read more easily than a code point. */
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Escape in the place of a character that is not visible, such as `\u202e`, `\n`, or `\u{e0041}` beyond four digits. */
export function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return NAMED[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
}
