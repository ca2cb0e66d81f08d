import assert from 'node:assert/strict';
import { ThreadLoad } from '../../../../../src/oss/client/parallel/threadLoad.ts';

describe('ThreadLoad', () => {
  /** A thread that works for a share of the time. */
  class FakeThread {
    nowMs = 0;
    #active = 0;
    #idle = 0;

    run(durationMs: number, share: number): void {
      this.nowMs += durationMs;
      this.#active += durationMs * share;
      this.#idle += durationMs * (1 - share);
    }

    readonly utilization = (before = { active: 0, idle: 0, utilization: 0 }) => {
      const [active, idle] = [this.#active - before.active, this.#idle - before.idle];
      return { active, idle, utilization: active + idle === 0 ? 0 : active / (active + idle) };
    };
  }

  it('is busy while the thread has no time to spare, by what it did last', () => {
    const thread = new FakeThread();
    const load = new ThreadLoad(thread.utilization, () => thread.nowMs);
    assert.equal(load.isBusy, false);
    thread.run(100, 0.95);
    assert.equal(load.isBusy, true);
    thread.run(100, 0.8);
    assert.equal(load.isBusy, false);
    thread.run(1000, 1);
    assert.equal(load.isBusy, true);
  });

  it('keeps its answer for a moment, so that short work does not count', () => {
    const thread = new FakeThread();
    const load = new ThreadLoad(thread.utilization, () => thread.nowMs);
    thread.run(49, 1);
    assert.equal(load.isBusy, false);
    thread.run(1, 1);
    assert.equal(load.isBusy, true);
    thread.run(49, 0);
    assert.equal(load.isBusy, true);
    thread.run(1, 0);
    assert.equal(load.isBusy, false);
  });

  it('measures this thread by default', () => {
    const load = new ThreadLoad();
    assert.equal(load.isBusy, false);
    const endMs = performance.now() + 60;
    while (performance.now() < endMs);
    assert.equal(load.isBusy, true);
  });
});
