import type { Environment } from '../profiles/environmentProfile.ts';
import { escapeCharacter } from '../oss/errors/escapeCharacter.ts';
import type { CredentialSources } from '../profiles/sources/credentialSources.ts';

/** Process environment of the command line. */
export interface CliContext {
  readonly env: Environment;
  /** Working directory. */
  readonly folder: string;
  readonly now: () => Date;
  readonly sources: CredentialSources;
  readonly readStandardInput: () => Promise<Uint8Array>;
  /** Prints a line of the result, which other programs read, to standard output. */
  readonly print: (line: string) => void;
  /** Prints a line for people to standard error. */
  readonly note: (line: string) => void;
}

/** Exit codes. `find` returns `found` if there is a reason to stop. */
export const EXIT = { ok: 0, found: 1, failed: 2 } as const;

/** Error of a command: it is invalid, or failed in a way that its message explains. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** Name from a file or a URL, with control and bidi characters made visible. */
export function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}
