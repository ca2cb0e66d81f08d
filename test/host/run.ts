import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Emulator } from '../emulator/emulator.ts';
import { chooseHost } from '../workbench/desktop.ts';
import { createSessionFolders, repositoryFolder, type FileContents } from '../workbench/folders.ts';
import { serve } from '../support/http/loopback.ts';
import { selfSignedCertificate } from '../support/http/selfSignedCertificate.ts';
import { startSampleOss } from '../workbench/sampleOss.ts';
import { writeCounts } from '../workbench/counts.ts';
import type { ExecutedRanges } from '../support/reachRecorder.ts';
import { buildHostTests, ranOfSources } from './build.ts';
import { hostileFiles } from './hostile/hostileFiles.ts';
import { variables } from './results.ts';
import type { HostResults, Outside, TestResult } from './results.ts';
import { hostileSettings } from './workspaceSettings.ts';
import { runInCodeServer } from './runInCodeServer.ts';
import { runInElectron } from './runInElectron.ts';

/** VS Code, opened on a folder for some of the test files. */
interface HostSession {
  readonly name: string;
  readonly testFiles: readonly string[];
  /** Files of the folder, some of which name an address that nobody may ask. */
  readonly files: (trap: string) => FileContents;
  readonly isRestricted?: boolean;
}

/*
 * Runs the tests in extension hosts, all of them or those of the files that are named:
 *
 *   node test/host/run.ts [--bail] [--session NAME] [links.test.ts …]
 *
 * Sessions of different names can run at once. OSS_LINKS_HOST_COVERAGE names a file for what each test file ran;
 * OSS_LINKS_MUTANT_OF and OSS_LINKS_MUTANT_FILE name a file of the sources and the one that stands in for it.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { bail: { type: 'boolean', default: false }, session: { type: 'string', default: 'host' } },
});
const { kind, reason } = await chooseHost();
print(`  in ${kind}, because ${reason}`);

const { OSS_LINKS_MUTANT_OF: file, OSS_LINKS_MUTANT_FILE: by } = process.env;
const builtFolder = path.join(repositoryFolder, 'out', options.session);
const built = await buildHostTests({
  folder: builtFolder,
  ...(file !== undefined && by !== undefined && { replaced: { file, by } }),
});
const keptCoverageFile = process.env[variables.coverage];
const tests: TestResult[] = [];
const ran: ExecutedRanges[] = [];
for (const session of sessions(positionals.map((name) => name.replace(/^test\/host\//, '')))) {
  const results = await runSession(session);
  tests.push(...results.tests);
  ran.push(...results.ran);
}
if (keptCoverageFile !== undefined) await writeFile(keptCoverageFile, JSON.stringify(ranOfSources(ran, builtFolder)));
tests.forEach(printTest);
const failures = tests.flatMap(({ title, failure }) => (failure === undefined ? [] : [{ title, message: failure }]));
await writeCounts(tests.length - failures.length, failures);
if (failures.length > 0 || tests.length === 0) process.exitCode = 1;

/** The tests of hostile folders need VS Code to open one, trusted and not; all others share a folder. */
function sessions(wanted: readonly string[]): readonly HostSession[] {
  const all = globSync('**/*.test.ts', { cwd: import.meta.dirname }).sort();
  const testFiles = wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
  const hostile = testFiles.filter((name) => name.startsWith('hostile'));
  const others = testFiles.filter((name) => !hostile.includes(name));
  const settings = { '.vscode/settings.json': JSON.stringify(hostileSettings) };
  return [
    { name: options.session, testFiles: others, files: () => settings },
    { name: `${options.session}-hostile`, testFiles: hostile, files: hostileFiles },
    { name: `${options.session}-restricted`, testFiles: hostile, files: hostileFiles, isRestricted: true },
  ].filter((session) => session.testFiles.length > 0);
}

async function runSession({
  name,
  testFiles,
  files,
  isRestricted = false,
}: HostSession): Promise<HostResults & { readonly ran: readonly ExecutedRanges[] }> {
  const { emulator, environment } = await startSampleOss(new Date());
  const trapped: string[] = [];
  const trap = await serve(({ url = '' }, response) => {
    trapped.push(url);
    response.end();
  });
  const outside = await serveOutside(emulator, trapped);
  const folders = await createSessionFolders(name, files(trap.origin));
  const resultsFile = path.join(folders.session, 'results.json');
  const coverageFile = path.join(folders.session, 'coverage.json');
  // Only on Linux is it one of the system's certificates: the stores of other systems belong to the user, and no test may
  // change them.
  const certificateFile = path.join(folders.session, 'system.pem');
  const { cert, key } = selfSignedCertificate(new Date());
  await writeFile(certificateFile, cert + key);
  try {
    const env = {
      ...environment,
      [variables.results]: resultsFile,
      [variables.logs]: folders.userData,
      [variables.systemCertificate]: certificateFile,
      [variables.testFiles]: testFiles.map((testFile) => testFile.replace(/ts$/, 'js')).join(','),
      [variables.outside]: outside.origin,
      [variables.secondWindow]: path.join(folders.session, 'second-window'),
      ...(isRestricted && { [variables.restricted]: 'yes' }),
      ...(options.bail && { [variables.bail]: 'yes' }),
      ...(keptCoverageFile !== undefined && { [variables.coverage]: coverageFile }),
    };
    const hasSecondWindow = testFiles.includes('twoWindows.test.ts');
    const run = { ...built, folders, env, isRestricted, hasSecondWindow };
    await (kind === 'electron' ? runInElectron(run) : runInCodeServer(run));
  } finally {
    for (const server of [emulator, trap, outside]) await server.close();
  }
  const results = JSON.parse(await readFile(resultsFile, 'utf8')) as HostResults;
  if (keptCoverageFile === undefined) return { ...results, ran: [] };
  return { ...results, ran: JSON.parse(await readFile(coverageFile, 'utf8')) as readonly ExecutedRanges[] };
}

/** Tells the tests inside VS Code what reached the OSS and the trap outside. */
function serveOutside(emulator: Emulator, trapped: readonly string[]): ReturnType<typeof serve> {
  return serve((_, response) => {
    const requests = emulator.requests.map(({ operation, bucket, key }) => [operation, bucket, key].join(' '));
    response.end(JSON.stringify({ requests, trapped } satisfies Outside));
  });
}

function printTest({ title, durationMs, failure }: TestResult): void {
  print(`  ${failure === undefined ? '✔' : '✖'} ${title} (${durationMs} ms)`);
  if (failure !== undefined) print(failure.replace(/^/gm, '      '));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
