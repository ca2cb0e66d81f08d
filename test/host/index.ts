import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { url as debuggerUrl } from 'node:inspector';
import path from 'node:path';
import Mocha from 'mocha';
import { startCoverage, writeCoverage } from './coverage.ts';
import { variables } from './results.ts';
import type { HostResults, TestResult } from './results.ts';

/** Runs every test that lies beside or below this module and writes their results; VS Code calls it in its extension host. */
export async function run(): Promise<void> {
  const resultsFile = process.env[variables.results];
  if (resultsFile === undefined) throw new Error(`${variables.results} is not set`);

  // A test that is debugged has no time limit.
  const timeout = debuggerUrl() === undefined ? 20_000 : 0;
  const mocha = new Mocha({ ui: 'bdd', timeout, forbidOnly: true, reporter: Mocha.reporters.Base });
  for (const name of globSync('**/*.test.js', { cwd: import.meta.dirname }).sort())
    mocha.addFile(path.join(import.meta.dirname, name));
  await startCoverage();
  await mocha.loadFilesAsync();

  const tests: TestResult[] = [];
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on('pass', (test) => tests.push({ title: titleOf(test), durationMs: test.duration ?? 0 }))
      .on('fail', (test, error: unknown) =>
        tests.push({ title: titleOf(test), durationMs: test.duration ?? 0, failure: textOf(error) }),
      );
  });
  await writeCoverage();
  await writeFile(resultsFile, JSON.stringify({ tests } satisfies HostResults));
}

function titleOf(test: Mocha.Runnable): string {
  return test.titlePath().join(' › ');
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
