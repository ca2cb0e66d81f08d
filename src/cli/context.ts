import type { Environment } from '../profiles/environmentProfile.ts';
import type { CredentialSources } from '../profiles/sources/credentialSources.ts';

/** What the command line needs of its process. */
export interface CliContext {
  readonly env: Environment;
  /** The folder that it was started in. */
  readonly folder: string;
  readonly now: () => Date;
  readonly sources: CredentialSources;
  readonly readStandardInput: () => Promise<Uint8Array>;
  /** Prints a line of the result, which other programs read. */
  readonly print: (line: string) => void;
  /** Prints a line for people, beside the result. */
  readonly note: (line: string) => void;
}

/** Exit codes. `find` ends with `found` where there is something to stop. */
export const EXIT = { ok: 0, found: 1, failed: 2 } as const;

/** A command that cannot be run as it was typed, or that failed in a way that its message explains. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** A name from a file or a URL, with control and bidi characters made visible. */
export function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
