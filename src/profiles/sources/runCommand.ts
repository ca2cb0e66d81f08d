import { execFile } from 'node:child_process';
import { CredentialSourceError } from './sourceError.ts';

/** Exit code of a POSIX shell for a command that it doesn't find. */
const SHELL_NOT_FOUND = 127;

/** Program with arguments, or a line for the shell. */
export type Command = { readonly words: readonly string[] } | { readonly shellLine: string };

export interface RunOptions {
  readonly timeoutMs: number;
  /** Working directory: never an open folder, which may contain a program of the same name. */
  readonly folder: string;
}

/** Function that runs a command and returns its output. */
export type RunCommand = (command: Command, options: RunOptions) => Promise<string>;

/** Runs a command of the user. Throws a `CredentialSourceError` without its output if it fails or takes too long. */
export const runCommand: RunCommand = (command, { timeoutMs, folder }) => {
  const { words, isVerbatim } = wordsOf(command, process.platform);
  const [program = '', ...args] = words;
  return new Promise((resolve, reject) => {
    const options = {
      timeout: timeoutMs,
      cwd: folder,
      windowsHide: true,
      windowsVerbatimArguments: isVerbatim,
      encoding: 'utf8' as const,
    };
    execFile(program, args, options, (error, stdout) => {
      if (!error) resolve(stdout);
      else if (error.killed) reject(new CredentialSourceError('CommandTimeout', timeoutMs / 1000));
      else if (error.code === 'ENOENT' || error.code === SHELL_NOT_FOUND) {
        reject(new CredentialSourceError('CommandMissing'));
      } else reject(new CredentialSourceError('CommandFailed', error.code ?? error.signal ?? ''));
    });
  });
};

/** Program and arguments of a command, and whether Windows gets them without further quotation marks. */
export function wordsOf(
  command: Command,
  platform: NodeJS.Platform,
): { readonly words: readonly string[]; readonly isVerbatim: boolean } {
  if ('words' in command) return { words: command.words, isVerbatim: false };
  const { shellLine: line } = command;
  if (platform !== 'win32') return { words: ['sh', '-c', line], isVerbatim: false };
  // With /s, cmd.exe removes the outer quotation marks and keeps those within the line.
  return { words: ['cmd.exe', '/d', '/s', '/c', `"${line}"`], isVerbatim: true };
}
