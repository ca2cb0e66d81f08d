import { linkFormats } from '../../src/links/formats/formats.ts';
import { runners, type Prepare } from './runners.ts';
import { describeRuns } from './scenarios.ts';

/** Why formats could not be run on this machine, by label. */
const missing = new Map<string, string>();
const opened = new Map<string, Prepare>();
// While mocha loads this file, so that what is missing here has no test, and is named at the end. All at once, since
// most of it waits for downloads.
await Promise.all(
  linkFormats.map(async ({ id, label }) => {
    try {
      const prepare = await runners[id]?.open();
      if (prepare !== undefined) opened.set(id, prepare);
    } catch (error) {
      missing.set(label, error instanceof Error ? error.message : String(error));
    }
  }),
);

describe('formats that are run', () => {
  for (const format of linkFormats) {
    const prepare = opened.get(format.id);
    if (prepare !== undefined) describeRuns(format, prepare, runners[format.id]);
  }

  after(() => {
    for (const [label, reason] of missing) process.stdout.write(`${label} could not be run here: ${reason}\n`);
  });
});
