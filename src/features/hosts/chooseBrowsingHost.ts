import * as l10n from '@vscode/l10n';
import { describeLinkHost, type BucketPlace } from '../../links/linkHosts.ts';
import { askBrowsingHost } from './askLinkHost.ts';
import { askHostOf } from './askHostOf.ts';
import type { Services } from '../services.ts';

/** Chooses the host at which a bucket is listed, read and written; its links keep theirs. */
export async function chooseBrowsingHost(given: BucketPlace | undefined, services: Services): Promise<void> {
  const { linkHosts, prompts, notifications, tree } = services;
  const title = l10n.t('Choose Browsing Host');
  const chosen = await askHostOf(given, services, { title }, (place, question) =>
    askBrowsingHost(prompts, { ...question, present: linkHosts.browsed(place) }),
  );
  if (!chosen) return;
  const { place, answer } = chosen;
  const { host, region } = answer;
  await linkHosts.browse(place, host);
  tree.refreshBucket(place.profileId, place.bucket);
  notifications.status(
    host
      ? l10n.t('{0} is now browsed at {1}', place.bucket, describeLinkHost(host, region))
      : l10n.t('{0} is now browsed at the host of its profile', place.bucket),
  );
}
