import assert from 'node:assert/strict';
import { AdaptiveLimit } from '../../../src/oss/adaptiveLimit.ts';
import { inSlots, RequestSlots } from '../../../src/oss/requestSlots.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const fixed = (count: number): RequestSlots => new RequestSlots(new AdaptiveLimit({ first: count, most: count }));

/** Work that is counted while it runs. */
class Counter {
  most = 0;
  #running = 0;

  async run(): Promise<void> {
    this.most = Math.max(this.most, ++this.#running);
    await nextTurn();
    this.#running--;
  }
}

describe('request slots', () => {
  it('process all items, never more than there are slots at a time', async () => {
    const done: number[] = [];
    const counter = new Counter();
    const work = async (item: number): Promise<void> => {
      await counter.run();
      done.push(item);
    };
    await inSlots([1, 2, 3, 4, 5, 6, 7], fixed(3), work, undefined);
    assert.deepEqual([done, counter.most], [[1, 2, 3, 4, 5, 6, 7], 3]);
    await inSlots([], fixed(3), work, undefined);
    assert.equal(done.length, 7);
  });

  it('are shared by items and their parts, of which each item has one for itself', async () => {
    for (const count of [1, 2, 5]) {
      const slots = fixed(count);
      const counter = new Counter();
      const parts: string[] = [];
      await inSlots(
        ['a', 'b', 'c', 'd'],
        slots,
        (item, signal) =>
          inSlots(
            [1, 2, 3],
            slots,
            async (part) => {
              await counter.run();
              parts.push(`${item}${part}`);
            },
            signal,
            { isNested: true },
          ),
        undefined,
      );
      assert.deepEqual(parts.toSorted().join(' '), 'a1 a2 a3 b1 b2 b3 c1 c2 c3 d1 d2 d3');
      assert.equal(counter.most, count);
    }
  });

  it('go to the parts of begun items first', async () => {
    const slots = fixed(2);
    const order: string[] = [];
    await inSlots(
      ['a', 'b', 'c'],
      slots,
      (item, signal) => {
        order.push(item);
        return inSlots(
          [1, 2, 3, 4],
          slots,
          async (part) => {
            order.push(`${item}${part}`);
            await nextTurn();
          },
          signal,
          { isNested: true },
        );
      },
      undefined,
    );
    assert.ok(order.indexOf('c') > order.indexOf('a4'), order.join(' '));
  });

  it('start more once the limit has risen', async () => {
    let nowMs = 0;
    const slots = new RequestSlots(new AdaptiveLimit({ first: 1, most: 2, now: () => nowMs }));
    const counter = new Counter();
    const work = async (): Promise<void> => {
      nowMs += 60;
      slots.move(1000);
      await counter.run();
    };
    await inSlots(Array(20).keys(), slots, work, undefined);
    assert.equal(counter.most, 2);
  });

  it('become fewer after a temporary failure', async () => {
    const slots = new RequestSlots(new AdaptiveLimit({ first: 4, most: 4 }));
    slots.slowDown();
    const counter = new Counter();
    await inSlots([1, 2, 3, 4, 5], slots, () => counter.run(), undefined);
    assert.equal(counter.most, 2);
  });

  it('stop the others at the first failure, and are all free again', async () => {
    const slots = fixed(2);
    const reason = new Error('2 failed');
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await nextTurn();
      if (item === 2) throw reason;
    };
    await assert.rejects(inSlots([1, 2, 3, 4, 5, 6], slots, work, undefined), reason);
    assert.ok(!begun.includes(6));
    const counter = new Counter();
    await inSlots([1, 2, 3], slots, () => counter.run(), undefined);
    assert.equal(counter.most, 2);
  });

  it('throw the reason of the outer signal, also while items wait for a slot', async () => {
    const slots = fixed(1);
    const abort = new AbortController();
    const reason = new Error('cancelled');
    assert.equal(await slots.take(new AbortController().signal, false), true);
    const waiting = inSlots([1, 2], slots, () => assert.fail('an item was begun'), abort.signal);
    abort.abort(reason);
    await assert.rejects(waiting, reason);
    await assert.rejects(
      inSlots([1], slots, () => assert.fail('an item was begun'), abort.signal),
      reason,
    );
    slots.give();
    assert.equal(await slots.take(new AbortController().signal, false), true);
  });
});
