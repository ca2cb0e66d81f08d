import type { BucketEntry } from './buckets.ts';
import { defaultAddressing, endpointForRegion, parseEndpoint } from '../hosts/endpoint.ts';
import type { Addressing, ParsedEndpoint } from '../hosts/endpoint.ts';
import { InvalidInputError } from '../errors/errors.ts';

/** Location of a bucket: endpoint, addressing and signing region. */
export interface BucketLocation {
  readonly region: string;
  /** With scheme, e.g. `https://oss-cn-hangzhou.aliyuncs.com`. */
  readonly endpoint: string;
  readonly addressing: Addressing;
}

type BucketHosts = Pick<BucketEntry, 'region' | 'extranetEndpoint' | 'intranetEndpoint'>;

/** Parsed endpoint of a location. Plain http is allowed here: it was refused earlier unless the user agreed to it. */
export function endpointOf({ endpoint }: Pick<BucketLocation, 'endpoint'>): ParsedEndpoint {
  return parseEndpoint(endpoint, { allowPlainHttp: true });
}

/**
 * True if requests follow a bucket to its own endpoint. Custom domains and private hosts are kept as the user entered
 * them.
 */
export function usesBucketEndpoints(location: BucketLocation): boolean {
  const { kind, isLoopback } = endpointOf(location);
  return location.addressing !== 'cname' && (kind !== undefined || isLoopback);
}

/** True for locations of transfer acceleration. */
export function isAccelerated(location: BucketLocation): boolean {
  const { kind } = endpointOf(location);
  return kind === 'accelerate' || kind === 'accelerate-overseas';
}

/**
 * Location for calls about the service and settings of buckets. Acceleration does not support them, so the region's
 * public endpoint is used.
 */
export function settingsLocation(location: BucketLocation): BucketLocation {
  return isAccelerated(location) ? regionalLocation(location.region, 'public', endpointOf(location)) : location;
}

/** Location of a bucket that OSS described, with an endpoint of the same kind as `own`. */
export function locationOfBucket(bucket: BucketHosts, own: BucketLocation): BucketLocation {
  const here = endpointOf(own);
  const { region, extranetEndpoint, intranetEndpoint } = bucket;
  if (here.kind === undefined) {
    const there = here.isLoopback ? trustedLocation(extranetEndpoint, region, own) : undefined;
    return there !== undefined && endpointOf(there).isLoopback ? there : own;
  }
  switch (here.kind) {
    case 'public':
      return trustedLocation(extranetEndpoint, region, own) ?? regionalLocation(region, 'public', here);
    case 'internal':
      return trustedLocation(intranetEndpoint, region, own) ?? regionalLocation(region, 'internal', here);
    case 'dualstack':
      return regionalLocation(region, 'dualstack', here);
    case 'accelerate':
    case 'accelerate-overseas':
      return { ...own, region };
  }
}

/** Location with a region's endpoint of the kind, or the public one if the region has none, with the same scheme. */
function regionalLocation(
  region: string,
  kind: 'public' | 'internal' | 'dualstack',
  here: Pick<ParsedEndpoint, 'scheme'>,
): BucketLocation {
  try {
    const { host } = parseEndpoint(endpointForRegion(region, kind));
    return { region, endpoint: `${here.scheme}://${host}`, addressing: 'virtual' };
  } catch (error) {
    if (error instanceof InvalidInputError && kind !== 'public') return regionalLocation(region, 'public', here);
    throw error;
  }
}

/**
 * Location at an endpoint that OSS named; `undefined` if signed requests must not follow: to any host except OSS's own
 * or, from loopback, another loopback; and never from https, or from loopback, to plain http. `region` applies if the
 * host does not name one.
 */
export function trustedLocation(
  named: string | undefined,
  region: string,
  from: BucketLocation,
): BucketLocation | undefined {
  const here = endpointOf(from);
  const there = named === undefined ? undefined : parseNamedEndpoint(named, here);
  if (there === undefined) return undefined;
  if (there.isLoopback) {
    if (!here.isLoopback || there.scheme !== here.scheme) return undefined;
  } else {
    if (there.kind === undefined || there.host.includes(':')) return undefined;
    if (there.scheme === 'http' && !usesPlainHttp(here)) return undefined;
  }
  return {
    region: there.region ?? region,
    endpoint: `${there.scheme}://${there.host}`,
    addressing: there.isLoopback ? from.addressing : defaultAddressing(there),
  };
}

/** True if the location uses plain http over a network, to which the user has agreed. */
function usesPlainHttp({ scheme, isLoopback }: ParsedEndpoint): boolean {
  return scheme === 'http' && !isLoopback;
}

/**
 * Endpoint named without a scheme. It gets the scheme of the current one, except that only loopback keeps the scheme of
 * loopback.
 */
function parseNamedEndpoint(named: string, here: ParsedEndpoint): ParsedEndpoint | undefined {
  try {
    const there = parseEndpoint(named, { allowPlainHttp: true });
    const keepsScheme = !named.includes('://') && (there.isLoopback || usesPlainHttp(here));
    return keepsScheme ? { ...there, scheme: here.scheme } : there;
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
