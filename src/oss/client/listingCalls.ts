import type { Abortable, BucketRouter } from './bucketRouter.ts';
import { listInParallel, readPackedPage, type PackedPage, type PageStart } from './parallel/parallelListing.ts';
import type { FreeBuffers } from './parallel/packedEntries.ts';
import { prefetchPages, validateNextMarker } from './paging.ts';
import { readObjectPage, type ObjectEntry, type ObjectPage } from './objects.ts';
import { omitUndefined } from '../optional.ts';
import { readVersionPage, type VersionEntry, type VersionMarker, type VersionPage } from './versions.ts';

interface ListingOptions extends Abortable {
  readonly prefix?: string;
  /** Groups keys with the same prefix up to this text, e.g. `/`. */
  readonly delimiter?: string;
  /** 1 to 1,000 entries and prefixes per page; 1,000 by default. */
  readonly maxKeys?: number;
}

export interface ListObjectsOptions extends ListingOptions {
  /** Key after which the listing starts; not together with a token. */
  readonly startAfter?: string | undefined;
  readonly continuationToken?: string | undefined;
}

export interface ListObjectVersionsOptions extends ListingOptions {
  readonly from?: VersionMarker | undefined;
}

/**
 * One page of a bucket's objects and common prefixes, without the marker object of the listed folder (ListObjectsV2).
 */
export function listObjects(
  router: BucketRouter,
  bucket: string,
  options: ListObjectsOptions = {},
): Promise<ObjectPage> {
  return callListObjects(router, bucket, options, (body) => readObjectPage(body, options.prefix ?? ''));
}

function callListObjects<Page extends Pick<ObjectPage, 'nextContinuationToken'>>(
  router: BucketRouter,
  bucket: string,
  options: ListObjectsOptions,
  read: (body: AsyncIterable<Uint8Array>) => Promise<Page>,
): Promise<Page> {
  const { startAfter, continuationToken, signal } = options;
  const query = omitUndefined({
    'list-type': '2',
    ...commonParameters(options),
    'start-after': startAfter,
    'continuation-token': continuationToken,
  });
  return router.callBucket({ operation: 'ListObjectsV2', method: 'GET', bucket, query, signal }, async ({ body }) => {
    const page = await read(body);
    validateNextMarker(continuationToken, page.nextContinuationToken);
    return page;
  });
}

/** All pages of ListObjectsV2; the next one is requested while the current one is used. */
export function objectPages(
  router: BucketRouter,
  bucket: string,
  options: ListObjectsOptions = {},
): AsyncGenerator<ObjectPage> {
  const read = (continuationToken: string | undefined, signal: AbortSignal): Promise<ObjectPage> =>
    listObjects(router, bucket, { ...options, continuationToken, signal });
  return prefetchPages(
    { read, nextMarker: (page) => page.nextContinuationToken },
    options.continuationToken,
    options.signal,
  );
}

/** One page of the versions and delete markers in a bucket, in OSS's order: by key, newest first (ListObjectVersions). */
export function listObjectVersions(
  router: BucketRouter,
  bucket: string,
  options: ListObjectVersionsOptions = {},
): Promise<VersionPage> {
  const { from, signal } = options;
  const query = omitUndefined({
    versions: '',
    ...commonParameters(options),
    'key-marker': from?.key,
    'version-id-marker': from?.versionId,
  });
  const call = { operation: 'ListObjectVersions', method: 'GET', bucket, query, signal } as const;
  return router.callBucket(call, async ({ body }) => {
    const page = await readVersionPage(body);
    validateNextMarker(from, page.next);
    return page;
  });
}

/** All pages of ListObjectVersions; the next one is requested while the current one is used. */
export function versionPages(
  router: BucketRouter,
  bucket: string,
  options: ListObjectVersionsOptions = {},
): AsyncGenerator<VersionPage> {
  const read = (from: VersionMarker | undefined, signal: AbortSignal): Promise<VersionPage> =>
    listObjectVersions(router, bucket, { ...options, from, signal });
  return prefetchPages({ read, nextMarker: (page) => page.next }, options.from, options.signal);
}

/**
 * All objects of a listing in order, up to a hundred at a time, with several pages read in parallel (ListObjectsV2). For
 * callers that need the whole listing.
 */
export function parallelObjectPages(
  router: BucketRouter,
  bucket: string,
  { prefix = '', signal }: Pick<ListObjectsOptions, 'prefix' | 'signal'> = {},
): AsyncGenerator<readonly ObjectEntry[]> {
  const free: FreeBuffers = [];
  const read = (start: PageStart, stop: AbortSignal): Promise<PackedPage> =>
    callListObjects(router, bucket, { ...start, prefix, signal: stop }, (body) => readPackedPage(body, prefix, free));
  return listInParallel(read, { prefix, signal });
}

/** All objects of all pages, without common prefixes. */
export function objects(
  router: BucketRouter,
  bucket: string,
  options?: ListObjectsOptions,
): AsyncGenerator<ObjectEntry> {
  return entriesOf(objectPages(router, bucket, options));
}

/** All versions and delete markers of all pages, without common prefixes. */
export function versions(
  router: BucketRouter,
  bucket: string,
  options?: ListObjectVersionsOptions,
): AsyncGenerator<VersionEntry> {
  return entriesOf(versionPages(router, bucket, options));
}

/** Entries of all pages, one by one. */
async function* entriesOf<T>(pages: AsyncIterable<{ readonly entries: readonly T[] }>): AsyncGenerator<T> {
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
