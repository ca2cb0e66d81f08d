import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A server that runs until it is stopped or this process ends, however it ends. */
export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** The module to run with this process's Node.js, and its arguments. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** File for the server's output. */
  readonly outputFile: string;
  /** Pattern of the line that the server prints when it listens; its first group is the port. */
  readonly listening: RegExp;
  readonly timeoutMs?: number;
}

/** Starts a server and waits until it listens; throws with the end of its output when it does not. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { command, env, outputFile, listening, timeoutMs = 60_000 } = options;
  const supervisor = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'supervisor.ts'), process.execPath, ...command],
    { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  const ended = new Promise<void>((resolve) =>
    supervisor.once('close', () => {
      resolve();
    }),
  );
  const stop = (): Promise<void> => {
    supervisor.stdin.end();
    return ended;
  };

  const output = createWriteStream(outputFile, { flags: 'a' });
  const lastLines: string[] = [];
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const read = (line: string): void => {
        output.write(`${line}\n`);
        lastLines.splice(0, lastLines.length - 20, line);
        const match = listening.exec(line);
        if (match) resolve(Number(match[1]));
      };
      createInterface(supervisor.stdout).on('line', read);
      createInterface(supervisor.stderr).on('line', read);
      AbortSignal.timeout(timeoutMs).addEventListener('abort', () => {
        reject(new Error(`does not listen after ${timeoutMs} ms`));
      });
      void ended.then(() => {
        reject(new Error('ended before it listened'));
      });
    });
    return { port, stop };
  } catch (error) {
    await stop();
    throw new Error(`${command.join(' ')}: ${String(error)}\n${lastLines.join('\n')}`, { cause: error });
  }
}
