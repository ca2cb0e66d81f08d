import { isDeepStrictEqual } from 'node:util';
import { MalformedXmlError } from '../xml/xml.ts';

/** Throws a `MalformedXmlError` where a page says that the next one begins where it began itself: that has no end. */
export function refuseSamePlace(from: unknown, next: unknown): void {
  if (next !== undefined && isDeepStrictEqual(from, next)) {
    throw new MalformedXmlError('The next page begins where this one began.');
  }
}
