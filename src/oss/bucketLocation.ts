import type { BucketEntry } from './buckets.ts';
import { defaultAddressing, endpointForRegion, parseEndpoint } from './endpoint.ts';
import type { Addressing, ParsedEndpoint } from './endpoint.ts';
import { InvalidInputError } from './errors.ts';

/** Where requests for a bucket go, and the region that signs them. */
export interface BucketLocation {
  readonly region: string;
  /** With scheme, e.g. `https://oss-cn-hangzhou.aliyuncs.com`. */
  readonly endpoint: string;
  readonly addressing: Addressing;
}

type Hosts = Pick<BucketEntry, 'region' | 'extranetEndpoint' | 'intranetEndpoint'>;

/** Says whether a bucket's own endpoint matters: custom domains and private hosts are kept as the user gave them. */
export function followsBuckets({ endpoint }: BucketLocation): boolean {
  const { kind, isLoopback } = parseEndpoint(endpoint);
  return kind !== undefined || isLoopback;
}

/** The location of a bucket that OSS described, in the kind of endpoint that `own` is. */
export function locationOfBucket(bucket: Hosts, own: BucketLocation): BucketLocation {
  const { kind, isLoopback } = parseEndpoint(own.endpoint);
  const { region, extranetEndpoint, intranetEndpoint } = bucket;
  if (kind === undefined) {
    const there = isLoopback ? trustedLocation(extranetEndpoint, region, own) : undefined;
    return there !== undefined && parseEndpoint(there.endpoint).isLoopback ? there : own;
  }
  switch (kind) {
    case 'public':
      return trustedLocation(extranetEndpoint, region, own) ?? regional(region, 'public');
    case 'internal':
      return trustedLocation(intranetEndpoint, region, own) ?? regional(region, 'internal');
    case 'dualstack':
      return regional(region, 'dualstack');
    case 'accelerate':
    case 'accelerate-overseas':
      return { ...own, region };
  }
}

/** A region's endpoint of that kind, or the public one where it has none. */
function regional(region: string, kind: 'public' | 'internal' | 'dualstack'): BucketLocation {
  try {
    return { region, endpoint: endpointForRegion(region, kind), addressing: 'virtual' };
  } catch (error) {
    if (error instanceof InvalidInputError && kind !== 'public') return regional(region, 'public');
    throw error;
  }
}

/**
 * The location at an endpoint that the service named, or `undefined` where signed requests must not follow: anywhere
 * but to OSS's own hosts over https, or from loopback to loopback. `region` counts where the host does not tell.
 */
export function trustedLocation(
  named: string | undefined,
  region: string,
  from: BucketLocation,
): BucketLocation | undefined {
  const here = parseEndpoint(from.endpoint);
  const there = named === undefined ? undefined : parseNamed(named, here);
  if (there === undefined) return undefined;
  if (there.isLoopback) {
    if (!here.isLoopback || there.scheme !== here.scheme) return undefined;
  } else if (there.kind === undefined || there.host.includes(':')) {
    return undefined;
  }
  return {
    region: there.region ?? region,
    endpoint: `${there.scheme}://${there.host}`,
    addressing: there.isLoopback ? from.addressing : defaultAddressing(there),
  };
}

/** Without a scheme a loopback host is reached as the present one is, every other over https; plain http to those is refused. */
function parseNamed(named: string, here: ParsedEndpoint): ParsedEndpoint | undefined {
  try {
    const there = parseEndpoint(named);
    return there.isLoopback && !named.includes('://') ? { ...there, scheme: here.scheme } : there;
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
