import { isDeepStrictEqual } from 'node:util';
import { MalformedXmlError } from '../xml/xml.ts';

/** Reader of pages. `nextMarker` is `undefined` for the last page. */
export interface PageReader<P, M> {
  readonly read: (from: M | undefined, signal: AbortSignal) => Promise<P>;
  readonly nextMarker: (page: P) => M | undefined;
}

/**
 * Yields page after page. The next page is requested while the current one is used; leaving the iteration
 * aborts that request.
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
      // It may fail while the current page is in use. The next iteration throws that failure.
      coming?.catch(() => undefined);
      yield page;
    }
  } finally {
    leaving.abort();
  }
}

/** Throws a `MalformedXmlError` if a page names its own marker as the next one: the listing would never finish. */
export function validateNextMarker(from: unknown, next: unknown): void {
  if (next !== undefined && isDeepStrictEqual(from, next)) {
    throw new MalformedXmlError('OSS returned the same page again.');
  }
}
