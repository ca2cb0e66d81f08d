import { linkFormats } from '../../src/links/formats/formats.ts';
import { openRunners, reportMissing } from './openedRunners.ts';
import { runners } from './runners.ts';
import { describeRuns } from './scenarios.ts';

// While mocha loads this file.
const found = await openRunners(linkFormats);

describe('formats that run', () => {
  for (const format of linkFormats) {
    const prepare = found.opened.get(format.id);
    if (prepare !== undefined) describeRuns(format, prepare, runners[format.id]);
  }
  reportMissing(found);
});
