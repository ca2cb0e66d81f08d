import * as l10n from '@vscode/l10n';
import { describeLinkHost, type BucketPlace } from '../../links/linkHosts.ts';
import { askLinkHost } from './askLinkHost.ts';
import { askHostOf } from './askHostOf.ts';
import type { Services } from '../services.ts';

/** Chooses the host that links of a bucket carry; without a bucket it asks for one. */
export async function chooseLinkHost(
  given: BucketPlace | undefined,
  services: Services,
  options: { readonly needsCustomDomain?: boolean; readonly patienceMs?: number } = {},
): Promise<void> {
  const { linkHosts, prompts, notifications, tree } = services;
  const title = l10n.t('Choose Link Host');
  const { needsCustomDomain = false, patienceMs } = options;
  const chosen = await askHostOf(given, services, { title, patienceMs }, (place, question) => {
    const browsesAtDomain = needsCustomDomain || linkHosts.browsed(place)?.endpoint.kind === 'custom';
    return askLinkHost(prompts, { ...question, present: linkHosts.of(place), browsesAtDomain });
  });
  if (!chosen) return;
  const { place, answer } = chosen;
  const { host, region, browsed } = answer;
  await linkHosts.choose(place, host);
  if (browsed === true) await linkHosts.browse(place, host);
  // A kind of endpoint that was chosen for browsing stays: it has nothing to do with the domain.
  else if (browsed === false && linkHosts.browsed(place)?.endpoint.kind === 'custom') {
    await linkHosts.browse(place, undefined);
  }
  tree.refreshBucket(place.profileId, place.bucket);
  notifications.status(
    host
      ? l10n.t('Links of {0} now carry {1}', place.bucket, describeLinkHost(host, region))
      : l10n.t('Links of {0} now carry the host of their profile', place.bucket),
  );
}
