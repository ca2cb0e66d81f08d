import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's spec reporter, which also writes how many tests passed and failed to the file that scripts/test.mjs reads. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      writeFileSync(process.env.OSS_LINKS_TEST_COUNTS, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}

export default CountingReporter;
