import assert from 'node:assert/strict';
import { prefetchPages } from '../../../../src/oss/client/paging.ts';

/** Given number of pages, numbered from 0, and the requested ones. */
function pagesOf(count: number): {
  pages: (signal?: AbortSignal) => AsyncGenerator<number>;
  asked: number[];
  signals: AbortSignal[];
} {
  const asked: number[] = [];
  const signals: AbortSignal[] = [];
  const read = (from: number | undefined, signal: AbortSignal): Promise<number> => {
    asked.push(from ?? 0);
    signals.push(signal);
    return Promise.resolve(from ?? 0);
  };
  const next = (page: number): number | undefined => (page + 1 < count ? page + 1 : undefined);
  return { pages: (signal) => prefetchPages({ read, nextMarker: next }, undefined, signal), asked, signals };
}

describe('prefetchPages', () => {
  it('yields all pages in order', async () => {
    const { pages, asked } = pagesOf(3);
    const seen: number[] = [];
    for await (const page of pages()) seen.push(page);
    assert.deepEqual(
      [seen, asked],
      [
        [0, 1, 2],
        [0, 1, 2],
      ],
    );
  });

  it('requests nothing before it is used, then one page ahead and no more', async () => {
    const { pages, asked } = pagesOf(9);
    const iteration = pages();
    assert.deepEqual(asked, []);
    await iteration.next();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(asked, [0, 1]);
    await iteration.next();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(asked, [0, 1, 2]);
    await iteration.return(undefined);
  });

  it('aborts the page ahead when the iteration ends early', async () => {
    const { pages, signals } = pagesOf(9);
    for await (const page of pages()) {
      assert.equal(page, 0);
      break;
    }
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
  });

  it('passes the reason of the outer signal to every page', async () => {
    const abort = new AbortController();
    const { pages, signals } = pagesOf(9);
    const iteration = pages(abort.signal);
    await iteration.next();
    abort.abort('cancelled');
    assert.deepEqual(
      signals.map(({ reason }): unknown => reason),
      ['cancelled', 'cancelled'],
    );
    await iteration.return(undefined);
  });

  it('fails if the page ahead fails, once that page is needed', async () => {
    const read = (from: number | undefined): Promise<number> =>
      from === undefined ? Promise.resolve(0) : Promise.reject(new Error('the second page'));
    const iteration = prefetchPages({ read, nextMarker: () => 1 }, undefined, undefined);
    assert.deepEqual(await iteration.next(), { done: false, value: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    await assert.rejects(iteration.next(), /the second page/);
  });
});
