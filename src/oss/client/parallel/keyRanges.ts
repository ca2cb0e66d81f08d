import { compareKeys, LAST_CHARACTER } from './keyOrder.ts';
import type { SeenCharacters } from './seenCharacters.ts';

/** Keys after `after`, up to and including `end`; without an end, up to the last one. */
export interface KeyRange {
  readonly after: string;
  readonly end: string | undefined;
}

/** Range of keys, with facts from its last page. The last key of that page is the range's `after`. */
export interface ReadRange extends KeyRange {
  /** First key of the last page. */
  readonly firstKey: string;
  /** Position up to which keys are expected to differ, if an earlier split had keys on both sides. */
  readonly differsBy: number | undefined;
}

/** Key that is likely to split a range into halves. */
export interface Split {
  /** Upper bound of the first half. */
  readonly pivot: string;
  /** Number of significant characters of the pivot. */
  readonly length: number;
  /** Expected number of pages in the range; large if unknown. */
  readonly expectedPages: number;
}

/** Number of additional common characters from which the length of the common prefix is searched. */
const MIN_SEARCHED = 3;

/**
 * Split of a range; `undefined` if there is none. All keys begin with `prefix`.
 *
 * While the common prefix of a page's keys is longer than that of the range's bounds, a binary search between the two
 * lengths finds the common prefix of all keys. Then the values of the first differing character are halved.
 */
export function splitRange(
  { after, end, firstKey, differsBy = Infinity }: ReadRange,
  prefix: string,
  seen: SeenCharacters,
): Split | undefined {
  const [first, low, high] = [Array.from(firstKey), Array.from(after), Array.from(end ?? prefix + LAST_CHARACTER)];
  const shared = end === undefined ? Array.from(prefix).length : alike(low, high);
  const sharedInPage = alike(first, low);
  const searched = differsBy < shared ? sharedInPage : Math.min(differsBy, sharedInPage);
  const isVarying = range(shared, sharedInPage).some((position) => seen.countAt(low, position) > 1);
  const isSearched = !isVarying && searched >= shared + MIN_SEARCHED;
  const found = isSearched
    ? undefined
    : range(shared, sharedInPage + 1)
        .map((position) => ({
          position,
          between: seen.between(
            low,
            position,
            low[position] ?? '',
            position === shared ? (high[shared] ?? LAST_CHARACTER) : LAST_CHARACTER,
          ),
        }))
        .find(({ between }) => between.length > 0);
  const isOpen = (high[shared] ?? LAST_CHARACTER) === LAST_CHARACTER;
  // Between two characters that were observed, there is none that was not.
  if (!found && !isSearched && !isOpen && seen.countAt(low, shared) > 1) return undefined;
  const head = found
    ? [...low.slice(0, found.position), found.between[Math.floor(found.between.length / 2)] ?? '']
    : [...low.slice(0, Math.max(shared + 1, Math.ceil((shared + searched) / 2))), LAST_CHARACTER];
  const expectedPages = found
    ? (found.between.length + 0.5) * pagesByCharacter(first, low, found.position, seen)
    : Infinity;
  const pivot = head.join('');
  return compareKeys(pivot, after) > 0 && (end === undefined || compareKeys(pivot, end) < 0)
    ? { pivot, length: head.length, expectedPages }
    : undefined;
}

/** Estimated pages of the keys with one character at a position, from the span of the last page. */
function pagesByCharacter(
  first: readonly string[],
  last: readonly string[],
  position: number,
  seen: SeenCharacters,
): number {
  const sharedInPage = alike(first, last);
  const spanned = 1 + seen.between(last, sharedInPage, first[sharedInPage] ?? '', last[sharedInPage] ?? '').length;
  let pages = 1 / spanned;
  for (let deeper = sharedInPage; deeper > position; deeper--) pages *= seen.countAt(last, deeper);
  return pages;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Length of the common prefix. */
export function alike(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}
