import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseHost } from '../workbench/desktop.ts';
import { createSessionFolders } from '../workbench/folders.ts';
import type { SessionFolders } from '../workbench/folders.ts';
import { selfSignedCertificate } from '../support/http/selfSignedCertificate.ts';
import { startSampleOss } from '../workbench/sampleOss.ts';
import { writeCounts } from '../workbench/counts.ts';
import { buildHostTests, coverageOfSources, type HostTests } from './build.ts';
import { variables } from './results.ts';
import type { HostResults, TestResult } from './results.ts';
import { hostileSettings } from './workspaceSettings.ts';
import { runInCodeServer } from './runInCodeServer.ts';
import { runInElectron } from './runInElectron.ts';

/** One run of the tests in an extension host. */
export interface HostRun extends HostTests {
  readonly folders: SessionFolders;
  /** Names the files of the run, and the sample buckets by the variables that the profile "Environment" reads. */
  readonly env: Readonly<Record<string, string>>;
}

const folders = await createSessionFolders('host');
await mkdir(path.join(folders.workspace, '.vscode'));
await writeFile(path.join(folders.workspace, '.vscode/settings.json'), JSON.stringify(hostileSettings));
const resultsFile = path.join(folders.session, 'results.json');
const { kind, reason } = await chooseHost();
print(`  in ${kind}, because ${reason}`);

const built = await buildHostTests();
const runTests = kind === 'electron' ? runInElectron : runInCodeServer;
// Linux alone counts it among its own: the stores of other systems are the user's, and no test may change them.
const certificateFile = path.join(folders.session, 'system.pem');
const { cert, key } = selfSignedCertificate(new Date());
await writeFile(certificateFile, cert + key);
// Counted where scripts/test.mjs gathers the coverage of all levels.
const keptCoverageFile = process.env[variables.coverage];
const coverageFile = path.join(folders.session, 'coverage.json');
const { emulator, environment } = await startSampleOss(new Date());
try {
  const env = {
    ...environment,
    [variables.results]: resultsFile,
    [variables.logs]: folders.userData,
    [variables.systemCertificate]: certificateFile,
    ...(keptCoverageFile !== undefined && { [variables.coverage]: coverageFile }),
  };
  await runTests({ ...built, folders, env });
} finally {
  await emulator.close();
}

if (keptCoverageFile !== undefined) {
  await mkdir(path.dirname(keptCoverageFile), { recursive: true });
  await writeFile(keptCoverageFile, coverageOfSources(await readFile(coverageFile, 'utf8')));
}
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
