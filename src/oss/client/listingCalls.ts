import type { Abortable, LocatedCalls } from './bucketRouter.ts';
import { lookAhead, refuseSamePlace } from './paging.ts';
import { readObjectPage, type ObjectPage } from './objects.ts';
import { omitUndefined } from '../omitUndefined.ts';
import { readVersionPage, type VersionMarker, type VersionPage } from './versions.ts';

interface ListingOptions extends Abortable {
  readonly prefix?: string;
  /** Folds keys together up to it, e.g. `/`. */
  readonly delimiter?: string;
  /** 1 to 1,000, entries and prefixes of a page together; 1,000 by default. */
  readonly maxKeys?: number;
}

export interface ListObjectsOptions extends ListingOptions {
  readonly continuationToken?: string | undefined;
}

export interface ListObjectVersionsOptions extends ListingOptions {
  readonly from?: VersionMarker | undefined;
}

/** One page of a bucket's objects and folded prefixes, without the marker object of the listed folder (ListObjectsV2). */
export function listObjects(calls: LocatedCalls, bucket: string, options: ListObjectsOptions): Promise<ObjectPage> {
  const { prefix = '', continuationToken, signal } = options;
  const query = omitUndefined({
    'list-type': '2',
    ...commonParameters(options),
    'continuation-token': continuationToken,
  });
  return calls.callBucket({ operation: 'ListObjectsV2', method: 'GET', bucket, query, signal }, async ({ body }) => {
    const page = await readObjectPage(body, prefix);
    refuseSamePlace(continuationToken, page.nextContinuationToken);
    return page;
  });
}

/** All pages of ListObjectsV2, the next one asked for while the present one is used. */
export function objectPages(
  calls: LocatedCalls,
  bucket: string,
  options: ListObjectsOptions,
): AsyncGenerator<ObjectPage> {
  const read = (continuationToken: string | undefined, signal: AbortSignal): Promise<ObjectPage> =>
    listObjects(calls, bucket, { ...options, continuationToken, signal });
  return lookAhead({ read, next: (page) => page.nextContinuationToken }, options.continuationToken, options.signal);
}

/** One page of the versions and delete markers in a bucket, in OSS's order: by key, newest first (ListObjectVersions). */
export function listObjectVersions(
  calls: LocatedCalls,
  bucket: string,
  options: ListObjectVersionsOptions,
): Promise<VersionPage> {
  const { from, signal } = options;
  const query = omitUndefined({
    versions: '',
    ...commonParameters(options),
    'key-marker': from?.key,
    'version-id-marker': from?.versionId,
  });
  const call = { operation: 'ListObjectVersions', method: 'GET', bucket, query, signal } as const;
  return calls.callBucket(call, async ({ body }) => {
    const page = await readVersionPage(body);
    refuseSamePlace(from, page.next);
    return page;
  });
}

/** All pages of ListObjectVersions, the next one asked for while the present one is used. */
export function versionPages(
  calls: LocatedCalls,
  bucket: string,
  options: ListObjectVersionsOptions,
): AsyncGenerator<VersionPage> {
  const read = (from: VersionMarker | undefined, signal: AbortSignal): Promise<VersionPage> =>
    listObjectVersions(calls, bucket, { ...options, from, signal });
  return lookAhead({ read, next: (page) => page.next }, options.from, options.signal);
}

/** The entries of all pages, one by one. */
export async function* entriesOf<T>(pages: AsyncIterable<{ readonly entries: readonly T[] }>): AsyncGenerator<T> {
  for await (const { entries } of pages) yield* entries;
}

function commonParameters({ prefix, delimiter, maxKeys = 1000 }: ListingOptions): Record<string, string> {
  return omitUndefined({
    'encoding-type': 'url',
    'max-keys': String(maxKeys),
    prefix: prefix || undefined,
    delimiter: delimiter || undefined,
  });
}
