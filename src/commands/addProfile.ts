import * as l10n from '@vscode/l10n';
import { askProfile, completeProfile, type ProfileDraft } from '../ui/askProfile.ts';
import type { Services } from './services.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';

/** Asks for a profile, tries it and stores it; a failure leads back to the questions with all answers kept. */
export async function addProfile(services: Services): Promise<void> {
  const { profiles, prompts, notifications, newId } = services;
  const question = {
    title: l10n.t('Add Profile'),
    takenNames: profiles.list().map(({ name }) => name),
    keepsSecret: false,
  };
  const draft = await askUntilSaved<ProfileDraft>(
    (former) => askProfile(prompts, question, former?.draft ?? {}, { fromEnd: former?.fromEnd ?? false }),
    async (asked) => {
      const answers = completeProfile(asked);
      return answers.secret ? tryProfile(answers, answers.secret, services) : 'changeKey';
    },
  );
  if (!draft) return;
  const { secret, bucket, ...record } = completeProfile(draft);
  const id = newId();
  await profiles.save({ id, ...record }, secret);
  if (bucket !== undefined) await profiles.addBucket(id, bucket);
  notifications.status(l10n.t('Profile {0} added', record.name));
}
