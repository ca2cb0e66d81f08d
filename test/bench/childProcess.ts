import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Module of this folder that runs in its own process until it is stopped. */
export interface ChildServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts a module that prints its endpoint and exits with its standard input. Throws if it exits earlier. */
export async function startServer(module: string, ...args: readonly string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, module), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const endpoint = await firstLine(child.stdout, module);
  return {
    endpoint,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/** Runs a module to completion, with options of Node, and reads its one line of JSON. */
export async function runModule(
  module: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<unknown> {
  const child = spawn(process.execPath, [...nodeOptions, path.join(import.meta.dirname, module), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const line = await firstLine(child.stdout, module);
  await exited;
  return JSON.parse(line);
}

async function firstLine(output: NodeJS.ReadableStream, module: string): Promise<string> {
  for await (const line of createInterface(output)) return line;
  throw new Error(`${module} ended without a word`);
}
