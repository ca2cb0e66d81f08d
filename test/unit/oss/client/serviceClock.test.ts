import assert from 'node:assert/strict';
import { presignOffsetMs } from '../../../../src/oss/client/serviceClock.ts';

describe('the clock that links are signed by', () => {
  for (const [what, offsets, expected] of [
    ['the local one until something is known', { clockOffsetMs: 0 }, 0],
    ['the local one while it is off by a minute at most', { clockOffsetMs: 0, observedClockOffsetMs: -60_000 }, 0],
    ["that of OSS's answers where it differs by more", { clockOffsetMs: 0, observedClockOffsetMs: 61_000 }, 61_000],
    ['the one that OSS demanded before any other', { clockOffsetMs: -900, observedClockOffsetMs: 61_000 }, -900],
  ] as const) {
    it(`is ${what}`, () => {
      assert.equal(presignOffsetMs(offsets), expected);
    });
  }
});
