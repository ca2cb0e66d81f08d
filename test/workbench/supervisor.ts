import { spawn } from 'node:child_process';

/**
 * Runs the command of its arguments and ends it, with everything that it started, once the standard input closes:
 * whoever holds the other end may stop it, exit, crash or be killed, and nothing is left behind.
 * Started as the leader of a process group of its own.
 */
const [command = '', ...args] = process.argv.slice(2);

function endGroup(): void {
  process.kill(-process.pid, 'SIGKILL');
}

process.stdin.on('close', endGroup).resume();
spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  .on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    endGroup();
  })
  .on('exit', (code, signal) => {
    process.stderr.write(`${command} ended with ${signal ?? `status ${code ?? '?'}`}\n`);
    endGroup();
  });
