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
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const waiting = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (!either.aborted) {
      const next = waiting.next();
      if (next.done === true) return;
      try {
        await work(next.value, either);
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}
