import * as l10n from '@vscode/l10n';
import { splitBucketPath } from '../../oss/names/bucketPath.ts';
import { isImported } from '../../profiles/profile.ts';
import { completeSecret, credentialSteps, type SecretDraft } from './askCredentials.ts';
import { runSteps } from '../../ui/prompts/wizard.ts';
import { askStoredProfile } from './requireProfile.ts';
import { editProfile } from './editProfile.ts';
import type { Services } from '../services.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';

/** Asks for the secret of a profile that has lost it. Everything else stays. */
export async function enterSecret(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Enter Secret Again'));
  if (!profile) return;
  const { id, name, region, endpoint, buckets, credentialSource } = profile;
  // A lost command or URI is entered in the questions of the profile.
  if (credentialSource && !isImported(credentialSource)) {
    await editProfile(id, services);
    return;
  }
  const [first] = buckets;
  const bucket = first === undefined ? {} : { bucket: splitBucketPath(first).bucket };
  const steps = credentialSteps(prompts, { title: l10n.t('Enter Secret Again · {0}', name), keepsSecret: false });
  const draft = await askUntilSaved<SecretDraft>(
    (former) => runSteps(steps, former?.draft ?? {}, { fromEnd: former?.fromEnd ?? false }),
    async (asked) => {
      const secret = completeSecret(asked);
      return secret
        ? tryProfile({ name, region, endpoint, ...bucket }, () => Promise.resolve(secret), services)
        : 'changeKey';
    },
  );
  const secret = draft && completeSecret(draft);
  if (!secret) return;
  await profiles.saveSecret(id, secret);
  notifications.status(l10n.t('Secret of {0} stored', name));
}
