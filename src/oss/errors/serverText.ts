import { escapeCharacter } from './escapeCharacter.ts';
import { redact } from './redact.ts';

/** Maximum lengths, in characters, of texts from a server. */
export const SERVER_TEXT_LENGTHS = { name: 128, id: 256, message: 1000 } as const;

/**
 * Control characters, line and paragraph separators, and format characters such as bidi marks: they forge lines, or
 * reorder text.
 */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/gu;

/**
 * Text of a server, safe in messages, details and log lines: without secrets, at most `maxLength` characters, with
 * invisible characters written as escapes.
 */
export function serverText(text: string, maxLength: number, secrets: Iterable<string> = []): string {
  return visibleText(redact(text.trim(), secrets), maxLength);
}

/**
 * Text of a log entry, without secrets. Further lines are indented, and other invisible characters are escaped: a key can
 * contain a line that looks like an entry.
 */
export function logText(text: string): string {
  return redact(text).split(/\r?\n/).map(escapeInvisible).join('\n    ');
}

/** Text cut to `maxLength` characters, with invisible characters written as escapes such as `\u202e`. */
export function visibleText(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text;
  return escapeInvisible(cut);
}

function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, escapeCharacter);
}
