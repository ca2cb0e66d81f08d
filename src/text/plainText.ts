/** Invisible character without width. */
const WORD_JOINER = '\u2060';

/**
 * Text that VS Code shows unchanged in labels and messages. There it draws `$(name)` as an icon and `[text](target)` as a
 * link that can even run a command, and names come from servers and documents.
 */
export function plainText(text: string): string {
  return text.replace(/(?<=[$\]])\(/g, `${WORD_JOINER}(`);
}

/** Text of at most `maxLength` visible characters, with an ellipsis where it was cut. */
export function truncate(text: string, maxLength: number): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : text;
}
