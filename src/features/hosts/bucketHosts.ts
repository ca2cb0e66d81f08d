import type { OssClient } from '../../oss/client/client.ts';
import { endpointForRegion } from '../../oss/hosts/endpoint.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { BucketHosts } from './askLinkHost.ts';

/** What OSS tells of a bucket's hosts; where it may or can not be asked, what the profile says, and no domains. */
export async function bucketHosts(
  bucket: string,
  { region, endpoint }: Profile,
  clientOf: () => Promise<OssClient>,
  signal: AbortSignal,
): Promise<BucketHosts> {
  const told = async <T, O>(asking: (client: OssClient) => Promise<T>, otherwise: O): Promise<T | O> => {
    try {
      return await asking(await clientOf());
    } catch {
      // Whatever failed here is told where it matters: when the bucket is browsed or a link is made.
      return otherwise;
    }
  };
  const ownEndpoint = endpoint.kind === 'custom' ? endpoint.url : endpointForRegion(region, endpoint.kind);
  const location = await told((client) => client.locationOf(bucket, signal), { region, endpoint: ownEndpoint });
  const domains = await told((client) => client.listCustomDomains(bucket, { signal }), []);
  return { region: location.region, ownEndpoint: location.endpoint, domains };
}
