import { endpointOf, locationOfBucket, trustedLocation } from './bucketLocation.ts';
import type { BucketLocation } from './bucketLocation.ts';
import type { BucketInfo } from './buckets.ts';
import { endpointForRegion, regionFromHost } from '../hosts/endpoint.ts';
import { OssError, TransportError } from '../errors/errors.ts';

/** Inputs of a correction. */
export interface CorrectionSources {
  /** Location that refused the call. */
  readonly refusedAt: BucketLocation;
  /** Configured location, whose kind of endpoint is kept. */
  readonly configured: BucketLocation;
  /** Calls GetBucketInfo at a location; absent if there is no bucket, or if that call itself was refused. */
  readonly getBucketInfo: ((at: BucketLocation) => Promise<BucketInfo>) | undefined;
}

const WRONG_ENDPOINT_CODES: readonly string[] = ['AccessDenied', 'PermanentRedirect', 'TemporaryRedirect'];
const WRONG_ENDPOINT_MESSAGE = /specified endpoint/i;
/** ECs for a signing region that differs from the region of the host. */
const WRONG_REGION_ECS: readonly string[] = ['0002-00000226', '0002-00000228'];

/**
 * Finds the right location of a refused call: from the endpoint that the refusal names, or from GetBucketInfo.
 * `undefined` for other refusals, if nothing names a location, and if signed requests must not go there.
 */
export async function correctLocation(
  refusal: OssError,
  sources: CorrectionSources,
): Promise<BucketLocation | undefined> {
  const corrected = await findLocation(refusal, sources);
  const { region, endpoint } = sources.refusedAt;
  return corrected?.region === region && corrected.endpoint === endpoint ? undefined : corrected;
}

async function findLocation(
  refusal: OssError,
  { refusedAt, configured: own, getBucketInfo: askBucket }: CorrectionSources,
): Promise<BucketLocation | undefined> {
  const named = refusal.details.get('Endpoint');
  if (WRONG_ENDPOINT_CODES.includes(refusal.code) && named !== undefined) {
    const there = trustedLocation(named, refusedAt.region, refusedAt);
    if (there === undefined || regionFromHost(endpointOf(there).host) !== undefined) return there;
    const bucket = await orUndefined(askBucket?.(refusedAt));
    return bucket && { ...there, region: bucket.region };
  }
  if (refusal.code === 'AccessDenied' && WRONG_ENDPOINT_MESSAGE.test(refusal.serverMessage ?? '')) {
    const bucket = await orUndefined(askBucket?.(refusedAt));
    return bucket && locationOfBucket(bucket, own);
  }
  if (refusal.code === 'InvalidArgument' && WRONG_REGION_ECS.includes(refusal.ec ?? '')) {
    return matchRegion(refusedAt, askBucket);
  }
  return undefined;
}

/** Same endpoint with its own region: from its host, or else from GetBucketInfo at OSS's own endpoint. */
async function matchRegion(
  refusedAt: BucketLocation,
  askBucket: CorrectionSources['getBucketInfo'],
): Promise<BucketLocation | undefined> {
  const { host, isLoopback } = endpointOf(refusedAt);
  const hostRegion = regionFromHost(host);
  if (hostRegion !== undefined) return { ...refusedAt, region: hostRegion };
  if (isLoopback) return undefined;
  const official = { region: refusedAt.region, endpoint: endpointForRegion(refusedAt.region, 'public') };
  const bucket = await orUndefined(askBucket?.({ ...official, addressing: 'virtual' }));
  return bucket && { ...refusedAt, region: bucket.region };
}

/** Result of a look-up, or `undefined` if it fails: the refusal that caused it explains more. */
async function orUndefined(asking: Promise<BucketInfo> | undefined): Promise<BucketInfo | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof OssError || error instanceof TransportError) return undefined;
    throw error;
  }
}
