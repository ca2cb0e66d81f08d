import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExecutedRanges } from '../support/reachRecorder.ts';
import { repositoryFolder } from '../workbench/folders.ts';
import { runNode, type ProcessEnd } from './runNode.ts';

/** Levels, the fastest one first; tests of different levels do not run in one process. */
export const levels = ['unit', 'integration', 'host'] as const;
export type Level = (typeof levels)[number];

/** Test file that executes a part of the sources. */
export interface Reaching {
  /** Relative to the repository. */
  readonly testFile: string;
  readonly level: Level;
  readonly durationMs: number;
}

type RanScript = ExecutedRanges['result'][number];

const keptFolder = path.join(repositoryFolder, 'out/mutants');
const quiet = ['--disable-warning=ExperimentalWarning'];
const limitMs = 1_200_000;
const mochaFile = path.join(repositoryFolder, 'node_modules/mocha/bin/mocha.js');

/** Index of the tests that execute a character of a source file. */
export class Reach {
  readonly #ran: Readonly<Record<Level, readonly ExecutedRanges[]>>;
  readonly #imported: ReadonlyMap<string, ReadonlySet<string>>;

  private constructor(
    ran: Readonly<Record<Level, readonly ExecutedRanges[]>>,
    imported: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.#ran = ran;
    this.#imported = imported;
  }

  /** Runs all tests of some levels once, or reads the stored index of the same sources and tests. */
  static async find(wanted: readonly Level[]): Promise<Reach> {
    const texts = new Map<string, string>();
    for (const file of globSync('{src,test}/**/*.{ts,mjs,json}', { cwd: repositoryFolder }).sort()) {
      texts.set(file, await readFile(path.join(repositoryFolder, file), 'utf8'));
    }
    await mkdir(keptFolder, { recursive: true });
    const ran: Record<Level, readonly ExecutedRanges[]> = { unit: [], integration: [], host: [] };
    // One after the other, because tests with limits of time fail on a busy machine.
    for (const level of wanted) ran[level] = await coverageOfLevel(level, texts);
    return new Reach(ran, importedBy(texts));
  }

  /** Tests that execute the character, those of faster levels and faster ones first. */
  of(file: string, index: number): readonly Reaching[] {
    const url = urlOf(file);
    const ofFile = ({ result }: ExecutedRanges): readonly RanScript[] => result.filter((one) => one.url === url);
    return levels.flatMap((level) => {
      const all = this.#ran[level];
      // A module runs once, in the first test file that loads it, and affects all that use its functions.
      const isOfModule = all.some((entry) =>
        ofFile(entry).some((one) => hasRun(one, index) && isOutermost(one, index)),
      );
      const runs = (entry: ExecutedRanges): boolean => ofFile(entry).some((one) => isOfModule || hasRun(one, index));
      const [loading, ...byFile] = all;
      // Code that runs while modules are loaded may affect each test that loads them, and in the host every test.
      const runsAtLoad = loading !== undefined && runs(loading);
      const reaching = level === 'host' && runsAtLoad ? byFile : byFile.filter(runs);
      const chosen =
        runsAtLoad && reaching.length === 0
          ? byFile.filter(({ testFile = '' }) => this.#imports(testFile, file))
          : reaching;
      return chosen
        .map(({ testFile = '', durationMs }) => ({
          testFile: path.relative(repositoryFolder, testFile),
          ...{ level, durationMs },
        }))
        .sort((a, b) => a.durationMs - b.durationMs);
    });
  }

  #imports(testFile: string, file: string): boolean {
    const found = new Set([path.relative(repositoryFolder, testFile)]);
    for (const one of found) for (const imported of this.#imported.get(one) ?? []) found.add(imported);
    return found.has(file);
  }
}

/** Arguments of Node.js for a run of tests in an extension host. */
export function hostArguments(...args: readonly string[]): readonly string[] {
  return [...quiet, path.join(repositoryFolder, 'test/host/run.ts'), ...args];
}

/** Arguments of Node.js for a run of mocha. */
export function mochaArguments(...args: readonly string[]): readonly string[] {
  return [mochaFile, '--no-config', '--timeout', '20000', ...args];
}

async function coverageOfLevel(level: Level, texts: ReadonlyMap<string, string>): Promise<readonly ExecutedRanges[]> {
  const isOfOther = (file: string): boolean =>
    ['mutants', ...levels.filter((one) => one !== level)].some((folder) => file.startsWith(`test/${folder}/`));
  const hash = createHash('sha256')
    .update(JSON.stringify([...texts].filter(([file]) => !isOfOther(file))))
    .digest('hex');
  const file = path.join(keptFolder, `${level}-${hash.slice(0, 16)}.json`);
  const outputFile = path.join(keptFolder, `${level}.log`);
  if (!existsSync(file) && (await runAll(level, file, outputFile)) !== 'succeeded') {
    await rm(file, { force: true });
    throw new Error(`the ${level} tests fail as it is: see ${outputFile}`);
  }
  return JSON.parse(await readFile(file, 'utf8')) as readonly ExecutedRanges[];
}

/** Runs all tests of a level and writes the executed ranges of each test file. */
function runAll(level: Level, file: string, outputFile: string): Promise<ProcessEnd> {
  if (level === 'host') {
    return runNode(hostArguments('--session', 'mutants-host'), { OSS_LINKS_HOST_COVERAGE: file }, limitMs, outputFile);
  }
  const reporter = './scripts/reachReporter.mjs';
  return runNode(
    mochaArguments('--require', reporter, '--reporter', reporter, `test/${level}/**/*.test.ts`),
    { OSS_LINKS_REACH_FILE: file, OSS_LINKS_REACH_FOLDER: urlOf('src/') },
    limitMs,
    outputFile,
  );
}

/** Whether a character was executed: the innermost range that contains it decides. */
function hasRun(script: RanScript, index: number): boolean {
  const innermost = innermostAt(script, index);
  return innermost !== undefined && innermost.count > 0;
}

/** Whether a character is in no function. */
function isOutermost(script: RanScript, index: number): boolean {
  return innermostAt(script, index)?.isOfModule === true;
}

function innermostAt(
  { functions }: RanScript,
  index: number,
): { readonly count: number; readonly isOfModule: boolean } | undefined {
  const around = functions
    .flatMap(({ functionName, ranges }) =>
      ranges.map((range) => ({ ...range, isOfModule: functionName === '' && ranges[0]?.startOffset === 0 })),
    )
    .filter(({ startOffset, endOffset }) => startOffset <= index && index < endOffset);
  return around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset))[0];
}

/** Value imports of each file, by paths relative to the repository. */
function importedBy(texts: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<string>> {
  const imports = /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;
  return new Map(
    [...texts].map(([file, text]) => [
      file,
      new Set([...text.matchAll(imports)].map(([, one, other]) => path.join(path.dirname(file), one ?? other ?? ''))),
    ]),
  );
}

function urlOf(file: string): string {
  return pathToFileURL(path.join(repositoryFolder, file)).href;
}
