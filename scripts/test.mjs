import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostCoverageFile, rawCoverageFolder, reportCoverage } from './coverage.mjs';

/**
 * Runs the usual levels of checks and tests, or the named ones, and prints their totals:
 *
 *   node scripts/test.mjs [usual|types|unit|integration|host|coverage|e2e|style|unit-again|formats|release]…
 *
 * `usual` is the default: all except the formats, which may have to download compilers first, the release, whose packages
 * are built several times, lint and format, which take a minute and change nothing that runs, and the unit tests with
 * similar ones once more, in the time zone where the day begins and in random order.
 * In a level without tests each command counts as one check.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (module) => path.join(root, 'node_modules', module);
const mocha = (...args) => [bin('mocha/bin/mocha.js'), '--reporter', 'scripts/countingReporter.mjs', ...args];
/** Options for tests that may take longer than unit tests: seconds, and on a busy machine several times as long. */
const slow = ['--no-config', '--forbid-only', '--timeout', '60000'];
const parallel = ['--parallel', '--jobs', '2'];
/** Tests that run once more in another time zone and order: those of the unit level, and those of an OSS like them. */
const repeatedTests = ['test/unit/**/*.test.ts', 'test/integration/{features,tree,oss/client}/**/*.test.ts'];
/**
 * Integration tests that run without coverage: those of packed code, of pages and of the emulator have none, and those
 * that read or send megabytes take up to thirty times as long while each step is counted.
 */
const uncountedTests = [
  'test/integration/packaging/**/*.test.ts',
  'test/integration/docs/*.test.ts',
  'test/integration/emulator/**/*.test.ts',
  'test/integration/oss/{presignedUrls,xml}/*.test.ts',
  'test/integration/transfers/{adaptiveTransfers,transferFaults}.test.ts',
  'test/integration/transfers/copy/copyFaults.test.ts',
];
const minutes = (count) => count * 60_000;

/** Processes that count for the coverage: all of a level, or the extension host only. */
const coverageOfAll = { NODE_V8_COVERAGE: rawCoverageFolder };
const coverageOfHost = { OSS_LINKS_HOST_COVERAGE: hostCoverageFile };

