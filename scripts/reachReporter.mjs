import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { recordReach, startCounting } from '../test/support/reachRecorder.ts';

// Loaded by --require too, so that this is before the first test file is loaded.
startCounting();

/** Writes down what of the sources each test file runs, where mocha runs all of them in one process. */
class ReachReporter extends Mocha.reporters.Min {
  constructor(runner, options) {
    super(runner, options);
    const { OSS_LINKS_REACH_FILE, OSS_LINKS_REACH_FOLDER } = process.env;
    const entries = recordReach(runner, OSS_LINKS_REACH_FOLDER);
    runner.once('end', () => {
      writeFileSync(OSS_LINKS_REACH_FILE, JSON.stringify(entries));
    });
  }
}

export default ReachReporter;
