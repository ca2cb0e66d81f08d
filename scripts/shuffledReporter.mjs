import Mocha from 'mocha';
import { randomNumbers, shuffled } from '../test/support/randomNumbers.ts';

/** Reporter that runs tests in random order; OSS_LINKS_ORDER_SEED repeats the order of a failed run. */
class ShuffledReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    const seed = Number(process.env.OSS_LINKS_ORDER_SEED ?? Date.now() % 1_000_000);
    console.log(`  in the order of OSS_LINKS_ORDER_SEED=${seed}`);
    shuffle(runner.suite, randomNumbers(seed));
  }
}

/** Shuffles the suites and the tests of each suite. Tests of a suite stay together, with their hooks. */
function shuffle(suite, random) {
  suite.suites = shuffled(suite.suites, random);
  suite.tests = shuffled(suite.tests, random);
  for (const child of suite.suites) shuffle(child, random);
}

export default ShuffledReporter;
