import * as l10n from '@vscode/l10n';
import { addProfile } from './addProfile.ts';
import type { Services } from '../services.ts';
import type { Profile } from '../../profiles/profile.ts';
import { askProfileId } from '../targets/askTarget.ts';

/** Whether there is a profile. Offers to add one if there is none. */
export async function requireProfile(services: Services): Promise<boolean> {
  if (services.profiles.list().length > 0) return true;
  const add = l10n.t('Add Profile…');
  const answer = await services.prompts.decide({
    message: l10n.t('No profiles yet.'),
    detail: l10n.t('A profile holds the AccessKey that signs links and the region of your buckets.'),
    answers: [add],
  });
  if (answer !== add) return false;
  await addProfile(services);
  return services.profiles.list().length > 0;
}

/** Stored profile of that id, or one that the user selects. The environment's profile cannot be changed here. */
export async function askStoredProfile(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
  title: string,
): Promise<Profile | undefined> {
  const { profiles, notifications } = services;
  const stored = profiles.list().filter(({ source }) => source === 'stored');
  if (stored.length === 0) {
    notifications.status(l10n.t('No stored profiles.'));
    return undefined;
  }
  const id = profileId ?? (await askProfileId(services, title, stored));
  const profile = id === undefined ? undefined : profiles.get(id);
  if (profile?.source !== 'environment') return profile;
  notifications.status(l10n.t('To change the profile "Environment", change its environment variables.'));
  return undefined;
}
