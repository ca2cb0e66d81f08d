import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { repositoryFolder } from '../workbench/folders.ts';

/** End of a process: by itself with success or without, or by its time limit. */
export type ProcessEnd = 'succeeded' | 'failed' | 'timed out';

/** Runs Node.js in the repository, and ends it, with its child processes, at the time limit. Its output is for a file. */
export function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  timeoutMs: number,
  outputFile?: string,
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const output = outputFile === undefined ? 'ignore' : openSync(outputFile, 'w');
    const child = spawn(process.execPath, args, {
      cwd: repositoryFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      detached: true,
    });
    if (typeof output === 'number') closeSync(output);
    let hasTimedOut = false;
    const timer = setTimeout(() => {
      hasTimedOut = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (hasTimedOut) resolve('timed out');
      else resolve(code === 0 ? 'succeeded' : 'failed');
    });
  });
}
