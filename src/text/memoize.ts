/**
 * Keeps what `make` gives for the same words: a format of dates and numbers takes a hundred times longer to make than to
 * use, and a question shows dozens.
 */
export function memoize<Words extends readonly (string | undefined)[], T>(
  make: (...words: Words) => T,
): (...words: Words) => T {
  const made = new Map<string, T>();
  return (...words) => {
    const name = words.join(' ');
    const one = made.get(name) ?? make(...words);
    made.set(name, one);
    return one;
  };
}
