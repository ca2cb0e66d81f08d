import * as l10n from '@vscode/l10n';
import { cdnDomainOf, describeLinkHost, type BucketRef, type LinkHost } from '../../links/linkHosts.ts';
import { askLinkHost, askBrowsingHost, type HostQuestion, type BucketHosts } from './askLinkHost.ts';
import type { Services } from '../services.ts';
import { enterCdnKey } from './enterCdnKey.ts';
import { askBucketRef } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { endpointForRegion } from '../../oss/hosts/endpoint.ts';
import type { Profile } from '../../profiles/profile.ts';
import { needsCustomDomain } from '../../oss/errors/errors.ts';
import { bucketRefOf, nodesOf, type Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Commands that choose the host of links and of browsing. */
export const hostCommands = {
  chooseLinkHost: (args, services) => {
    const [node] = nodesOf(args);
    const needsDomain = node?.kind === 'problem' && needsCustomDomain(node.error);
    return chooseLinkHost(bucketRefOf(args), services, { needsCustomDomain: needsDomain });
  },
  enterCdnKey: ([host], services) => enterCdnKey(typeof host === 'string' ? host : undefined, services),
  chooseBrowsingHost: (args, services) => chooseBrowsingHost(bucketRefOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;

/** Chooses the host of a bucket's links; asks for a bucket if none was clicked. */
export async function chooseLinkHost(
  clicked: BucketRef | undefined,
  services: Services,
  options: { readonly needsCustomDomain?: boolean } = {},
): Promise<void> {
  const { linkHosts, prompts, notifications, tree, locale } = services;
  const title = l10n.t('Choose Link Host');
  const chosen = await askHostOf(clicked, services, title, (ref, question) => {
    const browsesAtDomain =
      options.needsCustomDomain === true || linkHosts.browsingHost(ref)?.endpoint.kind === 'custom';
    const hasCdnKey = async (host: string): Promise<boolean> => (await linkHosts.cdnKey(host)) !== undefined;
    return askLinkHost(prompts, { ...question, present: linkHosts.linkHost(ref), browsesAtDomain, hasCdnKey, locale });
  });
  if (!chosen) return;
  const { ref, answer } = chosen;
  const { host, region, browsed, cdnKey } = answer;
  const domain = cdnDomainOf(ref, host);
  await linkHosts.setLinkHost(ref, host);
  if (domain && cdnKey !== undefined) await linkHosts.storeCdnKey(domain.host, cdnKey);
  // A CDN with URL signing refuses the requests of browsing.
  if (domain && endpointUrl(linkHosts.browsingHost(ref)) === domain.baseUrl)
    await linkHosts.setBrowsingHost(ref, undefined);
  if (browsed === true) await linkHosts.setBrowsingHost(ref, host);
  // An endpoint kind that was chosen for browsing is kept, because it is independent of the domain.
  else if (browsed === false && linkHosts.browsingHost(ref)?.endpoint.kind === 'custom') {
    await linkHosts.setBrowsingHost(ref, undefined);
  }
  tree.refreshBucket(ref.profileId, ref.bucket);
  if (domain) {
    const { type } = domain.settings;
    notifications.status(
      l10n.t('Download links to {0} are now signed for the CDN {1} (type {2})', ref.bucket, domain.host, type),
    );
    return;
  }
  notifications.status(
    host
      ? l10n.t('Links to {0} now use {1}', ref.bucket, describeLinkHost(host, region))
      : l10n.t('Links to {0} now use the host of the profile', ref.bucket),
  );
}

function endpointUrl(host: LinkHost | undefined): string | undefined {
  return host?.endpoint.kind === 'custom' ? host.endpoint.url : undefined;
}

/** Chooses the host at which a bucket is listed, read and written. Its links keep their host. */
export async function chooseBrowsingHost(clicked: BucketRef | undefined, services: Services): Promise<void> {
  const { linkHosts, prompts, notifications, tree } = services;
  const title = l10n.t('Choose Browsing Host');
  const chosen = await askHostOf(clicked, services, title, (ref, question) =>
    askBrowsingHost(prompts, { ...question, present: linkHosts.browsingHost(ref) }),
  );
  if (!chosen) return;
  const { ref, answer } = chosen;
  const { host, region } = answer;
  await linkHosts.setBrowsingHost(ref, host);
  tree.refreshBucket(ref.profileId, ref.bucket);
  notifications.status(
    host
      ? l10n.t('{0} is now browsed at {1}', ref.bucket, describeLinkHost(host, region))
      : l10n.t('{0} is now browsed at the host of its profile', ref.bucket),
  );
}

/** Time limit for loading the hosts. A host can also be chosen without them. */
const PATIENCE_MS = 5000;

/** Asks for a host of a bucket, and first for the bucket if none was clicked; `undefined` if the user cancels. */
export async function askHostOf<A>(
  clicked: BucketRef | undefined,
  services: Services,
  title: string,
  ask: (ref: BucketRef, question: Omit<HostQuestion, 'present'>) => Promise<A | undefined>,
): Promise<{ readonly ref: BucketRef; readonly answer: A } | undefined> {
  const { profiles, clientOf } = services;
  if (!(await requireProfile(services))) return undefined;
  const ref = clicked ?? (await askBucketRef(services, title));
  if (!ref) return undefined;
  const { profileId, bucket } = ref;
  const profile = profiles.get(profileId);
  const answer = await ask(ref, {
    title,
    bucket,
    hosts: (signal) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
      return bucketHosts(bucket, profile, () => clientOf(profileId), patience);
    },
  });
  return answer && { ref, answer };
}

/** Hosts of a bucket from OSS; if a request fails, the profile's endpoint and no domains. */
export async function bucketHosts(
  bucket: string,
  { region, endpoint }: Profile,
  clientOf: () => Promise<OssClient>,
  signal: AbortSignal,
): Promise<BucketHosts> {
  const ask = async <T, O>(asking: (client: OssClient) => Promise<T>, otherwise: O): Promise<T | O> => {
    try {
      return await asking(await clientOf());
    } catch {
      // The failure is shown when the bucket is browsed or a link is made.
      return otherwise;
    }
  };
  const ownEndpoint = endpoint.kind === 'custom' ? endpoint.url : endpointForRegion(region, endpoint.kind);
  const location = await ask((client) => client.locationOf(bucket, signal), { region, endpoint: ownEndpoint });
  const domains = await ask((client) => client.listCustomDomains(bucket, { signal }), []);
  return { region: location.region, ownEndpoint: location.endpoint, domains };
}
