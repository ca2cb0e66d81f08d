import * as l10n from '@vscode/l10n';
import { omitUndefined } from '../../oss/optional.ts';
import { splitBucketPath } from '../../oss/names/bucketPath.ts';
import { isImported } from '../../profiles/profile.ts';
import { askAccessKeyId, completeSecret, secretSteps, type SecretDraft } from './askCredentials.ts';
import { runSteps, type Step } from '../../ui/prompts/wizard.ts';
import { askStoredProfile } from './requireProfile.ts';
import { editProfile } from './editProfile.ts';
import type { Services } from '../services.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';

/** Asks for the secret of a profile that has lost it. Everything else is kept. */
export async function enterSecret(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles' | 'unsavedClient'>,
): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Enter Secret'));
  if (!profile) return;
  const { id, name, region, endpoint, buckets, credentialSource, signatureVersion } = profile;
  // A lost command or URI is entered in the questions of the profile.
  if (credentialSource && !isImported(credentialSource)) {
    await editProfile(id, services);
    return;
  }
  const [first] = buckets;
  const bucket = first === undefined ? {} : { bucket: splitBucketPath(first).bucket };
  const accessKeyId = await profiles.accessKeyIdOf(id);
  const title = accessKeyId === undefined ? l10n.t('Enter AccessKey · {0}', name) : l10n.t('Enter Secret · {0}', name);
  const steps: readonly Step<SecretDraft>[] = [
    {
      id: 'credentials',
      ask: (draft, info) => askAccessKeyId(prompts, { title, ...info }, draft, { keepsSecret: false }),
    },
    ...secretSteps(prompts, { title, keepsSecret: false }),
  ];
  const present: SecretDraft = accessKeyId === undefined ? {} : { accessKeyId };
  const draft = await askUntilSaved<SecretDraft>(
    // If the AccessKey ID is known, the secret is asked for at once, and Back leads to the ID.
    (former) =>
      runSteps(steps, former?.draft ?? present, { at: former?.at ?? (accessKeyId === undefined ? [] : ['secret']) }),
    async (draft) => {
      const secret = completeSecret(draft);
      return secret
        ? tryProfile(
            { name, region, endpoint, ...omitUndefined({ signatureVersion }), ...bucket },
            () => Promise.resolve(secret),
            services,
          )
        : { edit: ['secret'] };
    },
  );
  const secret = draft && completeSecret(draft);
  if (!secret) return;
  await profiles.saveSecret(id, secret);
  notifications.status(l10n.t('Saved the secret of "{0}"', name));
}
