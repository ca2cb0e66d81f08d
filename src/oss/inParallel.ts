/**
 * Processes items, at most `limit` at a time. The first failure stops the others through their signal. When all have
 * ended, it is thrown, or the outer signal's reason if that was aborted.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  await processAll(items, work, signal, async (queue) => {
    await Promise.all(Array.from({ length: limit }, () => queue.processRest()));
  });
}

/** Items that are processed one by one, until there are none or one has failed. */
export interface WorkQueue {
  /** Aborted when there is nothing left to begin. */
  readonly ended: AbortSignal;
  /** Processes the next item, if there is one; never rejects. */
  processNext(): Promise<void>;
  /** Processes one item after the other. */
  processRest(): Promise<void>;
}

/** Processes items as `run` takes them from the queue; failures as with `inParallel`. */
export async function processAll<T>(
  items: Iterable<T>,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
  run: (queue: WorkQueue) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const allBegun = new AbortController();
  const ended = AbortSignal.any([either, allBegun.signal]);
  const iterator = items[Symbol.iterator]();
  const failures: unknown[] = [];
  let next = iterator.next();
  if (next.done === true) allBegun.abort();
  const processNext = async (): Promise<void> => {
    if (next.done === true || ended.aborted) return;
    const { value } = next;
    next = iterator.next();
    if (next.done === true) allBegun.abort();
    try {
      await work(value, either);
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
  };
  const processRest = async (): Promise<void> => {
    while (!ended.aborted) await processNext();
  };
  await run({ ended, processNext, processRest });
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
