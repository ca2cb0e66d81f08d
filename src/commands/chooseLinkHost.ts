import * as l10n from '@vscode/l10n';
import { describeLinkHost, type BucketPlace } from '../links/linkHosts.ts';
import type { OssClient } from '../oss/client.ts';
import { endpointForRegion } from '../oss/endpoint.ts';
import type { Profile } from '../profiles/profile.ts';
import { askLinkHost, type BucketHosts } from '../ui/askLinkHost.ts';
import { askBucketPlace } from '../ui/askTarget.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from './services.ts';

/** A host can be chosen without what OSS would tell, so nobody waits long for it. */
const PATIENCE_MS = 5000;

/** Chooses the host that links of a bucket carry; without a bucket it asks for one. */
export async function chooseLinkHost(
  given: BucketPlace | undefined,
  services: Services,
  options: { readonly needsCustomDomain?: boolean; readonly patienceMs?: number } = {},
): Promise<void> {
  const { profiles, clientOf, linkHosts, prompts, notifications, tree } = services;
  const { needsCustomDomain = false, patienceMs = PATIENCE_MS } = options;
  const title = l10n.t('Choose Link Host');
  if (!(await requireProfile(services))) return;
  const place = given ?? (await askBucketPlace(services, title));
  if (!place) return;
  const { profileId, bucket } = place;
  const profile = profiles.get(profileId);
  const answer = await askLinkHost(prompts, {
    title,
    bucket,
    present: linkHosts.of(place),
    needsCustomDomain,
    hosts: async (signal) =>
      hostsOf(bucket, profile, () => clientOf(profileId), AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])),
  });
  if (!answer) return;
  const { host, region } = answer;
  await linkHosts.choose(place, host);
  tree.refreshBucket(profileId, bucket);
  notifications.status(
    host
      ? l10n.t('Links of {0} now carry {1}', bucket, describeLinkHost(host, region))
      : l10n.t('Links of {0} now carry the host of their profile', bucket),
  );
}

/** What OSS tells of a bucket's hosts; where it may or can not be asked, what the profile says, and no domains. */
async function hostsOf(
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
