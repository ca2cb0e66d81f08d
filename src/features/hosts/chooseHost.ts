import * as l10n from '@vscode/l10n';
import { describeLinkHost, type BucketRef } from '../../links/linkHosts.ts';
import { askLinkHost, askBrowsingHost, type HostQuestion, type BucketHosts } from './askLinkHost.ts';
import type { Services } from '../services.ts';
import { askBucketRef } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { endpointForRegion } from '../../oss/hosts/endpoint.ts';
import type { Profile } from '../../profiles/profile.ts';

/** Chooses the host that links of a bucket carry; without a bucket it asks for one. */
export async function chooseLinkHost(
  given: BucketRef | undefined,
  services: Services,
  options: { readonly needsCustomDomain?: boolean; readonly patienceMs?: number } = {},
): Promise<void> {
  const { linkHosts, prompts, notifications, tree } = services;
  const title = l10n.t('Choose Link Host');
  const { needsCustomDomain = false, patienceMs } = options;
  const chosen = await askHostOf(given, services, { title, patienceMs }, (place, question) => {
    const browsesAtDomain = needsCustomDomain || linkHosts.browsingHost(place)?.endpoint.kind === 'custom';
    return askLinkHost(prompts, { ...question, present: linkHosts.linkHost(place), browsesAtDomain });
  });
  if (!chosen) return;
  const { place, answer } = chosen;
  const { host, region, browsed } = answer;
  await linkHosts.setLinkHost(place, host);
  if (browsed === true) await linkHosts.setBrowsingHost(place, host);
  // A kind of endpoint that was chosen for browsing stays: it has nothing to do with the domain.
  else if (browsed === false && linkHosts.browsingHost(place)?.endpoint.kind === 'custom') {
    await linkHosts.setBrowsingHost(place, undefined);
  }
  tree.refreshBucket(place.profileId, place.bucket);
  notifications.status(
    host
      ? l10n.t('Links of {0} now carry {1}', place.bucket, describeLinkHost(host, region))
      : l10n.t('Links of {0} now carry the host of their profile', place.bucket),
  );
}

/** Chooses the host at which a bucket is listed, read and written; its links keep theirs. */
export async function chooseBrowsingHost(given: BucketRef | undefined, services: Services): Promise<void> {
  const { linkHosts, prompts, notifications, tree } = services;
  const title = l10n.t('Choose Browsing Host');
  const chosen = await askHostOf(given, services, { title }, (place, question) =>
    askBrowsingHost(prompts, { ...question, present: linkHosts.browsingHost(place) }),
  );
  if (!chosen) return;
  const { place, answer } = chosen;
  const { host, region } = answer;
  await linkHosts.setBrowsingHost(place, host);
  tree.refreshBucket(place.profileId, place.bucket);
  notifications.status(
    host
      ? l10n.t('{0} is now browsed at {1}', place.bucket, describeLinkHost(host, region))
      : l10n.t('{0} is now browsed at the host of its profile', place.bucket),
  );
}

/** A host can be chosen without what OSS would tell, so nobody waits long for it. */
const PATIENCE_MS = 5000;

/** Asks for a host of a bucket, and for the bucket first where none is given; `undefined` when the user leaves. */
export async function askHostOf<A>(
  given: BucketRef | undefined,
  services: Services,
  { title, patienceMs = PATIENCE_MS }: { readonly title: string; readonly patienceMs?: number | undefined },
  ask: (place: BucketRef, question: Omit<HostQuestion, 'present'>) => Promise<A | undefined>,
): Promise<{ readonly place: BucketRef; readonly answer: A } | undefined> {
  const { profiles, clientOf } = services;
  if (!(await requireProfile(services))) return undefined;
  const place = given ?? (await askBucketRef(services, title));
  if (!place) return undefined;
  const { profileId, bucket } = place;
  const profile = profiles.get(profileId);
  const answer = await ask(place, {
    title,
    bucket,
    hosts: (signal) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      return bucketHosts(bucket, profile, () => clientOf(profileId), patience);
    },
  });
  return answer && { place, answer };
}

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
