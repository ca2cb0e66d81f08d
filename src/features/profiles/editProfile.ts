import * as l10n from '@vscode/l10n';
import { splitBucketPath } from '../../oss/names/bucketPath.ts';
import { isImported, SecretMissingError, servesOneBucket, type Profile } from '../../profiles/profile.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { askProfile, checkProfileName, completeProfile, type ProfileDraft } from './askProfile.ts';
import { endpointDraft } from './endpointDraft.ts';
import { sourceDraft } from './sourceDraft.ts';
import { askStoredProfile } from './requireProfile.ts';
import { withCommandApproval, credentialsOfAnswers } from './profileAnswers.ts';
import type { Services } from '../services.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';

/** Asks the questions of a profile again, filled with its values. The secret is kept unless a new one is entered. */
export async function editProfile(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles' | 'unsavedClient'>,
): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const title = l10n.t('Edit Profile');
  const profile = await askStoredProfile(profileId, services, title);
  if (!profile) return;
  const { id, name, buckets } = profile;
  const question = {
    title,
    takenNames: profiles.list().flatMap((other) => (other.id === id ? [] : [other.name])),
    keeps: (await hasSecret(profile, services)) ? sourceDraft(profile).kind : undefined,
    bases: profiles.list().filter((other) => other.id !== id),
  };
  const withAgreement = withCommandApproval(prompts);
  const [first] = buckets;
  const bucketOf = first === undefined ? {} : { bucket: splitBucketPath(first).bucket };
  const present: ProfileDraft = {
    name,
    source: sourceDraft(profile),
    ...endpointDraft(profile),
    ...bucketOf,
  };
  const draft = await askUntilSaved<ProfileDraft>(
    (former) => askProfile(prompts, question, former?.draft ?? present, { at: former?.at }),
    async (draft) => {
      const answers = await withAgreement(completeProfile(draft));
      return answers ? tryProfile(answers, () => credentialsOfAnswers(answers, id, profiles), services) : 'cancel';
    },
  );
  const answers = draft && (await withAgreement(completeProfile(draft)));
  if (!answers) return;
  const { secret, sourceSecret, bucket, ...record } = answers;
  await profiles.save({ id, ...record }, secret ?? sourceSecret);
  // A custom domain serves one bucket, so the former one is removed.
  const former = servesOneBucket(record) ? buckets.filter((path) => splitBucketPath(path).bucket !== bucket) : [];
  for (const path of former) await profiles.removeBucket(id, path);
  const isShown = buckets.some((path) => splitBucketPath(path).bucket === bucket);
  if (bucket !== undefined && !isShown) await profiles.addBucket(id, bucket);
  notifications.status(l10n.t('Saved profile "{0}"', record.name));
}

/** Asks for another name of a profile. */
export async function renameProfile(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Rename'));
  if (!profile) return;
  const takenNames = profiles.list().flatMap(({ id, name }) => (id === profile.id ? [] : [name]));
  const name = await prompts.input({
    title: l10n.t('Rename "{0}"', profile.name),
    prompt: l10n.t('Profile name (for example, Work)'),
    value: profile.name,
    check: (text) => checkProfileName(text, takenNames),
  });
  if (isUnanswered(name) || name === profile.name) return;
  await profiles.rename(profile.id, name);
  notifications.status(l10n.t('Renamed "{0}" to "{1}"', profile.name, name));
}

/** Whether SecretStorage or another tool's file has a secret that can be kept. */
async function hasSecret(
  { id, credentialSource }: Profile,
  { profiles }: Pick<Services, 'profiles'>,
): Promise<boolean> {
  if (isImported(credentialSource)) return true;
  if (credentialSource) return (await profiles.sourceSecretOf(id)) !== undefined;
  try {
    await profiles.credentialsOf(id);
    return true;
  } catch (error) {
    if (error instanceof SecretMissingError) return false;
    throw error;
  }
}

/** Removes a profile and its secret after a confirmation. */
export async function removeProfile(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, linkHosts, allowedChanges, copyJournal, tree, shortcuts, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Remove Profile'));
  if (!profile) return;
  const remove = l10n.t('Remove');
  const answer = await prompts.decide({
    message: l10n.t('Remove the profile "{0}" and its secret?', profile.name),
    detail: l10n.t('Links created with it keep working until they expire.'),
    answers: [remove],
  });
  if (answer !== remove) return;
  await profiles.remove(profile.id);
  await linkHosts.forget(profile.id);
  await tree.forgetOrders(profile.id);
  await allowedChanges.forget(profile.id);
  await shortcuts.forget(profile.id);
  await copyJournal.forget(profile.id);
  notifications.status(l10n.t('Removed profile "{0}"', profile.name));
}
