/** Shows nothing, and takes no place. */
const WORD_JOINER = '\u2060';

/**
 * A text that VS Code shows as it is. In labels and messages it would draw `$(name)` as an icon and make a link of
 * `[text](target)`, one that runs a command too; the names in them are not ours.
 */
export function plainText(text: string): string {
  return text.replace(/(?<=[$\]])\(/g, `${WORD_JOINER}(`);
}
