import { spawn } from 'node:child_process';

/**
 * Runs the command in its arguments and ends it, with its child processes, once the standard input closes: however the
 * process at the other end stops, exits, crashes or is killed, nothing is left behind.
 * Started as the leader of its own process group.
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
