import * as l10n from '@vscode/l10n';
import { isUnanswered } from '../ui/questions.ts';
import type { Services } from './services.ts';

interface AddedBucket {
  readonly profileId: string;
  readonly bucket: string;
}

/** Takes buckets that were added by name out of the view; nothing happens to them in OSS. */
export async function removeBucket(given: readonly AddedBucket[], services: Services): Promise<void> {
  const { profiles, notifications } = services;
  const buckets = given.length > 0 ? given : await askAddedBucket(services);
  for (const { profileId, bucket } of buckets) await profiles.removeBucket(profileId, bucket);
  if (buckets.length > 0) notifications.status(l10n.t('Removed from the view; the bucket itself is untouched'));
}

async function askAddedBucket({ profiles, prompts, notifications }: Services): Promise<readonly AddedBucket[]> {
  const added = profiles
    .list()
    .flatMap(({ id, name, buckets }) =>
      buckets.map((bucket) => ({ label: bucket, description: name, value: { profileId: id, bucket } })),
    );
  if (added.length === 0) {
    notifications.status(l10n.t('No bucket was added by name.'));
    return [];
  }
  const answer = await prompts.pick({
    title: l10n.t('Remove Bucket From View'),
    placeholder: l10n.t('Which bucket?'),
    choices: added,
  });
  return isUnanswered(answer) ? [] : [answer];
}
