import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A program with its arguments, and what its environment has beside what every run gets. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How a command ended. */
export interface Ending {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  /** All that it printed, errors and the rest. */
  readonly output: string;
}

const limitMs = 300_000;

/** Runs a command to its end in a folder, with this process's environment unless told otherwise. */
export async function run(
  { file, args, env }: Command,
  folder: string,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<Ending> {
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.timeout(limitMs),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [exitCode, errors, output] = await Promise.all([ended, text(child.stderr), text(child.stdout)]);
  return { exitCode, output: errors + output };
}

/** Runs a command and throws what it printed unless it succeeds. */
export async function runOrFail(command: Command, folder: string): Promise<string> {
  const { exitCode, output } = await run(command, folder);
  if (exitCode !== 0) throw new Error(`${command.file} ended with ${exitCode}: ${output.trim().slice(-2000)}`);
  return output;
}
