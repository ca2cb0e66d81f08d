import { AdaptiveLimit } from './adaptiveLimit.ts';
import { processAll } from './inParallel.ts';

/** Requests that wait for a slot; called with false if they no longer want it. */
type Waiting = Set<(isTaken: boolean) => void>;

/**
 * Slots of requests in flight that several items share, such as files and their parts. Their number adapts to what helps.
 */
export class RequestSlots {
  readonly #limit: AdaptiveLimit;
  readonly #nested: Waiting = new Set();
  readonly #others: Waiting = new Set();
  #takenCount = 0;

  constructor(limit = new AdaptiveLimit()) {
    this.#limit = limit;
  }

  /**
   * Takes a slot as soon as one is free; false if the signal aborts before. Parts of items that have begun (`isNested`)
   * go before items that have not.
   */
  async take(signal: AbortSignal, isNested: boolean): Promise<boolean> {
    if (signal.aborted) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiting = isNested ? this.#nested : this.#others;
    const leave = (): void => {
      waiting.delete(resolve);
      resolve(false);
    };
    signal.addEventListener('abort', leave, { once: true });
    waiting.add(resolve);
    this.#serve();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Gives a slot back. */
  give(): void {
    this.#takenCount--;
    this.#limit.end();
    this.#serve();
  }

  /** Reports bytes that requests in flight moved. */
  move(bytes: number): void {
    this.#limit.move(bytes);
    this.#serve();
  }

  /** Reports a temporary failure of a request in flight, which is repeated. */
  readonly slowDown = (): void => {
    this.#limit.slowDown();
  };

  #serve(): void {
    for (const waiting of [this.#nested, this.#others]) {
      for (const resolve of waiting) {
        if (this.#takenCount >= this.#limit.value) {
          this.#limit.want();
          return;
        }
        waiting.delete(resolve);
        this.#takenCount++;
        resolve(true);
      }
    }
  }
}

/**
 * Processes items like `inParallel`, each in a slot. The caller of `nested` items has a slot already, in which one of
 * them is processed at any time.
 */
export async function inSlots<T>(
  items: Iterable<T>,
  slots: RequestSlots,
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
  { isNested = false }: { readonly isNested?: boolean } = {},
): Promise<void> {
  await processAll(items, work, signal, async (queue) => {
    const running = new Set<Promise<void>>();
    const inFreeSlots = async (): Promise<void> => {
      while (await slots.take(queue.ended, isNested)) {
        const one = queue.processNext().finally(() => {
          running.delete(one);
          slots.give();
        });
        running.add(one);
      }
      await Promise.all(running);
    };
    await Promise.all([isNested ? queue.processRest() : undefined, inFreeSlots()]);
  });
}
