import { isDeepStrictEqual } from 'node:util';
import { MalformedXmlError } from '../xml/xml.ts';

/** A page that tells where the next one begins; `undefined` in the last. */
export interface PageReader<P, M> {
  readonly read: (from: M | undefined, signal: AbortSignal) => Promise<P>;
  readonly nextMarker: (page: P) => M | undefined;
}

/**
 * Gives page after page. While one is being used the next is already asked for, and no other; leaving the iteration
 * gives that one up.
 */
export async function* prefetchPages<P, M>(
  { read, nextMarker: next }: PageReader<P, M>,
  from: M | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<P> {
  const leaving = new AbortController();
  const either = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  let coming: Promise<P> | undefined = read(from, either);
  try {
    while (coming !== undefined) {
      const page: P = await coming;
      const marker = next(page);
      coming = marker === undefined ? undefined : read(marker, either);
      // It may fail while the present page is in use, or be given up: whoever awaits it learns of that.
      coming?.catch(() => undefined);
      yield page;
    }
  } finally {
    leaving.abort();
  }
}

/** Throws a `MalformedXmlError` where a page says that the next one begins where it began itself: that has no end. */
export function validateNextMarker(from: unknown, next: unknown): void {
  if (next !== undefined && isDeepStrictEqual(from, next)) {
    throw new MalformedXmlError('The next page begins where this one began.');
  }
}
