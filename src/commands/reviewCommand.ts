import * as l10n from '@vscode/l10n';
import type { Profile } from '../profiles/profile.ts';
import { fingerprint } from '../profiles/sources/credentialSources.ts';
import { commandOf } from '../profiles/sources/recipe.ts';
import { askProfileId } from '../ui/askTarget.ts';
import { askToRun } from './importProfiles.ts';
import type { Services } from './services.ts';

/** Shows the command that gives a profile's credentials, and keeps that it may run; it is new or has changed since. */
export async function reviewCommand(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askImportedProfile(profileId, services);
  if (!profile?.credentialSource) return;
  const { id, name, region, endpoint, credentialSource } = profile;
  const sources = await services.sources();
  const command = commandOf(await sources.recipeOf(credentialSource));
  if (command === undefined) {
    notifications.status(l10n.t('The credentials of {0} come from no command.', name));
    return;
  }
  if (!(await askToRun(command, name, sources.fileOf(credentialSource), prompts))) return;
  const agreed = { ...credentialSource, agreedCommand: fingerprint(command) };
  await profiles.save({ id, name, region, endpoint, credentialSource: agreed });
  notifications.status(l10n.t('The command of {0} may run', name));
}

async function askImportedProfile(profileId: string | undefined, services: Services): Promise<Profile | undefined> {
  const { profiles, notifications } = services;
  const imported = profiles.list().filter(({ credentialSource }) => credentialSource);
  if (imported.length === 0) {
    notifications.status(l10n.t('There is no imported profile.'));
    return undefined;
  }
  const id = profileId ?? (await askProfileId(services, l10n.t('Review Credential Command'), imported));
  return id === undefined ? undefined : profiles.get(id);
}
