import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { url as debuggerUrl } from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { recordReach, startCounting } from '../support/reachRecorder.ts';
import { variables } from './results.ts';
import type { HostResults, TestResult } from './results.ts';

/** Runs the tests beside and below this module and writes their results; VS Code calls it in its extension host. */
export async function run(): Promise<void> {
  const resultsFile = process.env[variables.results];
  if (resultsFile === undefined) throw new Error(`${variables.results} is not set`);
  const coverageFile = process.env[variables.coverage];
  if (coverageFile !== undefined) startCounting();

  // A test that is debugged has no time limit.
  const timeout = debuggerUrl() === undefined ? 20_000 : 0;
  const bail = process.env[variables.bail] !== undefined;
  const mocha = new Mocha({ ui: 'bdd', timeout, forbidOnly: true, bail, reporter: Mocha.reporters.Base });
  const all = globSync('**/*.test.js', { cwd: import.meta.dirname }).sort();
  const wanted = process.env[variables.testFiles]?.split(',') ?? all;
  for (const name of all.filter((one) => wanted.includes(one))) mocha.addFile(path.join(import.meta.dirname, name));
  await mocha.loadFilesAsync();

  const tests: TestResult[] = [];
  const ran = await new Promise<unknown>((resolve) => {
    const runner = mocha.run(() => {
      resolve(entries);
    });
    const sources = pathToFileURL(path.resolve(import.meta.dirname, '../../src/')).href;
    const entries = coverageFile === undefined ? [] : recordReach(runner, `${sources}/`);
    runner
      .on('pass', (test) => tests.push({ title: titleOf(test), durationMs: test.duration ?? 0 }))
      .on('fail', (test, error: unknown) =>
        tests.push({ title: titleOf(test), durationMs: test.duration ?? 0, failure: textOf(error) }),
      );
  });
  if (coverageFile !== undefined) await writeFile(coverageFile, JSON.stringify(ran));
  await writeFile(resultsFile, JSON.stringify({ tests } satisfies HostResults));
}

function titleOf(test: Mocha.Runnable): string {
  return test.titlePath().join(' › ');
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
