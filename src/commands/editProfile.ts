import * as l10n from '@vscode/l10n';
import { splitPlace } from '../oss/placeText.ts';
import { SecretMissingError, servesOneBucket } from '../profiles/profile.ts';
import { askProfile, completeProfile, type ProfileDraft } from '../ui/askProfile.ts';
import { askStoredProfile } from './askStoredProfile.ts';
import type { Services } from './services.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';

/** Asks for a profile's answers again, with the present ones filled in; the secret stays unless a new one is entered. */
export async function editProfile(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const title = l10n.t('Edit Profile');
  const profile = await askStoredProfile(profileId, services, title);
  if (!profile) return;
  const { id, name, region, endpoint, buckets } = profile;
  const question = {
    title,
    takenNames: profiles.list().flatMap((other) => (other.id === id ? [] : [other.name])),
    keepsSecret: profile.credentialSource !== undefined || (await hasSecret(id, services)),
  };
  const [first] = buckets;
  const bucketOf = first === undefined ? {} : { bucket: splitPlace(first).bucket };
  const present: ProfileDraft = { name, region, endpoint, ...bucketOf };
  const draft = await askUntilSaved<ProfileDraft>(
    (former) => askProfile(prompts, question, former?.draft ?? present, { fromEnd: former?.fromEnd ?? false }),
    async (asked) => {
      const answers = completeProfile(asked);
      return tryProfile(answers, answers.secret ?? (await profiles.credentialsOf(id)), services);
    },
  );
  if (!draft) return;
  const { secret, bucket, ...record } = completeProfile(draft);
  await profiles.save({ id, ...record }, secret);
  // A custom domain stands for one bucket: the former one is not behind it any more.
  const former = servesOneBucket(record) ? buckets.filter((place) => splitPlace(place).bucket !== bucket) : [];
  for (const place of former) await profiles.removeBucket(id, place);
  if (bucket !== undefined) await profiles.addBucket(id, bucket);
  notifications.status(l10n.t('Profile {0} changed', record.name));
}

async function hasSecret(id: string, { profiles }: Services): Promise<boolean> {
  try {
    await profiles.credentialsOf(id);
    return true;
  } catch (error) {
    if (error instanceof SecretMissingError) return false;
    throw error;
  }
}
