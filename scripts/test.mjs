import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs the usual levels of checks and tests, or those that are named, and ends with the sum of them:
 *
 *   node scripts/test.mjs [usual|static|unit|integration|host|e2e|formats]…
 *
 * `usual` is what runs where nothing is named: all but the formats, which may have to bring compilers first.
 * Of a level that has no tests to count each command is one check.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (module) => path.join(root, 'node_modules', module);
const mocha = (...args) => [bin('mocha/bin/mocha.js'), '--reporter', 'scripts/countingReporter.mjs', ...args];
const minutes = (count) => count * 60_000;

const levels = {
  // Types, lint and format wait for nothing of each other.
  static: {
    together: [
      [bin('typescript/bin/tsc'), '--noEmit'],
      [bin('eslint/bin/eslint.js'), '.'],
      [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    ],
  },
  // c8 is told by .c8rc.json how much of the core the tests have to reach.
  unit: { commands: [[bin('c8/bin/c8.js'), process.execPath, ...mocha()]] },
  // What needs sockets, processes and their timeouts, and so more than the seconds that unit tests may take.
  integration: {
    commands: [
      mocha(
        '--no-config',
        '--forbid-only',
        '--parallel',
        '--jobs',
        '2',
        '--timeout',
        '20000',
        'test/integration/**/*.test.ts',
      ),
    ],
  },
  host: { before: [['esbuild.mjs', '--production']], commands: [['test/host/run.ts']] },
  e2e: {
    before: [['scripts/package.mjs']],
    commands: [mocha('--config', 'test/e2e/.mocharc.json')],
  },
  formats: {
    commands: [mocha('--no-config', '--forbid-only', '--timeout', '20000', 'test/formats/**/*.test.ts')],
  },
};
const usual = Object.keys(levels).filter((name) => name !== 'formats');
// Formats may have to bring compilers first, half a gigabyte of them.
const limitMs = minutes(30);

const wanted = process.argv.slice(2);
const names = (wanted.length > 0 ? wanted : ['usual']).flatMap((name) => (name === 'usual' ? usual : [name]));
const unknown = names.filter((name) => !(name in levels));
if (unknown.length > 0) {
  console.error(`There is no level ${unknown.join(', ')}; there are ${Object.keys(levels).join(', ')}.`);
  process.exit(2);
}

const countsFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-counts-'));
const total = { passed: 0, failed: 0 };
for (const name of names) {
  const startedAt = performance.now();
  console.log(`\n=== ${name}`);
  const { passed, failed, reason } = await runLevel(name);
  if (reason) console.error(`${name}: ${reason}`);
  console.log(
    `=== ${name}: ${failed > 0 ? 'FAILED' : 'ok'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
  total.passed += passed;
  total.failed += failed;
}
await rm(countsFolder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs the commands of a level until one fails, or all at once; a level that fails without a failed test counts as one failure. */
async function runLevel(name) {
  const { together, before = [], commands } = levels[name];
  const countsFile = path.join(countsFolder, `${name}.json`);
  const env = { ...process.env, OSS_LINKS_TEST_COUNTS: countsFile };
  if (together) {
    const reasons = (await Promise.all(together.map((command) => run(command, env)))).filter(Boolean);
    const failed = reasons.length;
    return { passed: together.length - failed, failed, reason: reasons.join('; ') };
  }
  let reason;
  for (const command of [...before, ...commands]) reason ??= await run(command, env);
  const counted = await readFile(countsFile, 'utf8').then(JSON.parse, () => ({ passed: 0, failed: 0 }));
  if (!reason && counted.passed + counted.failed === 0) reason = 'no test ran';
  return { ...counted, failed: reason ? Math.max(counted.failed, 1) : counted.failed, reason };
}

/** Runs a module of Node.js; resolves to why it failed, or to nothing. */
function run([module, ...args], env) {
  return new Promise((resolve) => {
    spawn(process.execPath, [module, ...args], { cwd: root, env, stdio: 'inherit', timeout: limitMs })
      .on('error', ({ message }) => resolve(message))
      .on('exit', (code, signal) => {
        const ended = signal ? `was ended by ${signal}` : `exited with ${code}`;
        resolve(code === 0 ? undefined : `${path.relative(root, path.resolve(root, module))} ${ended}`);
      });
  });
}
