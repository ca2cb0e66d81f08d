import * as l10n from '@vscode/l10n';
import { askStoredProfile } from './askStoredProfile.ts';
import type { Services } from '../services.ts';

/** Removes a profile and its secret, after asking. */
export async function removeProfile(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, linkHosts, tree, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Remove Profile'));
  if (!profile) return;
  const remove = l10n.t('Remove');
  const answer = await prompts.decide({
    message: l10n.t('Remove profile {0} and its secret?', profile.name),
    detail: l10n.t('Links that were made with it keep working until they expire.'),
    answers: [remove],
  });
  if (answer !== remove) return;
  await profiles.remove(profile.id);
  await linkHosts.forget(profile.id);
  await tree.forgetOrders(profile.id);
  notifications.status(l10n.t('Profile {0} removed', profile.name));
}
