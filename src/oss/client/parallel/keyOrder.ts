/** Character after all others expected in keys: with it, a prefix becomes a bound after every key with this prefix. */
export const LAST_CHARACTER = '\uFFFD';

/** Order of two keys in OSS: by their UTF-8 bytes, which is the order of their code points. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  if (index >= a.length) return -1;
  if (index >= b.length) return 1;
  return rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
}

/** Rank of a UTF-16 code unit in the order of code points: surrogates belong to characters after all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** Next code point, without surrogates. */
export function nextCharacter(character: string): string {
  const next = (character.codePointAt(0) ?? 0) + 1;
  return next > 0x10ffff ? LAST_CHARACTER : String.fromCodePoint(next === 0xd800 ? 0xe000 : next);
}
