import { readBucketPage, type BucketEntry } from './buckets.ts';
import {
  readBucketAcl,
  readBucketVersioning,
  readCustomDomains,
  type BucketAcl,
  type CustomDomain,
  type VersioningState,
} from './bucketSettings.ts';
import type { Abortable, BucketCall, BucketRouter } from './bucketRouter.ts';
import { omitUndefined } from '../optional.ts';
import { readRegionEndpoints, type RegionEndpoints } from '../hosts/regionEndpoints.ts';
import { validateNextMarker } from './paging.ts';

export interface ListBucketsOptions extends Abortable {
  readonly prefix?: string;
}

/**
 * All buckets of the account, in all regions; the next page is requested when the current one is used up (ListBuckets).
 */
export async function* listBuckets(
  router: BucketRouter,
  { prefix, signal }: ListBucketsOptions = {},
): AsyncGenerator<BucketEntry> {
  let marker: string | undefined;
  do {
    const from: string | undefined = marker;
    const query = omitUndefined({ 'max-keys': '1000', prefix: prefix || undefined, marker: from });
    const page = await router.callService(
      { operation: 'ListBuckets', method: 'GET', query, signal },
      async ({ body }) => {
        const read = await readBucketPage(body);
        validateNextMarker(from, read.nextMarker);
        return read;
      },
    );
    router.rememberLocations(page.buckets);
    yield* page.buckets;
    marker = page.nextMarker;
  } while (marker !== undefined);
}

/** Regions and their hosts, as OSS currently lists them; needs `oss:DescribeRegions` (DescribeRegions). */
export function describeRegions(router: BucketRouter, { signal }: Abortable = {}): Promise<readonly RegionEndpoints[]> {
  const call = { operation: 'DescribeRegions', method: 'GET', query: { regions: '' }, signal } as const;
  return router.callService(call, ({ body }) => readRegionEndpoints(body));
}

/** Versioning state of a bucket; `undefined` if it never had versions (GetBucketVersioning). */
export function getBucketVersioning(
  router: BucketRouter,
  bucket: string,
  options: Abortable = {},
): Promise<VersioningState | undefined> {
  return router.callBucketSettings(settingsCall('GetBucketVersioning', bucket, 'versioning', options), ({ body }) =>
    readBucketVersioning(body),
  );
}

/** ACL of a bucket (GetBucketAcl). */
export function getBucketAcl(router: BucketRouter, bucket: string, options: Abortable = {}): Promise<BucketAcl> {
  return router.callBucketSettings(settingsCall('GetBucketAcl', bucket, 'acl', options), ({ body }) =>
    readBucketAcl(body),
  );
}

/** Custom domains that are bound to a bucket (ListCname). */
export function listCustomDomains(
  router: BucketRouter,
  bucket: string,
  options: Abortable = {},
): Promise<readonly CustomDomain[]> {
  return router.callBucketSettings(settingsCall('ListCname', bucket, 'cname', options), ({ body }) =>
    readCustomDomains(body),
  );
}

function settingsCall(operation: string, bucket: string, subResource: string, { signal }: Abortable): BucketCall {
  return { operation, method: 'GET', bucket, query: { [subResource]: '' }, signal };
}
