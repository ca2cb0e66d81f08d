import { InvalidInputError } from '../../oss/errors/errors.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { readAddress, type Address, type AddressOptions } from '../../oss/names/address.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { servesOneBucket, type Profile } from '../../profiles/profile.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LinkHosts } from '../linkHosts.ts';

/** Sources of the bucket that a host stands for. No requests are sent. */
export interface AddressSources {
  readonly profiles: { list(): readonly Pick<Profile, 'endpoint' | 'buckets'>[] };
  readonly linkHosts: Pick<LinkHosts, 'bucketForHost' | 'cdnDomains' | 'cdnKey'>;
  readonly ledger: Pick<Ledger, 'bucketForHost'>;
}

/**
 * Hosts of the profiles, and the bucket of each custom domain that a profile, a chosen link host or the ledger
 * contains.
 */
export function addressOptions({ profiles, linkHosts, ledger }: AddressSources): AddressOptions {
  return {
    hosts: profiles.list().flatMap(({ endpoint }) => (endpoint.kind === 'custom' ? [endpoint] : [])),
    bucketAt: (host) =>
      linkHosts.bucketForHost(host) ?? bucketOfProfile(host, profiles.list()) ?? ledger.bucketForHost(host),
  };
}

function bucketOfProfile(host: string, profiles: readonly Pick<Profile, 'endpoint' | 'buckets'>[]): string | undefined {
  const profile = profiles.find(
    ({ endpoint }) =>
      endpoint.kind === 'custom' &&
      servesOneBucket({ endpoint }) &&
      parseEndpoint(endpoint.url, { allowPlainHttp: true }).host === host,
  );
  return profile?.buckets[0]?.split('/')[0];
}

/**
 * Link with the bucket and key that its host stands for, if the URL alone does not name them; otherwise the link
 * unchanged.
 */
export function withAddress(link: PresignedUrl, options: AddressOptions): PresignedUrl {
  const { scheme, host, key } = link;
  if (link.bucket !== undefined) return link;
  const [path = ''] = link.url.split('?');
  const address = tryReadAddress(path, options);
  if (!address) return link;
  const { key: _, ...others } = link;
  const isCname = options.bucketAt?.(parseEndpoint(`${scheme}://${host}`, { allowPlainHttp: true }).host) !== undefined;
  const addressing = address.key !== (key ?? '') ? 'path' : isCname ? 'cname' : 'virtual';
  return { ...others, bucket: address.bucket, addressing, ...(address.key !== '' && { key: address.key }) };
}

/** Address of a URL; `undefined` if no host of the user matches it. */
function tryReadAddress(url: string, options: AddressOptions): Address | undefined {
  try {
    return readAddress(url, options);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
