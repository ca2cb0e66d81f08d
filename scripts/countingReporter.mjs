import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Kinds of tests by the folder of the file; all others are tests of the product. */
const kinds = [
  ['helpers', /\/(emulator|bench|mutants|support)\//],
  ['table', /Matrix\.test\.ts$/],
];

/**
 * Mocha's spec reporter, which also writes the number of passed and failed tests of each kind, and what failed, to the
 * file that scripts/test.mjs reads.
 */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const counts = { product: noneYet(), helpers: noneYet(), table: noneYet() };
    const failures = [];
    runner.on('pass', ({ file }) => counts[kindOf(file)].passed++);
    runner.on('fail', (test, { message }) => {
      counts[kindOf(test.file)].failed++;
      failures.push({ title: test.titlePath().join(' '), message });
    });
    runner.once('end', () => {
      writeFileSync(process.env.OSS_LINKS_TEST_COUNTS, JSON.stringify({ counts, failures }));
    });
  }
}

function noneYet() {
  return { passed: 0, failed: 0 };
}

function kindOf(file = '') {
  const path = file.replaceAll('\\', '/');
  return kinds.find(([, pattern]) => pattern.test(path))?.[0] ?? 'product';
}

export default CountingReporter;
