import assert from 'node:assert/strict';
import { install } from '@sinonjs/fake-timers';
import { newOutcome, transferAll, type TransferState } from '../../../src/transfers/transferAll.ts';
import { TransferCancelledError } from '../../../src/transfers/transferErrors.ts';

const items = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, sizeBytes: 1000 }));
type Item = (typeof items)[number];

describe('transferAll', () => {
  const names = (list: readonly Item[]): string => list.map(({ name }) => name).join('');

  it('continues after failures, and reports the outcome of each item', async () => {
    const outcome = newOutcome<Item>();
    const finished = await transferAll(
      items,
      outcome,
      ({ name }) => {
        if (name === 'b') return Promise.reject(new Error('refused'));
        return Promise.resolve(name === 'd' ? 'skipped' : 'done');
      },
      { onProgress: () => undefined, signal: new AbortController().signal },
    );
    assert.equal(finished, true);
    assert.deepEqual([names(outcome.done), names(outcome.skipped)], ['ace', 'd']);
    assert.deepEqual(
      outcome.failed.map(({ item, error }) => [item.name, (error as Error).message]),
      [['b', 'refused']],
    );
  });

  it('reports progress that never decreases, even when bytes are sent again', async () => {
    const states: TransferState[] = [];
    await transferAll(
      items.slice(0, 1),
      newOutcome<Item>(),
      (_item, { onBytes }) => {
        for (const bytes of [0, 600, 0, 300, 900, 1000]) onBytes(bytes);
        return Promise.resolve('done');
      },
      { onProgress: (state) => states.push(state), signal: new AbortController().signal },
    );
    assert.deepEqual(
      states.map(({ part, doneCount }) => [part, doneCount]),
      [
        [0, 0],
        [0.6, 0],
        [0.9, 0],
        [1, 0],
        [1, 1],
      ],
    );
  });

  it('reports progress that never decreases when one item is sent again while another one ends', async () => {
    const parts: number[] = [];
    const [large, small] = [
      { name: 'large', sizeBytes: 1000 },
      { name: 'small', sizeBytes: 10 },
    ];
    await transferAll(
      [large, small],
      newOutcome<Item>(),
      (item, { onBytes }) => {
        for (const bytes of item === large ? [900, 0] : [10]) onBytes(bytes);
        return item === small ? Promise.resolve('done') : new Promise((resolve) => setImmediate(resolve, 'done'));
      },
      { onProgress: ({ part }) => parts.push(part), signal: new AbortController().signal, parallel: 2 },
    );
    assert.deepEqual(parts, parts.toSorted());
  });

  it('counts items if there are no bytes', async () => {
    const parts: number[] = [];
    const empty = items.slice(0, 2).map((item) => ({ ...item, sizeBytes: 0 }));
    await transferAll(empty, newOutcome<Item>(), () => Promise.resolve('done'), {
      onProgress: ({ part }) => parts.push(part),
      signal: new AbortController().signal,
    });
    assert.deepEqual(parts, [0, 0.5, 1]);
  });

  /** Items that each wait 50 ms for an answer: the time until all have it, and the most that waited at a time. */
  const transferMany = async (parallel?: number): Promise<{ readonly elapsedMs: number; readonly most: number }> => {
    const clock = install({ toFake: ['setTimeout', 'performance'] });
    let [running, most] = [0, 0];
    try {
      const startedMs = performance.now();
      const ended = transferAll(
        Array.from({ length: 600 }, () => ({ sizeBytes: 1000 })),
        newOutcome<{ sizeBytes: number }>(),
        async (_item, { onBytes }) => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 50));
          running--;
          onBytes(1000);
          return 'done';
        },
        { onProgress: () => undefined, signal: new AbortController().signal, ...(parallel && { parallel }) },
      );
      await clock.runAllAsync();
      assert.equal(await ended, true);
      return { elapsedMs: performance.now() - startedMs, most };
    } finally {
      clock.uninstall();
    }
  };

  it('transfers small items that wait for answers several times faster than three at a time', async () => {
    const adaptive = await transferMany();
    const three = await transferMany(3);
    assert.deepEqual(three, { elapsedMs: 10_000, most: 3 });
    assert.ok(adaptive.elapsedMs < 10_000 / 3.5, `${adaptive.elapsedMs} ms`);
    assert.equal(adaptive.most, 16);
  });

  it('starts no more than the given number at a time', async () => {
    assert.equal((await transferMany(40)).most, 40);
  });

  it('starts with three at a time', async () => {
    let running = 0;
    let most = 0;
    await transferAll(
      items,
      newOutcome<Item>(),
      async () => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return 'done';
      },
      { onProgress: () => undefined, signal: new AbortController().signal },
    );
    assert.equal(most, 3);
  });

  it('stops when cancelled, keeps finished items, and reports no failure', async () => {
    const abort = new AbortController();
    const outcome = newOutcome<Item>();
    const finished = await transferAll(
      items,
      outcome,
      async ({ name }, { signal }) => {
        if (name === 'a') return 'done';
        await new Promise(setImmediate);
        abort.abort();
        signal.throwIfAborted();
        return 'done';
      },
      { onProgress: () => undefined, signal: abort.signal },
    );
    assert.equal(finished, false);
    assert.deepEqual([names(outcome.done), outcome.failed], ['a', []]);
  });

  it('stops when a question is cancelled', async () => {
    const outcome = newOutcome<Item>();
    const leave = (): Promise<'done'> => Promise.reject(new TransferCancelledError());
    const options = { onProgress: () => undefined, signal: new AbortController().signal };
    assert.equal(await transferAll(items, outcome, leave, options), false);
    assert.deepEqual(outcome, newOutcome());
  });
});
