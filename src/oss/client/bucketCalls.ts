import { readBucketPage, type BucketEntry } from './buckets.ts';
import {
  readBucketAcl,
  readBucketVersioning,
  readCustomDomains,
  type BucketAcl,
  type CustomDomain,
  type VersioningState,
} from './bucketSettings.ts';
import type { Abortable, BucketCall, LocatedCalls } from './bucketRouter.ts';
import { omitUndefined } from '../omitUndefined.ts';
import { readRegionEndpoints, type RegionEndpoints } from '../hosts/regionEndpoints.ts';
import { refuseSamePlace } from './paging.ts';

export interface ListBucketsOptions extends Abortable {
  readonly prefix?: string;
}

/** All buckets of the account, in all regions; a page is asked for when the one before it is used up (ListBuckets). */
export async function* listBuckets(
  calls: LocatedCalls,
  { prefix, signal }: ListBucketsOptions,
): AsyncGenerator<BucketEntry> {
  let marker: string | undefined;
  do {
    const from: string | undefined = marker;
    const query = omitUndefined({ 'max-keys': '1000', prefix: prefix || undefined, marker: from });
    const page = await calls.callService(
      { operation: 'ListBuckets', method: 'GET', query, signal },
      async ({ body }) => {
        const read = await readBucketPage(body);
        refuseSamePlace(from, read.nextMarker);
        return read;
      },
    );
    calls.learn(page.buckets);
    yield* page.buckets;
    marker = page.nextMarker;
  } while (marker !== undefined);
}

/** The regions and their hosts as the service knows them today; needs `oss:DescribeRegions` (DescribeRegions). */
export function describeRegions(calls: LocatedCalls, { signal }: Abortable): Promise<readonly RegionEndpoints[]> {
  const call = { operation: 'DescribeRegions', method: 'GET', query: { regions: '' }, signal } as const;
  return calls.callService(call, ({ body }) => readRegionEndpoints(body));
}

/** Whether a bucket keeps versions; `undefined` where it never did (GetBucketVersioning). */
export function getBucketVersioning(
  calls: LocatedCalls,
  bucket: string,
  options: Abortable,
): Promise<VersioningState | undefined> {
  return calls.askBucket(questionOf('GetBucketVersioning', bucket, 'versioning', options), ({ body }) =>
    readBucketVersioning(body),
  );
}

/** Who may do what with a bucket without further permission (GetBucketAcl). */
export function getBucketAcl(calls: LocatedCalls, bucket: string, options: Abortable): Promise<BucketAcl> {
  return calls.askBucket(questionOf('GetBucketAcl', bucket, 'acl', options), ({ body }) => readBucketAcl(body));
}

/** The custom domains that are bound to a bucket (ListCname). */
export function listCustomDomains(
  calls: LocatedCalls,
  bucket: string,
  options: Abortable,
): Promise<readonly CustomDomain[]> {
  return calls.askBucket(questionOf('ListCname', bucket, 'cname', options), ({ body }) => readCustomDomains(body));
}

function questionOf(operation: string, bucket: string, subResource: string, { signal }: Abortable): BucketCall {
  return { operation, method: 'GET', bucket, query: { [subResource]: '' }, signal };
}
