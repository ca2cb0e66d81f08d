import type { Bucket, Version } from './buckets.ts';
import { compareUtf8 } from './utf8Order.ts';

export interface ListingQuery {
  readonly prefix: string;
  /** '' lists everything below the prefix. */
  readonly delimiter: string;
  /** End of the previous page: a key or a common prefix. */
  readonly after: string;
  /** With `after`: last listed version of that key. */
  readonly afterVersionId?: string;
  /** Maximum number of items and common prefixes per page. */
  readonly maxKeys: number;
}

export interface ListingPage {
  readonly items: readonly { readonly version: Version; readonly isLatest: boolean }[];
  readonly commonPrefixes: readonly string[];
  /** Start of the next page; absent on the last page. */
  readonly next?: { readonly after: string; readonly versionId?: string };
}

type Entry =
  { readonly group: string } | { readonly group?: never; readonly version: Version; readonly isLatest: boolean };

/** One page of the current objects of a bucket. */
export function listObjects(bucket: Bucket, query: ListingQuery): ListingPage {
  return takePage(entries(bucket, query, false), query.maxKeys);
}

/** One page of all versions and delete markers of a bucket, newest first for each key. */
export function listVersions(bucket: Bucket, query: ListingQuery): ListingPage {
  return takePage(entries(bucket, query, true), query.maxKeys);
}

function* entries(bucket: Bucket, query: ListingQuery, allVersions: boolean): Generator<Entry> {
  const { prefix, delimiter, after, afterVersionId } = query;
  const { keys } = bucket;
  let group: string | undefined;
  const from = compareUtf8(after, prefix) > 0 ? after : prefix;
  for (let index = lowerBound(keys, from); index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) {
      return;
    }
    const versions = allVersions ? bucket.versions(key) : bucket.versions(key).slice(0, 1);
    const listed = allVersions ? versions : versions.filter(({ kind }) => kind === 'object');
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (listed.length === 0) {
      continue;
    }
    if (cut >= 0) {
      const found = key.slice(0, cut + delimiter.length);
      if (found !== group && found !== after) {
        yield { group: found };
      }
      group = found;
    } else if (key !== after || after === '') {
      yield* listed.map((version, position) => ({ version, isLatest: position === 0 }));
    } else if (afterVersionId !== undefined) {
      const done = listed.findIndex(({ versionId }) => versionId === afterVersionId);
      yield* listed.slice(done + 1).map((version) => ({ version, isLatest: version === listed[0] }));
    }
  }
}

function takePage(all: Generator<Entry>, maxKeys: number): ListingPage {
  const page: Entry[] = [];
  for (const entry of all) {
    const last = page.at(-1);
    if (page.length === maxKeys && last !== undefined) {
      return { ...split(page), next: position(last) };
    }
    page.push(entry);
  }
  return split(page);
}

function split(page: readonly Entry[]): ListingPage {
  return {
    items: page.flatMap((entry) => (entry.group === undefined ? [entry] : [])),
    commonPrefixes: page.flatMap((entry) => (entry.group === undefined ? [] : [entry.group])),
  };
}

function position(entry: Entry): { after: string; versionId?: string } {
  return entry.group === undefined
    ? { after: entry.version.key, versionId: entry.version.versionId }
    : { after: entry.group };
}

/** Index of the first key that is not before `key`, which makes pages of large buckets cheap. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareUtf8(keys[middle] ?? '', key) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
