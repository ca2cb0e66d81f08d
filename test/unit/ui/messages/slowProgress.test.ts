import assert from 'node:assert/strict';
import { install, type Clock } from '@sinonjs/fake-timers';
import { slowProgress } from '../../../../src/ui/messages/slowProgress.ts';
import type { Notifications } from '../../../../src/ui/messages/notifications.ts';

describe('slowProgress', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    clock.uninstall();
  });

  const shown: string[] = [];
  let cancel: () => void = () => undefined;
  const notifications: Pick<Notifications, 'progress'> = {
    async progress(title, task) {
      shown.push(title);
      const abort = new AbortController();
      cancel = () => {
        abort.abort();
      };
      try {
        return await task({ report: () => undefined }, abort.signal);
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      }
    },
  };
  beforeEach(() => {
    shown.length = 0;
  });

  it('shows no progress for a fast task', async () => {
    assert.equal(await slowProgress('Reading', notifications, () => Promise.resolve(1)), 1);
    assert.deepEqual(shown, []);
    assert.equal(clock.countTimers(), 0);
  });

  it('shows progress after a second, and returns the result', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const running = slowProgress('Reading', notifications, () => promise);
    await clock.tickAsync(999);
    assert.deepEqual(shown, []);
    await clock.tickAsync(1);
    assert.deepEqual(shown, ['Reading']);
    resolve(2);
    assert.equal(await running, 2);
  });

  it('aborts a task that the user cancels', async () => {
    const running = slowProgress(
      'Reading',
      notifications,
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
    );
    await clock.tickAsync(1000);
    cancel();
    assert.equal(await running, undefined);
  });

  it('stops waiting for a task that ignores the cancellation', async () => {
    const running = slowProgress('Signing', notifications, () => Promise.withResolvers<number>().promise);
    await clock.tickAsync(1000);
    cancel();
    assert.equal(await running, undefined);
  });

  it('throws the error of the task, early and late', async () => {
    await assert.rejects(
      slowProgress('Reading', notifications, () => Promise.reject(new Error('early'))),
      /early/,
    );
    const { promise, reject } = Promise.withResolvers<never>();
    const running = slowProgress('Reading', notifications, () => promise);
    const rejected = assert.rejects(running, /late/);
    await clock.tickAsync(1000);
    reject(new Error('late'));
    await rejected;
  });
});
