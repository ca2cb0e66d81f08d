import assert from 'node:assert/strict';
import { presignOffsetMs, ServiceClock } from '../../../../src/oss/client/serviceClock.ts';
import { OssError } from '../../../../src/oss/errors/errors.ts';
import { NOW } from '../../../support/oss/testClient.ts';

const HOUR_MS = 3_600_000;

function localClock(): { wall: Date; monotonicMs: number; clock: ServiceClock } {
  const local = { wall: NOW, monotonicMs: 1000 };
  const clock = new ServiceClock(
    () => local.wall,
    () => local.monotonicMs,
  );
  return Object.assign(local, { clock });
}

function headersAt(offsetMs: number, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    date: new Date(NOW.getTime() + offsetMs).toUTCString(),
    'x-oss-request-id': '5C3D9175B6FC201293AD',
    ...more,
  };
}

function skewed(offsetMs: number, requestId: string | undefined): OssError {
  const details = new Map([['ServerTime', new Date(NOW.getTime() + offsetMs).toISOString()]]);
  return new OssError({ operation: 'HeadObject', code: 'RequestTimeTooSkewed', status: 403, requestId, details });
}

describe('the clock offset for signing', () => {
  for (const [what, offsets, validitySeconds, expected] of [
    ['0 until something is known', { clockOffsetMs: 0 }, 900, 0],
    ['0 while the clock is off by a minute at most', { clockOffsetMs: 0, observedClockOffsetMs: -60_000 }, 900, 0],
    ["that of OSS's answers if it is more", { clockOffsetMs: 0, observedClockOffsetMs: 61_000 }, 900, 61_000],
    ['the demanded one before any other', { clockOffsetMs: -900, observedClockOffsetMs: 61_000 }, 900, -900],
    ['any known one for a link of 30 seconds', { clockOffsetMs: 0, observedClockOffsetMs: 55_000 }, 30, 55_000],
  ] as const) {
    it(`is ${what}`, () => {
      assert.equal(presignOffsetMs(offsets, validitySeconds), expected);
    });
  }
});

describe('the clock of the service', () => {
  const ignoredResponses: readonly (readonly [string, Record<string, string>])[] = [
    ['a cached answer with its age', headersAt(-60 * 60_000, { age: '3600' })],
    ['a fresh-looking answer with an age', headersAt(-120_000, { age: '120' })],
    ['a cache hit', headersAt(-120_000, { 'x-cache': 'HIT TCP_MEM_HIT dirn:-2:-2' })],
    ['a cache hit of Cloudflare', headersAt(-120_000, { 'cf-cache-status': 'HIT' })],
    ['a cache hit of EdgeOne', headersAt(-120_000, { 'eo-cache-status': 'RefreshHit, hit' })],
    ['a cache hit as RFC 9211 marks it', headersAt(-120_000, { 'cache-status': 'ExampleCache; hit; ttl=376' })],
    ['a stale answer of nginx', headersAt(-120_000, { 'x-proxy-cache': 'STALE' })],
    ['a cache hit of Tencent', headersAt(-120_000, { 'x-cache-lookup': 'Cache Hit' })],
    ['a gateway that is not OSS', { date: new Date(NOW.getTime() + 120_000).toUTCString() }],
    ['an accepted request whose answer is a year ahead', headersAt(365 * 24 * HOUR_MS)],
    ['an accepted request whose answer is 16 minutes behind', headersAt(-960_000)],
  ];
  for (const [what, headers] of ignoredResponses) {
    it(`is not learned from ${what}`, () => {
      const { clock } = localClock();
      clock.observe(headers);
      assert.equal(clock.observedOffsetMs, undefined);
      assert.deepEqual(clock.time(), NOW);
    });
  }

  it('is learned from a recent response of OSS', () => {
    const { clock } = localClock();
    clock.observe(headersAt(120_000, { 'x-cache': 'MISS TCP_MISS' }));
    assert.equal(clock.observedOffsetMs, 120_000);
  });

  it('is accepted beyond 15 minutes only if OSS refuses the time', () => {
    const { clock } = localClock();
    assert.equal(clock.correct(skewed(HOUR_MS, 'R')), true);
    assert.deepEqual(clock.time(), new Date(NOW.getTime() + HOUR_MS));
    clock.observe(headersAt(HOUR_MS));
    assert.equal(clock.observedOffsetMs, HOUR_MS);
  });

  it('is corrected by a day and another time zone, since both are common mistakes', () => {
    for (const offsetMs of [8 * HOUR_MS, -12 * HOUR_MS, 24 * HOUR_MS + 14 * HOUR_MS]) {
      const { clock } = localClock();
      assert.equal(clock.correct(skewed(offsetMs, 'R')), true);
      assert.equal(clock.offsetMs, offsetMs);
    }
  });

  it('is not set a year ahead, nor by a refusal without a sign of OSS', () => {
    const { clock } = localClock();
    assert.equal(clock.correct(skewed(365 * 24 * HOUR_MS, 'R')), false);
    assert.equal(clock.correct(skewed(HOUR_MS, undefined)), false);
    assert.deepEqual(clock.time(), NOW);
  });

  it('is discarded once the user sets the local clock, so that links do not start an hour ahead', () => {
    const local = localClock();
    local.clock.observe(headersAt(60_000));
    local.clock.correct(skewed(HOUR_MS, 'R'));
    local.wall = new Date(NOW.getTime() + HOUR_MS + 2000);
    local.monotonicMs += 2000;
    assert.equal(local.clock.offsetMs, 0);
    assert.equal(local.clock.observedOffsetMs, undefined);
    assert.deepEqual(local.clock.time(), local.wall);
  });

  it('is kept while both local clocks run on', () => {
    const local = localClock();
    local.clock.correct(skewed(HOUR_MS, 'R'));
    local.wall = new Date(NOW.getTime() + 8 * HOUR_MS);
    local.monotonicMs += 8 * HOUR_MS;
    assert.equal(local.clock.offsetMs, HOUR_MS);
  });
});
