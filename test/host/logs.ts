import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { variables } from './results.ts';

/** Reads the log files repeatedly until one contains `text`, within the test's time limit. */
export async function logContaining(text: string): Promise<string> {
  for (;;) {
    for await (const name of glob('**/*.log', { cwd: process.env[variables.logs] ?? '' })) {
      const log = await readFile(path.join(process.env[variables.logs] ?? '', name), 'utf8');
      if (log.includes(text)) return log;
    }
    await delay(50);
  }
}
