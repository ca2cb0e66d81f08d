import assert from 'node:assert/strict';
import {
  describeAge,
  describeBytes,
  describeDuration,
  describeShortDuration,
  describeSize,
} from '../../../src/text/describe.ts';
import { noon } from '../../support/emulator/handMade.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe('describeSize', () => {
  const sizes: readonly (readonly [sizeBytes: number, locale: string, expected: string])[] = [
    [0, 'en', '0 B'],
    [999, 'en', '999 B'],
    [1023, 'en', '1,023 B'],
    [1024, 'en', '1 KB'],
    [12_800, 'en', '12.5 KB'],
    [1_482_031, 'en', '1.41 MB'],
    [1_482_031, 'de', '1,41 MB'],
    [50_000 * 1024 ** 3, 'en', '48.8 TB'],
  ];
  for (const [sizeBytes, locale, expected] of sizes) {
    it(`writes ${sizeBytes} in ${locale} as ${expected}`, () => {
      assert.equal(describeSize(sizeBytes, locale), expected);
    });
  }
});

describe('describeAge', () => {
  const ages: readonly (readonly [seconds: number, expected: string])[] = [
    [0, 'now'],
    [59, 'now'],
    [minute, '1 minute ago'],
    [59 * minute, '59 minutes ago'],
    [hour, '1 hour ago'],
    [23 * hour, '23 hours ago'],
    [day, 'yesterday'],
    [3 * day, '3 days ago'],
    [7 * day, 'last week'],
    [29 * day, '4 weeks ago'],
    [31 * day, 'last month'],
    [400 * day, 'last year'],
    [-hour, 'now'],
  ];
  for (const [seconds, expected] of ages) {
    it(`describes ${seconds} seconds ago as "${expected}"`, () => {
      assert.equal(describeAge(new Date(noon.getTime() - seconds * 1000), noon, 'en'), expected);
    });
  }

  it('uses the language of the user', () => {
    assert.equal(describeAge(new Date(noon.getTime() - 3 * day * 1000), noon, 'zh-cn'), '3 天前');
  });
});

describe('describeBytes', () => {
  it('counts bytes, with the singular for one', () => {
    assert.deepEqual(
      [0, 1, 2, 12_800].map((sizeBytes) => describeBytes(sizeBytes, 'en')),
      ['0 bytes', '1 byte', '2 bytes', '12,800 bytes'],
    );
  });
});

describe('describeDuration', () => {
  const durations: readonly (readonly [seconds: number, expected: string])[] = [
    [0, 'less than 1 min'],
    [59, 'less than 1 min'],
    [minute, '1 min'],
    [59 * minute + 59, '59 min'],
    [hour, '1 h'],
    [2 * hour - 1, '1 h 59 min'],
    [47 * hour + 5 * minute, '47 h 5 min'],
    [2 * day, '2 d'],
    [7 * day - 1, '6 d 23 h'],
  ];
  for (const [seconds, expected] of durations) {
    it(`writes ${seconds} seconds as ${expected}`, () => {
      assert.equal(describeDuration(seconds), expected);
    });
  }
});

describe('describeShortDuration', () => {
  const durations: readonly (readonly [seconds: number, expected: string])[] = [
    [15 * minute, '15 min'],
    [2 * hour - 1, '1 h 59 min'],
    [9.5 * hour, '10 h'],
    [day - minute, '24 h'],
    [7 * day - minute, '7 d'],
    [5 * day + 3 * hour, '5 d 3 h'],
    [364.6 * day, '365 d'],
  ];
  for (const [seconds, expected] of durations) {
    it(`writes ${seconds} seconds as ${expected}`, () => {
      assert.equal(describeShortDuration(seconds), expected);
    });
  }
});
