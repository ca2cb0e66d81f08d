/** Writes a command line for POSIX shells that hands each word on unchanged. */
export function posixLine(words: readonly string[]): string {
  return words.map(quoteForShell).join(' ');
}

/** Quotes one word for POSIX shells, so that the shell hands it on unchanged; plain words stay as they are. */
export function quoteForShell(word: string): string {
  return /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
