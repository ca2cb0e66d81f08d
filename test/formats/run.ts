import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Program with its arguments, and additional environment variables. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How a command ended. */
export interface Ending {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  /** All output, errors included. */
  readonly output: string;
}

const limitMs = 300_000;

/** Runs a command to completion in a folder, by default with this process's environment. */
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

/** Runs a command; throws its output if it fails. */
export async function runOrFail(command: Command, folder: string): Promise<string> {
  const { exitCode, output } = await run(command, folder);
  if (exitCode !== 0) throw new Error(`${command.file} ended with ${exitCode}: ${output.trim().slice(-2000)}`);
  return output;
}