const levels = {
  types: {
    together: [
      [bin('typescript/bin/tsc'), '--noEmit'],
      [bin('typescript/bin/tsc'), '--noEmit', '--project', 'src/links/requests/page/dom'],
    ],
  },
  style: {
    together: [
      [bin('eslint/bin/eslint.js'), '.'],
      [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    ],
  },
  unit: { commands: [mocha()], coverage: coverageOfAll },
  // Tests with sockets, processes and timeouts, which take longer than unit tests may.
  integration: {
    commands: [
      mocha(
        ...slow,
        ...parallel,
        ...uncountedTests.flatMap((tests) => ['--ignore', tests]),
        'test/integration/**/*.test.ts',
      ),
    ],
    uncounted: [mocha(...slow, ...parallel, ...uncountedTests.flatMap(filesOf))],
    coverage: coverageOfAll,
  },
  host: { commands: [['test/host/run.ts']], coverage: coverageOfHost },
  // Uses the coverage of the levels above, so it runs after them; a room is one check.
  coverage: { check: reportCoverage, needs: ['unit', 'integration', 'host'] },
  e2e: {
    before: [['scripts/package.mjs']],
    commands: [mocha('--config', 'test/e2e/.mocharc.json')],
  },
  // One check, so that no test counts twice.
  'unit-again': {
    together: [[bin('mocha/bin/mocha.js'), ...slow, '--reporter', 'scripts/shuffledReporter.mjs', ...repeatedTests]],
    env: { TZ: 'Pacific/Auckland' },
  },
  formats: {
    commands: [mocha(...slow, 'test/formats/**/*.test.ts')],
  },
  release: { commands: [mocha(...slow, 'test/release/**/*.test.ts')] },
};
/** Levels that each leave a part of two cores idle, so that they run at the same time. */
const sameTime = [
  ['types', 'unit'],
  ['integration', 'host'],
  ['style', 'unit-again'],
];
const usual = Object.keys(levels).filter((name) => !['style', 'formats', 'unit-again', 'release'].includes(name));
// Formats may have to download compilers first, half a gigabyte of them.
const limitMs = minutes(30);

/** Totals, row by row; tests of the test helpers are counted separately. */
const kinds = {
  product: 'tests of the product',
  helpers: 'tests of the emulator, the benches and other test helpers',
  table: 'tests of the generated table of faults',
  checks: 'checks of types, style, coverage and order',
};

const wanted = process.argv.slice(2);
const names = (wanted.length > 0 ? wanted : ['usual']).flatMap((name) => (name === 'usual' ? usual : [name]));
const unknown = names.filter((name) => !(name in levels));
if (unknown.length > 0) {
  console.error(`There is no level ${unknown.join(', ')}; there are ${Object.keys(levels).join(', ')}.`);
  process.exit(2);
}
for (const name of names) {
  const lacking = levels[name].needs?.filter((needed) => !names.includes(needed)) ?? [];
  if (lacking.length === 0) continue;
  console.error(`${name} is of what other levels ran: name ${lacking.join(', ')} too.`);
  process.exit(2);
}

const isCounted = names.includes('coverage');
if (isCounted) {
  await rm(rawCoverageFolder, { recursive: true, force: true });
  await mkdir(rawCoverageFolder, { recursive: true });
}
const countsFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-counts-'));
const notRunFile = path.join(countsFolder, 'not-run.txt');
const total = { passed: 0, failed: 0 };
const failedTests = [];
const passedBy = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
for (const batch of batchesOf(names)) {
  console.log(`\n=== ${batch.join(' and ')}`);
  // The output of the first one is shown at once, that of the others when they have ended, so that no lines mix.
  const runs = batch.map((name, index) => runTimed(name, { isHeld: index > 0 }));
  for (const run of runs) report(await run);
}
const notRun = await readFile(notRunFile, 'utf8').catch(() => '');
await rm(countsFolder, { recursive: true, force: true });

console.log('');
for (const [kind, title] of Object.entries(kinds)) {
  const parts = passedBy[kind];
  if (parts.length === 0) continue;
  const sum = parts.reduce((passed, part) => passed + part.passed, 0);
  console.log(`${sum} ${title}: ${parts.map(({ name, passed }) => `${name} ${passed}`).join(', ')}`);
}
if (notRun !== '')
  console.log(`NOT RUN, because something is missing here:\n${notRun.trimEnd().replaceAll(/^/gm, '  ')}`);
if (failedTests.length > 0) {
  console.log('\nFAILED:');
  for (const { name, title, message } of failedTests) console.log(`  ${name}: ${title}\n${shortened(message)}`);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Files of a pattern; mocha itself only warns of a pattern without any. */
function filesOf(pattern) {
  const files = globSync(pattern, { cwd: root });
  if (files.length === 0) throw new Error(`no tests match ${pattern}`);
  return files;
}

/** First lines of a failure's message, indented: the output of its level has all of it. */
function shortened(message = '') {
  return message.split('\n').slice(0, 12).join('\n').replaceAll(/^/gm, '      ');
}

/** Levels in their order, in batches that run at the same time. */
function batchesOf(wanted) {
  const batches = [];
  for (const name of wanted) {
    const last = batches.at(-1);
    const isBeside =
      last !== undefined && sameTime.some((levels) => [...last, name].every((one) => levels.includes(one)));
    if (isBeside) last.push(name);
    else batches.push([name]);
  }
  return batches;
}

/** Runs a level; resolves to its counts, the reason of a failure, its time and its output, if that was held. */
async function runTimed(name, { isHeld }) {
  const startedAt = performance.now();
  const output = [];
  const { counts, failures, reason } = await runLevel(name, isHeld ? output : undefined);
  return { name, counts, failures, reason, output: output.join(''), seconds: (performance.now() - startedAt) / 1000 };
}

/** Prints the result of a level and adds it to the totals. */
function report({ name, counts, failures = [], reason, output, seconds }) {
  process.stdout.write(output);
  if (reason) console.error(`${name}: ${reason}`);
  let failed = 0;
  for (const [kind, count] of Object.entries(counts)) {
    if (count.passed > 0) passedBy[kind].push({ name, passed: count.passed });
    total.passed += count.passed;
    failed += count.failed;
  }
  // A level that fails without a failed test counts as one failure.
  if (reason) failed = Math.max(failed, 1);
  total.failed += failed;
  failedTests.push(...failures.map((failure) => ({ name, ...failure })));
  if (reason && failures.length === 0) failedTests.push({ name, title: 'the level', message: reason });
  console.log(`=== ${name}: ${failed > 0 ? 'FAILED' : 'ok'} in ${seconds.toFixed(1)} s`);
}

/**
 * Runs the commands of a level until one fails, or all at once; resolves to the counts by kind, the failed tests and
 * the reason of a failure. Their output goes to the list `output`, or is shown at once if there is none.
 */
async function runLevel(name, output) {
  const { together, check, before = [], commands, uncounted = [], coverage = {}, env: ownEnv = {} } = levels[name];
  const plainEnv = { ...process.env, ...ownEnv, OSS_LINKS_TESTS_NOT_RUN: notRunFile };
  const env = { ...plainEnv, ...(isCounted && coverage) };
  if (check) {
    const { passed, failed, reason } = await check();
    return { counts: { checks: { passed, failed } }, reason };
  }
  if (together) {
    const reasons = (await Promise.all(together.map((command) => run(command, env, output)))).filter(Boolean);
    const failed = reasons.length;
    return { counts: { checks: { passed: together.length - failed, failed } }, reason: reasons.join('; ') };
  }
  let reason;
  for (const command of before) reason ??= await run(command, plainEnv, output);
  if (reason !== undefined) return { counts: {}, reason };
  const counts = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, { passed: 0, failed: 0 }]));
  const failures = [];
  const runs = [...commands.map((command) => [command, env]), ...uncounted.map((command) => [command, plainEnv])];
  for (const [index, [command, itsEnv]] of runs.entries()) {
    const countsFile = path.join(countsFolder, `${name}-${index}.json`);
    const failed = await run(command, { ...itsEnv, OSS_LINKS_TEST_COUNTS: countsFile }, output);
    const of = await readFile(countsFile, 'utf8').then(JSON.parse, () => ({ counts: {}, failures: [] }));
    for (const [kind, count] of Object.entries(of.counts)) {
      counts[kind].passed += count.passed;
      counts[kind].failed += count.failed;
    }
    failures.push(...of.failures);
    const ran = Object.values(of.counts).some((count) => count.passed + count.failed > 0);
    reason ??= failed ?? (ran ? undefined : 'no test ran');
  }
  return { counts, failures, reason };
}

/** Runs a module of Node.js, its output shown or added to `output`; resolves to the reason of a failure, if any. */
function run([module, ...args], env, output) {
  return new Promise((resolve) => {
    // The host's tests strip types with a feature that Node.js calls experimental, and that Node.js itself uses for
    // each module.
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', module, ...args], {
      cwd: root,
      env,
      stdio: output === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => output.push(text));
    child
      .on('error', ({ message }) => resolve(message))
      .on('close', (code, signal) => {
        const ended = signal ? `was ended by ${signal}` : `exited with ${code}`;
        resolve(code === 0 ? undefined : `${path.relative(root, path.resolve(root, module))} ${ended}`);
      });
  });
}
