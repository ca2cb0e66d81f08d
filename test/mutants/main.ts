import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryFolder } from '../workbench/folders.ts';
import { isAmong, readEquivalents, type MutantName } from './equivalents.ts';
import { isValid, mutantsOf, type Mutant } from './mutant.ts';
import { hostArguments, levels as allLevels, mochaArguments, Reach, type Level, type Reaching } from './reach.ts';
import { runNode } from './runNode.ts';
import { sampleOf } from './sample.ts';

/*
 * Plants small faults in the sources, one at a time, and looks whether a test notices:
 *
 *   npm run test:mutants                                   40 of each room, always the same ones
 *   npm run test:mutants -- --since main                   of the lines that have changed since a revision
 *   npm run test:mutants -- --room links --room text       of some rooms
 *   npm run test:mutants -- --files 'src/oss/xml/*.ts'     of some files
 *   … --sample 100 --seed 7 --jobs 1                       how many of each room, which ones, how many at a time
 *   … --levels unit,integration                            without an extension host
 *   … --again                                              only those that the last run left
 *
 * A fault is tried against the unit, integration and host tests that run its place, level by level; what the last level
 * leaves is printed at once. Faults that nobody could notice are left out; test/mutants/equivalents.json says of each
 * why. What each test file runs is stored in out/mutants until the sources or the tests of its level change.
 */
const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    room: { type: 'string', multiple: true },
    files: { type: 'string' },
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    again: { type: 'boolean', default: false },
    levels: { type: 'string', default: allLevels.join(',') },
  },
});

type Outcome = 'noticed' | 'survived' | 'not run';

const levels = allLevels.filter((level) => values.levels.split(',').includes(level));

/** Number of tests reaching a mutant that run first, because they detect most mutants. */
const firstTests = 4;

const seed = Number(values.seed);
const equivalents = await readEquivalents();
const all = mutantsOf({
  ...(values.files !== undefined && { files: values.files }),
  ...(values.room !== undefined && { rooms: values.room }),
  ...(values.since !== undefined && { since: values.since }),
});
const leftFile = path.join(repositoryFolder, 'out/mutants/left.json');
const leftBefore = values.again ? (JSON.parse(await readFile(leftFile, 'utf8')) as readonly MutantName[]) : undefined;
if (all.length === 0 && values.since === undefined) {
  print('No source file matches. Rooms are folders below src, such as links or features/bulk.');
  process.exit(2);
}
const byRoom = Map.groupBy(all, ({ room }) => room);
const sampled = [...byRoom.values()].flatMap((mutants) => sampleOf(mutants, Number(values.sample), seed));
const chosen = (leftBefore ? all.filter((mutant) => isAmong(mutant, leftBefore)) : sampled).filter(isValid);
const tried = chosen.filter((mutant) => !isAmong(mutant, equivalents));
print(
  `${tried.length} of ${all.length} mutants, seed ${seed}; ${chosen.length - tried.length} equivalent ones are left out`,
);

const reach = await Reach.find(levels);
const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-mutants-'));
const outcomes = new Map<Mutant, Outcome>();
try {
  let left: readonly Mutant[] = tried;
  for (const level of levels) {
    print(`${level}: ${left.length} to try`);
    left = await leftBy(level, left, level === levels.at(-1));
    await writeFile(leftFile, JSON.stringify(left.map(({ file, line, change }) => ({ file, line, change }))));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
report();

/** Mutants that the tests of a level do not notice. */
async function leftBy(level: Level, mutants: readonly Mutant[], isLast: boolean): Promise<readonly Mutant[]> {
  const waiting = mutants.values();
  const left: Mutant[] = [];
  await Promise.all(
    Array.from({ length: Number(values.jobs) }, async (_, job) => {
      for (const mutant of waiting) {
        if (await isNoticed(mutant, level, job)) {
          outcomes.set(mutant, 'noticed');
          continue;
        }
        left.push(mutant);
        const fate = reach.of(mutant.file, mutant.startIndex).length === 0 ? 'not run' : 'survived';
        outcomes.set(mutant, fate);
        if (isLast) print(`${fate}: ${placeOf(mutant)}`);
      }
    }),
  );
  return left;
}

/** Runs the tests of a level that reach a mutant; first those that mirror its file, and the fastest ones. */
async function isNoticed(mutant: Mutant, level: Level, job: number): Promise<boolean> {
  const reaching = reach.of(mutant.file, mutant.startIndex).filter((one) => one.level === level);
  const mirrored = mutant.file.replace(/^src\//, '').replace(/\.ts$/, '.');
  const mirrors = ({ testFile }: Reaching): boolean => testFile.replace(/^test\/\w+\//, '').startsWith(mirrored);
  const ordered = [...reaching.filter(mirrors), ...reaching.filter((one) => !mirrors(one))];
  const groups = level === 'host' ? [ordered] : [ordered.slice(0, firstTests), ordered.slice(firstTests)];
  const file = path.join(folder, `${job}.ts`);
  await writeFile(file, mutant.text);
  for (const tests of groups) {
    if (tests.length > 0 && (await isDetected({ mutant, file, level, tests, job }))) return true;
  }
  return false;
}

interface Trial {
  readonly mutant: Mutant;
  /** File with the text of the mutant. */
  readonly file: string;
  readonly level: Level;
  readonly tests: readonly Reaching[];
  readonly job: number;
}

async function isDetected({ mutant, file, level, tests, job }: Trial): Promise<boolean> {
  const usualMs = tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const testFiles = tests.map(({ testFile }) => testFile);
  const hook = ['--disable-warning=ExperimentalWarning', '--import', path.join(import.meta.dirname, 'hook.ts')];
  const args =
    level === 'host'
      ? hostArguments('--bail', '--session', `mutants-${job}`, ...testFiles)
      : [...hook, ...mochaArguments('--bail', '--reporter', 'min', ...testFiles)];
  const env = {
    OSS_LINKS_MUTANT_OF: mutant.file,
    OSS_LINKS_MUTANT_FILE: file,
    NODE_COMPILE_CACHE: path.join(repositoryFolder, 'out/mutants/compiled'),
  };
  return (await runNode(args, env, (level === 'host' ? 180_000 : 30_000) + 5 * usualMs)) !== 'succeeded';
}

function report(): void {
  print(
    ['', 'room', 'mutants', 'noticed', 'survived', 'not run', 'score']
      .map((cell, i) => cell.padEnd(i === 1 ? 24 : 10))
      .slice(1)
      .join(''),
  );
  for (const [room, mutants] of [...Map.groupBy(tried, (mutant) => mutant.room), ['all', tried] as const]) {
    const count = (fate: Outcome): number => mutants.filter((mutant) => outcomes.get(mutant) === fate).length;
    const score = `${((count('noticed') / Math.max(mutants.length, 1)) * 100).toFixed(1)} %`;
    const cells = [mutants.length, count('noticed'), count('survived'), count('not run'), score];
    print(room.padEnd(24) + cells.map((cell) => String(cell).padEnd(10)).join(''));
  }
}

function placeOf(mutant: Mutant): string {
  return `${mutant.file}:${mutant.lineNumber}  ${mutant.change}\n      ${mutant.line}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
