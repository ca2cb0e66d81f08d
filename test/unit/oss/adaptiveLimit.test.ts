import assert from 'node:assert/strict';
import { AdaptiveLimit } from '../../../src/oss/adaptiveLimit.ts';

/**
 * Runs requests of 50 KB through a limit, with a clock of its own: each takes `latencyMs`, or longer if all in flight
 * together would move more than `bytesPerMs`. Returns the limits in the order of their use.
 */
function simulate(
  limit: AdaptiveLimit,
  clock: { nowMs: number },
  { latencyMs, bytesPerMs }: { readonly latencyMs: number; readonly bytesPerMs: number },
  durationMs: number,
): readonly number[] {
  const sizeBytes = 50_000;
  const values = [limit.value];
  const ends: number[] = [];
  const endMs = clock.nowMs + durationMs;
  while (clock.nowMs < endMs) {
    while (ends.length < limit.value) {
      const sharedMs = (sizeBytes * limit.value) / bytesPerMs;
      ends.push(clock.nowMs + Math.max(latencyMs, sharedMs));
      ends.sort((a, b) => a - b);
    }
    limit.want();
    clock.nowMs = ends.shift() ?? endMs;
    limit.move(sizeBytes);
    limit.end();
    if (limit.value !== values.at(-1)) values.push(limit.value);
  }
  return values;
}

describe('AdaptiveLimit', () => {
  const started = (): { readonly clock: { nowMs: number }; readonly limit: AdaptiveLimit } => {
    const clock = { nowMs: 1000 };
    return { clock, limit: new AdaptiveLimit({ now: () => clock.nowMs }) };
  };
  const slowAnswers = { latencyMs: 50, bytesPerMs: Infinity };
  /** Three requests move all that fits through the line. */
  const slowLine = { latencyMs: 50, bytesPerMs: 3000 };

  it('rises to its highest value within seconds where requests only wait for answers', () => {
    const { clock, limit } = started();
    assert.deepEqual(simulate(limit, clock, slowAnswers, 3000), [3, 5, 8, 12, 16]);
  });

  it('never exceeds its highest value', () => {
    const { clock, limit } = started();
    assert.equal(Math.max(...simulate(limit, clock, slowAnswers, 60_000)), 16);
    const narrow = new AdaptiveLimit({ most: 2, now: () => clock.nowMs });
    assert.deepEqual(simulate(narrow, clock, slowAnswers, 60_000), [2]);
  });

  it('falls back at once where more requests move no more bytes, and tries again later', () => {
    const { clock, limit } = started();
    const values = simulate(limit, clock, slowLine, 20_000);
    assert.deepEqual(values.slice(0, 5), [3, 5, 3, 5, 3]);
    assert.equal(Math.max(...values), 5);
    assert.ok(values.length <= 10, `tried ${values.length} times in 20 s`);
  });

  it('rises as far as the line gives more, and no further', () => {
    const { clock, limit } = started();
    const values = simulate(limit, clock, { latencyMs: 50, bytesPerMs: 7500 }, 20_000);
    assert.ok(values.includes(8) && limit.value <= 12, values.join(' '));
  });

  it('rises when a line becomes faster', () => {
    const { clock, limit } = started();
    simulate(limit, clock, slowLine, 5000);
    assert.ok(limit.value <= 5);
    assert.deepEqual(simulate(limit, clock, slowAnswers, 10_000).slice(-4), [5, 8, 12, 16]);
  });

  it('halves once for requests that are refused together, down to one', () => {
    const { clock, limit } = started();
    simulate(limit, clock, slowAnswers, 3000);
    const after = (ms: number): number => {
      clock.nowMs += ms;
      limit.slowDown();
      limit.slowDown();
      return limit.value;
    };
    assert.deepEqual([after(0), after(500), after(1000), after(2000), after(2000), after(2000)], [8, 8, 4, 2, 1, 1]);
  });

  it('stays down for a while after a refusal, then rises again', () => {
    const { clock, limit } = started();
    simulate(limit, clock, slowAnswers, 3000);
    limit.slowDown();
    assert.deepEqual(simulate(limit, clock, slowAnswers, 4500), [8]);
    assert.deepEqual(simulate(limit, clock, slowAnswers, 2000), [8, 12, 16]);
  });

  it('does not rise while no request waits for another', () => {
    const { clock, limit } = started();
    for (let count = 0; count < 1000; count++) {
      clock.nowMs += 20;
      limit.move(1000);
      limit.end();
    }
    assert.equal(limit.value, 3);
  });

  it('measures large parts by their bytes before any of them ends', () => {
    const { clock, limit } = started();
    const values = [limit.value];
    for (let count = 0; count < 200; count++) {
      clock.nowMs += 100;
      limit.want();
      limit.move(100_000 * limit.value);
      if (limit.value !== values.at(-1)) values.push(limit.value);
    }
    assert.deepEqual(values, [3, 5, 8, 12, 16]);
  });
});
