import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryFolder } from '../workbench/folders.ts';
import { isEquivalent, readEquivalents } from './equivalents.ts';
import { isValid, mutantsOf, type Mutant } from './mutant.ts';
import { hostArguments, levels, mochaArguments, Reach, type Level, type Reaching } from './reach.ts';
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
 *
 * A fault is tried against the unit, integration and host tests that run its place. Faults that nobody could notice are
 * left out; test/mutants/equivalents.json says of each why.
 */
const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    room: { type: 'string', multiple: true },
    files: { type: 'string' },
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});

type Outcome = 'noticed' | 'survived' | 'not run';

/** Number of tests reaching a mutant that run first, because they detect most mutants. */
const firstTests = 4;

const seed = Number(values.seed);
const equivalents = await readEquivalents();
const all = mutantsOf({
  ...(values.files !== undefined && { files: values.files }),
  ...(values.room !== undefined && { rooms: values.room }),
  ...(values.since !== undefined && { since: values.since }),
});
const byRoom = Map.groupBy(all, ({ room }) => room);
const chosen = [...byRoom.values()]
  .flatMap((mutants) => sampleOf(mutants, Number(values.sample), seed))
  .filter(isValid);
const tried = chosen.filter((mutant) => !isEquivalent(mutant, equivalents));
print(
  `${tried.length} of ${all.length} mutants, seed ${seed}; ${chosen.length - tried.length} equivalent ones are left out`,
);

const reach = await Reach.find();
const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-mutants-'));
const outcomes = new Map<Mutant, Outcome>();
const waiting = tried.entries();
try {
  await Promise.all(
    Array.from({ length: Number(values.jobs) }, async (_, job) => {
      for (const [index, mutant] of waiting) {
        outcomes.set(mutant, await outcomeOf(mutant, path.join(folder, `${index}.ts`), job));
        if (outcomes.size % 50 === 0) print(`${outcomes.size} tried`);
      }
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
report();

/** Runs the tests that reach a mutant, level by level; first those that mirror its file, and the fastest ones. */
async function outcomeOf(mutant: Mutant, file: string, job: number): Promise<Outcome> {
  const reaching = reach.of(mutant.file, mutant.startIndex);
  if (reaching.length === 0) return 'not run';
  await writeFile(file, mutant.text);
  const mirrored = mutant.file.replace(/^src\//, '').replace(/\.ts$/, '.');
  const mirrors = ({ testFile }: Reaching): boolean => testFile.replace(/^test\/\w+\//, '').startsWith(mirrored);
  const ordered = [...reaching.filter(mirrors), ...reaching.filter((one) => !mirrors(one))];
  for (const level of levels) {
    const ofLevel = ordered.filter((one) => one.level === level);
    const groups = level === 'host' ? [ofLevel] : [ofLevel.slice(0, firstTests), ofLevel.slice(firstTests)];
    for (const tests of groups) {
      if (tests.length > 0 && (await isDetected({ mutant, file, level, tests, job }))) return 'noticed';
    }
  }
  return 'survived';
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
  for (const fate of ['survived', 'not run'] as const) {
    print(`\n${fate}:`);
    for (const mutant of tried.filter((one) => outcomes.get(one) === fate)) {
      print(`  ${mutant.file}:${mutant.lineNumber}  ${mutant.change}\n      ${mutant.line}`);
    }
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
