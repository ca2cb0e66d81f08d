const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

/**
 * Compares two texts by their UTF-8 bytes, the order of OSS listings.
 * That is the order of UTF-16 code units, except that surrogates stand for code points above all others.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference !== 0) {
      const surrogates = Number(isSurrogate(a.charCodeAt(index))) - Number(isSurrogate(b.charCodeAt(index)));
      return surrogates || difference;
    }
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= firstSurrogate && unit <= lastSurrogate;
}
