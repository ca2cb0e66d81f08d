import * as l10n from '@vscode/l10n';
import { isImported, type ImportedSource, type Profile, type ProfileSecret } from '../../profiles/profile.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Profile whose AccessKey is in another tool's file. */
type ImportedProfile = Profile & { readonly credentialSource: ImportedSource };

/**
 * Copies the AccessKeys of imported profiles to SecretStorage after a confirmation. Afterwards their files are no
 * longer read.
 */
export async function copyKeysToSecretStorage(
  profileIds: readonly string[],
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles' | 'sources'>,
): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const chosen = await chosenProfiles(profileIds, services);
  if (!chosen) return;
  const sources = await services.sources();
  const keys: { readonly profile: ImportedProfile; readonly secret: ProfileSecret }[] = [];
  const keyless: string[] = [];
  for (const profile of chosen) {
    const plan = await sources.planOf(profile.credentialSource);
    // A token with an expiry is renewed by the tool, in its file.
    if (plan.kind === 'key' && !plan.credentials.expiration) keys.push({ profile, secret: plan.credentials });
    else keyless.push(profile.name);
  }
  if (keyless.length > 0) {
    const names = keyless.join(', ');
    notifications.warn(l10n.t('The credentials of "{0}" are temporary, so there is no AccessKey to copy.', names));
  }
  const [first, ...others] = keys;
  if (!first) return;
  const { name } = first.profile;
  const files = new Set(await Promise.all(keys.map(({ profile }) => sources.fileOf(profile.credentialSource))));
  const details = [
    l10n.t(
      '{0} stays unchanged but is no longer read for this profile. If you rotate the AccessKey there, enter the new one here.',
      [...files].join(', '),
    ),
    ...(keys.some(({ secret }) => secret.securityToken !== undefined)
      ? [l10n.t('An STS token expires. You then have to enter a new one here.')]
      : []),
  ];
  const copy = l10n.t('Copy');
  const answer = await prompts.decide({
    message:
      others.length === 0
        ? l10n.t('Copy the AccessKey of "{0}" to VS Code\'s secret storage?', name)
        : l10n.t("Copy the AccessKeys of {0} profiles to VS Code's secret storage?", keys.length),
    detail: details.join(' '),
    answers: [copy],
  });
  if (answer !== copy) return;
  for (const { profile, secret } of keys) await profiles.saveSecret(profile.id, secret);
  notifications.status(
    others.length === 0
      ? l10n.t('Copied the AccessKey of "{0}" to secret storage', name)
      : l10n.t('Copied the AccessKeys of {0} profiles to secret storage', keys.length),
  );
}

/** Imported profiles among the selected ones, or those that the user checks. No question if there is only one. */
async function chosenProfiles(
  profileIds: readonly string[],
  { profiles, prompts, notifications }: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): Promise<readonly ImportedProfile[] | undefined> {
  const hasSelection = profileIds.length > 0;
  const imported = profiles
    .list()
    .filter(isImportedProfile)
    .filter(({ id }) => !hasSelection || profileIds.includes(id));
  if (imported.length === 0) notifications.status(l10n.t('No imported profiles.'));
  if (hasSelection || imported.length < 2) return imported;
  const answer = await prompts.pickMany({
    title: l10n.t('Copy AccessKey to Secret Storage'),
    placeholder: l10n.t('Select the profiles whose AccessKeys to copy'),
    choices: imported.map((profile) => ({
      label: profile.name,
      description: profile.region,
      picked: false,
      value: profile,
    })),
  });
  return isUnanswered(answer) ? undefined : answer;
}

function isImportedProfile(profile: Profile): profile is ImportedProfile {
  return isImported(profile.credentialSource);
}
