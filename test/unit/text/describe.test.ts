import assert from 'node:assert/strict';
import { describeAge, describeMoment, describeSize } from '../../../src/text/describe.ts';
import { noon } from '../../support/emulator/handMade.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe('describeSize', () => {
  const sizes: readonly (readonly [sizeBytes: number, locale: string, expected: string])[] = [
    [0, 'en', '0 B'],
    [999, 'en', '999 B'],
    [1000, 'en', '1 kB'],
    [1_482_031, 'en', '1.48 MB'],
    [1_482_031, 'de', '1,48 MB'],
    [48_800_000_000_000, 'en', '48.8 TB'],
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
    assert.equal(describeAge(new Date(noon.getTime() - 3 * day * 1000), noon, 'zh-cn'), '3天前');
  });
});

describe('describeMoment', () => {
  const moments: readonly (readonly [seconds: number, expected: string])[] = [
    [-3 * hour, '3 hours ago'],
    [0, 'now'],
    [1, 'in 1 minute'],
    [61, 'in 2 minutes'],
    [119 * minute, 'in 119 minutes'],
    [2 * hour, 'in 2 hours'],
    [47 * hour, 'in 47 hours'],
    [7 * day - 1, 'in 6 days'],
  ];
  for (const [seconds, expected] of moments) {
    it(`describes ${seconds} seconds ahead as "${expected}"`, () => {
      assert.equal(describeMoment(new Date(noon.getTime() + seconds * 1000), noon, 'en'), expected);
    });
  }
});
