import assert from 'node:assert/strict';
import { describeMoment, describeSeconds, describeSize } from '../../../../../src/links/requests/page/describe.ts';

describe('words of an upload page', () => {
  it('show sizes in units of 1,024', () => {
    const sizes = [0, 1, 1023, 1024, 1_048_524, 1_048_525, 12_345_678, 5_368_709_120];
    assert.deepEqual(
      sizes.map((size) => describeSize(size, 'en')),
      ['0 bytes', '1 byte', '1,023 bytes', '1 KB', '1,023.9 KB', '1 MB', '11.8 MB', '5 GB'],
    );
    assert.equal(describeSize(1_572_864, 'zh-CN'), '1.5 MB');
  });

  it('show times in the largest unit with a count of at least two, rounded down', () => {
    const times = [-5, 0, 1, 119, 120, 7199, 7200, 172_799, 172_800, 604_799];
    assert.deepEqual(
      times.map((seconds) => describeSeconds(seconds, 'en')),
      [
        ...['0 seconds', '0 seconds', '1 second', '119 seconds', '2 minutes', '119 minutes'],
        ...['2 hours', '47 hours', '2 days', '6 days'],
      ],
    );
    assert.equal(describeSeconds(7200, 'zh-CN'), '2小时');
  });

  it('show dates with their time zone', () => {
    const moment = new Date('2026-11-22T01:15:00Z');
    assert.match(describeMoment(moment, 'en', 'Asia/Shanghai'), /^November 22, 2026 at 9:15\sAM GMT\+8$/u);
    assert.match(describeMoment(moment, 'zh-CN', 'UTC'), /^2026年11月22日 UTC 01:15$/u);
  });
});
