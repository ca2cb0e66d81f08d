import { execFile } from 'node:child_process';
import { CredentialSourceError } from './sourceError.ts';

/** A program and its arguments, or a line for the shell. */
export type Command = { readonly words: readonly string[] } | { readonly shellLine: string };

export interface RunOptions {
  readonly timeoutMs: number;
  /** Where it runs: never the folder that is open, which may hold a program of the same name. */
  readonly folder: string;
}

/** Runs a command and gives what it printed. */
export type RunCommand = (command: Command, options: RunOptions) => Promise<string>;

/** Runs a command of the user's; a `CredentialSourceError` without what it printed where it fails or takes too long. */
export const runCommand: RunCommand = (command, { timeoutMs, folder }) => {
  const [program = '', ...args] = 'words' in command ? command.words : shellWords(command.shellLine);
  return new Promise((resolve, reject) => {
    const options = { timeout: timeoutMs, cwd: folder, windowsHide: true, encoding: 'utf8' as const };
    execFile(program, args, options, (error, stdout) => {
      if (!error) resolve(stdout);
      else if (error.killed) reject(new CredentialSourceError('CommandTimeout', timeoutMs / 1000));
      else reject(new CredentialSourceError('CommandFailed', error.code ?? error.signal ?? ''));
    });
  });
};

function shellWords(line: string): readonly string[] {
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', line] : ['sh', '-c', line];
}
