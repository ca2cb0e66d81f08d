import assert from 'node:assert/strict';
import { parseTrafficLimit, trafficLimitParameters } from '../../../../src/oss/requests/trafficLimit.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

describe('parseTrafficLimit', () => {
  for (const [text, bitsPerSecond] of [
    ['819200', 819_200],
    ['100 KB/s', 819_200],
    ['100MB/s', 838_860_800],
    ['1 MB/s', 8_388_608],
    ['1.5 MiB/s', 12_582_912],
    ['200 KiB', 1_638_400],
    ['8 Mbit/s', 8_000_000],
    ['8 mbps', 8_000_000],
    ['900 kbit/s', 900_000],
    [' 1000000 bit/s ', 1_000_000],
    ['1000000bps', 1_000_000],
    ['200000 B/s', 1_600_000],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(parseTrafficLimit(text), bitsPerSecond);
    });
  }

  for (const text of ['', 'fast', '1 GB/s', 'MB/s', '-1 MB/s', '1e6', '1 MB/h', '1,5 MB/s', `${'1'.repeat(40)} MB/s`]) {
    it(`cannot parse ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseTrafficLimit(text), invalidInput('x-oss-traffic-limit', /1 MB\/s/));
    });
  }

  for (const text of ['99 KB/s', '101 MB/s', '0', '819199']) {
    it(`refuses ${text}, which OSS does not accept`, () => {
      assert.throws(() => parseTrafficLimit(text), invalidInput('x-oss-traffic-limit', /from 819200 to 838860800/));
    });
  }
});

describe('trafficLimitParameters', () => {
  it('contains the bits per second', () => {
    assert.deepEqual(trafficLimitParameters(819_200), { 'x-oss-traffic-limit': '819200' });
    assert.deepEqual(trafficLimitParameters(undefined), {});
  });

  for (const bitsPerSecond of [819_199, 838_860_801, 819_200.5, Number.NaN, Number.POSITIVE_INFINITY, -819_200, 1e21]) {
    it(`refuses ${bitsPerSecond}`, () => {
      assert.throws(() => trafficLimitParameters(bitsPerSecond), invalidInput('x-oss-traffic-limit'));
    });
  }
});
