import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseHost } from '../workbench/desktop.ts';
import { createSessionFolders } from '../workbench/folders.ts';
import type { SessionFolders } from '../workbench/folders.ts';
import { writeCounts } from '../workbench/counts.ts';
import { buildHostTests } from './build.ts';
import { variables } from './results.ts';
import type { HostResults, TestResult } from './results.ts';
import { runInCodeServer } from './runInCodeServer.ts';
import { runInElectron } from './runInElectron.ts';

/** One run of the tests in an extension host. */
export interface HostRun {
  readonly folders: SessionFolders;
  /** The bundled test/host/index.ts. */
  readonly testsModule: string;
  readonly env: Readonly<Record<string, string>>;
}

const folders = await createSessionFolders('host');
const resultsFile = path.join(folders.session, 'results.json');
const { kind, reason } = await chooseHost();
print(`  in ${kind}, because ${reason}`);

const testsModule = await buildHostTests();
const runTests = kind === 'electron' ? runInElectron : runInCodeServer;
await runTests({ folders, testsModule, env: { [variables.results]: resultsFile, [variables.logs]: folders.userData } });

const { tests } = JSON.parse(await readFile(resultsFile, 'utf8')) as HostResults;
tests.forEach(printTest);
const failed = tests.filter(({ failure }) => failure !== undefined).length;
await writeCounts({ passed: tests.length - failed, failed });
if (failed > 0 || tests.length === 0) process.exitCode = 1;

function printTest({ title, durationMs, failure }: TestResult): void {
  print(`  ${failure === undefined ? '✔' : '✖'} ${title} (${durationMs} ms)`);
  if (failure !== undefined) print(failure.replace(/^/gm, '      '));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
