import { escapeCharacter } from '../oss/errors/escapeCharacter.ts';

/** Invisible character without width. */
const WORD_JOINER = '\u2060';

/**
 * Control characters, bidi controls and line breaks, which hide or reorder the text around them, and blanks without
 * width, which make two names look alike. Joiners stay: emoji and several scripts need them.
 */
const CONTROLS = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u00ad\u180e\u200b\u2061-\u2064\ufeff]/gu;

/**
 * Text that VS Code shows unchanged in labels and messages. There it renders `$(name)` as an icon and `[text](target)`
 * as a link that can even run a command, and names come from servers and documents. Control characters become visible.
 */
export function plainText(text: string): string {
  return visibleControls(text).replace(/(?<=[$\]])\(/g, `${WORD_JOINER}(`);
}

/**
 * Words of a script that is written from right to left, such as Arabic, with the blanks, digits and signs between them.
 * Letters of other scripts end them.
 */
const RIGHT_TO_LEFT = rightToLeft(
  '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}',
);

function rightToLeft(letters: string): RegExp {
  return new RegExp(`[${letters}]+(?:[^\\p{L}${letters}]*[${letters}]+)*`, 'gu');
}

/**
 * Text with visible control characters, such as `\u202e` for one that would reverse the rest of a row. Words that are
 * written from right to left are isolated: otherwise a number after them would be drawn before them.
 */
export function visibleControls(text: string): string {
  return text.replace(CONTROLS, escapeCharacter).replace(RIGHT_TO_LEFT, '\u2068$&\u2069');
}

/** Text of at most `maxLength` visible characters, with an ellipsis at the cut. */
export function truncate(text: string, maxLength: number): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : text;
}

/**
 * Characters that are not visible as themselves: control, format and bidi characters, line breaks, all blanks except
 * the space, and letters that are drawn as nothing, such as the Hangul filler and an empty Braille cell.
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]|(?! )\p{Zs}/gu;

/**
 * One line that shows every character of a text: invisible ones as `\u202e`. A text longer than `maxLength` is
 * shortened in the middle, and the line contains the number of omitted characters.
 */
export function visibleText(text: string, maxLength: number): string {
  const characters = Array.from(text);
  const tailLength = Math.floor(maxLength / 4);
  const visible = (part: readonly string[]): string => part.join('').replace(INVISIBLE, escapeCharacter);
  if (characters.length <= maxLength) return visible(characters);
  const head = characters.slice(0, maxLength - tailLength);
  return `${visible(head)}…[${characters.length - maxLength}]…${visible(characters.slice(-tailLength))}`;
}

/** Upper bound on the characters of a cell. */
const MAX_CELL_LENGTH = 500;

/** Text of a table cell, a heading or a paragraph, in which Markdown and HTML have no effect: one line of bounded length. */
export function markdownCell(text: string, maxLength = MAX_CELL_LENGTH): string {
  return visibleText(text, maxLength).replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&');
}

/** Markdown table; the cells are Markdown. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [lineOf(heading), lineOf(heading.map(() => '---')), ...rows.map(lineOf)].join('\n');
}
