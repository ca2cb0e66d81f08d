import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { variables } from './results.ts';

describe('log files', () => {
  it('hold what an output channel logs, so that searching them for secrets means something', async () => {
    const channel = vscode.window.createOutputChannel('Planted', { log: true });
    try {
      channel.info('a planted line');
      assert.match(await logContaining('a planted line'), /\[info\] a planted line$/m);
    } finally {
      channel.dispose();
    }
  });
});

/** Reads the log files again and again until one holds `text`; the test's timeout ends it. */
async function logContaining(text: string): Promise<string> {
  for (;;) {
    for await (const name of glob('**/*.log', { cwd: process.env[variables.logs] ?? '' })) {
      const log = await readFile(path.join(process.env[variables.logs] ?? '', name), 'utf8');
      if (log.includes(text)) return log;
    }
    await delay(50);
  }
}
