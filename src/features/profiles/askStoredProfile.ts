import * as l10n from '@vscode/l10n';
import type { Profile } from '../../profiles/profile.ts';
import { askProfileId } from '../targets/askTarget.ts';
import type { Services } from '../services.ts';

/** The profile that is given or chosen, if it is one that is stored: the environment's cannot be changed here. */
export async function askStoredProfile(
  profileId: string | undefined,
  services: Services,
  title: string,
): Promise<Profile | undefined> {
  const { profiles, notifications } = services;
  const stored = profiles.list().filter(({ source }) => source === 'stored');
  if (stored.length === 0) {
    notifications.status(l10n.t('There is no stored profile.'));
    return undefined;
  }
  const id = profileId ?? (await askProfileId(services, title, stored));
  const profile = id === undefined ? undefined : profiles.get(id);
  if (profile?.source !== 'environment') return profile;
  notifications.status(l10n.t('The profile of the environment is changed where its variables are set.'));
  return undefined;
}
