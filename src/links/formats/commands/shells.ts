/** Command line for POSIX shells that passes each word unchanged. */
export function posixLine(words: readonly string[]): string {
  return words.map(quoteForShell).join(' ');
}

/** Word quoted for POSIX shells; plain words stay unquoted. */
export function quoteForShell(word: string): string {
  return /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Command line for the cmd prompt that passes each word unchanged.
 *
 * A program on Windows gets one command line and splits it by quotes and backslashes. Before that, cmd replaces
 * `%NAME%`, even within quotes. So a caret escapes all special characters of cmd, including quotes, and cmd never sees a
 * quoted part. (`%^NAME^%` refers to a variable `NAME^` that does not exist.) In a batch file `%` must be doubled
 * instead, which the prompt does not understand. A line break cannot be passed at all; it becomes a space.
 */
export function cmdLine(words: readonly string[]): string {
  return words.map((word) => escapeForCmd(quoteArgument(word.replaceAll(/[\r\n]+/g, ' ')))).join(' ');
}

/** Argument as Windows programs split their command line: backslashes are special only before a quote. */
function quoteArgument(word: string): string {
  if (/^[^\s"]+$/.test(word)) return word;
  return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function escapeForCmd(text: string): string {
  return text.replaceAll(/[()%!^"<>&|]/g, '^$&');
}
