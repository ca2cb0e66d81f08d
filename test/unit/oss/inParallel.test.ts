import assert from 'node:assert/strict';
import { inParallel } from '../../../src/oss/inParallel.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('inParallel', () => {
  it('processes all items, never more than the limit at a time', async () => {
    const done: number[] = [];
    let [running, most] = [0, 0];
    const work = async (item: number): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await nextTurn();
      running -= 1;
      done.push(item);
    };
    await inParallel([1, 2, 3, 4, 5], 2, work, undefined);
    assert.deepEqual([done, most], [[1, 2, 3, 4, 5], 2]);
  });

  it('stops the others at the first failure, and throws it when all have ended', async () => {
    const ended: string[] = [];
    const reason = new Error('2 failed');
    const work = async (item: number, signal: AbortSignal): Promise<void> => {
      if (item === 2) throw reason;
      await nextTurn();
      ended.push(`${item} ${signal.aborted ? 'stopped' : 'went on'}`);
      signal.throwIfAborted();
    };
    await assert.rejects(inParallel([1, 2, 3, 4], 2, work, undefined), reason);
    assert.deepEqual(ended, ['1 stopped']);
  });

  it('throws the reason of the outer signal, which stops all', async () => {
    const abort = new AbortController();
    const reason = new Error('cancelled');
    const begun: number[] = [];
    const work = async (item: number, signal: AbortSignal): Promise<void> => {
      begun.push(item);
      abort.abort(reason);
      await nextTurn();
      signal.throwIfAborted();
    };
    await assert.rejects(inParallel([1, 2, 3], 1, work, abort.signal), reason);
    assert.deepEqual(begun, [1]);
  });
});
