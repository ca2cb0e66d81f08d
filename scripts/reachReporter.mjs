import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { recordReach, startCounting } from '../test/support/reachRecorder.ts';

// Also loaded by --require, so that counting starts before the first test file is loaded.
startCounting();

/** Records which parts of the sources each test file runs, if mocha runs all of them in one process. */
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
