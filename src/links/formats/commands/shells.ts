/** Writes a command line for POSIX shells that hands each word on unchanged. */
export function posixLine(words: readonly string[]): string {
  return words.map(quoteForShell).join(' ');
}

/** Quotes one word for POSIX shells, so that the shell hands it on unchanged; plain words stay as they are. */
export function quoteForShell(word: string): string {
  return /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Writes a command line for the prompt of cmd, which hands each word on unchanged.
 *
 * A program on Windows gets its command line whole and splits it by quotes and backslashes; cmd, before that, replaces
 * `%NAME%` even within quotes. So its own characters are all escaped by a caret, the quotes too, and it never sees a
 * quoted part. (`%^NAME^%` asks for a variable `NAME^`, which there is not.) In a batch file `%` would have to be doubled,
 * which the prompt does not understand. A line break cannot be handed on at all; it becomes a space.
 */
export function cmdLine(words: readonly string[]): string {
  return words.map((word) => escapeForCmd(quoteArgument(word.replaceAll(/[\r\n]+/g, ' ')))).join(' ');
}

/** One argument as Windows programs split their command line: backslashes count only before a quote. */
function quoteArgument(word: string): string {
  if (/^[^\s"]+$/.test(word)) return word;
  return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function escapeForCmd(text: string): string {
  return text.replaceAll(/[()%!^"<>&|]/g, '^$&');
}
