import * as l10n from '@vscode/l10n';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

interface AddedPlace {
  readonly profileId: string;
  /** `bucket`, or `bucket/prefix/`. */
  readonly place: string;
}

/** Takes buckets and folders that were added out of the view; nothing happens to them in OSS. */
export async function removeBucket(given: readonly AddedPlace[], services: Services): Promise<void> {
  const { profiles, notifications } = services;
  const places = given.length > 0 ? given : await askAddedPlace(services);
  for (const { profileId, place } of places) await profiles.removeBucket(profileId, place);
  if (places.length > 0) notifications.status(l10n.t('Removed from the view; the bucket itself is untouched'));
}

async function askAddedPlace({ profiles, prompts, notifications }: Services): Promise<readonly AddedPlace[]> {
  const added = profiles
    .list()
    .flatMap(({ id, name, buckets }) =>
      buckets.map((place) => ({ label: place, description: name, value: { profileId: id, place } })),
    );
  if (added.length === 0) {
    notifications.status(l10n.t('No bucket or folder was added.'));
    return [];
  }
  const answer = await prompts.pick({
    title: l10n.t('Remove From View'),
    placeholder: l10n.t('Which bucket or folder?'),
    choices: added,
  });
  return isUnanswered(answer) ? [] : [answer];
}
