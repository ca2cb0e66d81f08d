import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chooseHost } from '../workbench/desktop.ts';
import { createSessionFolders, repositoryFolder } from '../workbench/folders.ts';
import { selfSignedCertificate } from '../support/http/selfSignedCertificate.ts';
import { startSampleOss } from '../workbench/sampleOss.ts';
import { writeCounts } from '../workbench/counts.ts';
import type { ExecutedRanges } from '../support/reachRecorder.ts';
import { buildHostTests, ranOfSources } from './build.ts';
import { variables } from './results.ts';
import type { HostResults, TestResult } from './results.ts';
import { hostileSettings } from './workspaceSettings.ts';
import { runInCodeServer } from './runInCodeServer.ts';
import { runInElectron } from './runInElectron.ts';

/*
 * Runs the tests in an extension host, all of them or those of the files that are named:
 *
 *   node test/host/run.ts [--bail] [--session NAME] [links.test.ts …]
 *
 * Sessions of different names can run at once. OSS_LINKS_HOST_COVERAGE names a file for what each test file ran;
 * OSS_LINKS_MUTANT_OF and OSS_LINKS_MUTANT_FILE name a file of the sources and the one that stands in for it.
 */
const { values: options, positionals: testFiles } = parseArgs({
  allowPositionals: true,
  options: { bail: { type: 'boolean', default: false }, session: { type: 'string', default: 'host' } },
});
const folders = await createSessionFolders(options.session);
await mkdir(path.join(folders.workspace, '.vscode'));
await writeFile(path.join(folders.workspace, '.vscode/settings.json'), JSON.stringify(hostileSettings));
const resultsFile = path.join(folders.session, 'results.json');
const { kind, reason } = await chooseHost();
print(`  in ${kind}, because ${reason}`);

const { OSS_LINKS_MUTANT_OF: file, OSS_LINKS_MUTANT_FILE: by } = process.env;
const folder = path.join(repositoryFolder, 'out', options.session);
const built = await buildHostTests({
  folder,
  ...(file !== undefined && by !== undefined && { replaced: { file, by } }),
});
const runTests = kind === 'electron' ? runInElectron : runInCodeServer;
// Only on Linux is it one of the system's certificates: the stores of other systems belong to the user, and no test may
// change them.
const certificateFile = path.join(folders.session, 'system.pem');
const { cert, key } = selfSignedCertificate(new Date());
await writeFile(certificateFile, cert + key);
const keptCoverageFile = process.env[variables.coverage];
const coverageFile = path.join(folders.session, 'coverage.json');
const { emulator, environment } = await startSampleOss(new Date());
try {
  const env = {
    ...environment,
    [variables.results]: resultsFile,
    [variables.logs]: folders.userData,
    [variables.systemCertificate]: certificateFile,
    ...(testFiles.length > 0 && { [variables.testFiles]: testFiles.map(toCopied).join(',') }),
    ...(options.bail && { [variables.bail]: 'yes' }),
    ...(keptCoverageFile !== undefined && { [variables.coverage]: coverageFile }),
  };
  await runTests({ ...built, folders, env });
} finally {
  await emulator.close();
}

if (keptCoverageFile !== undefined) {
  const ran = JSON.parse(await readFile(coverageFile, 'utf8')) as readonly ExecutedRanges[];
  await writeFile(keptCoverageFile, JSON.stringify(ranOfSources(ran, folder)));
}
const { tests } = JSON.parse(await readFile(resultsFile, 'utf8')) as HostResults;
tests.forEach(printTest);
const failed = tests.filter(({ failure }) => failure !== undefined).length;
await writeCounts({ passed: tests.length - failed, failed });
if (failed > 0 || tests.length === 0) process.exitCode = 1;

/** Name of a test file's copy, for a name relative to here or to the repository. */
function toCopied(testFile: string): string {
  return testFile.replace(/^test\/host\//, '').replace(/ts$/, 'js');
}

function printTest({ title, durationMs, failure }: TestResult): void {
  print(`  ${failure === undefined ? '✔' : '✖'} ${title} (${durationMs} ms)`);
  if (failure !== undefined) print(failure.replace(/^/gm, '      '));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
