import assert from 'node:assert/strict';
import { linkFormats } from '../../src/links/formats/formats.ts';
import { writeNotRun } from '../workbench/counts.ts';
import { runners, type Prepare } from './runners.ts';
import { describeRuns } from './scenarios.ts';

const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');

/** Why formats could not be run on this machine, by label. */
const missing = new Map<string, string>();
const opened = new Map<string, Prepare>();
// While mocha loads this file. All at once, since most of it waits for downloads.
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

  // What is missing is a failure where nobody would notice that nothing ran, and else named at the end.
  for (const [label, reason] of missing) {
    if (isCi) it(`${label} can be run`, () => assert.fail(reason));
  }

  after(async () => {
    for (const [label, reason] of missing) {
      process.stdout.write(`${label} could not be run here: ${reason}\n`);
      await writeNotRun(label, reason);
    }
  });
});
