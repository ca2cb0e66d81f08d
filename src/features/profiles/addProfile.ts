import * as l10n from '@vscode/l10n';
import { askProfile, completeProfile, type ProfileDraft } from './askProfile.ts';
import { withCommandApproval, credentialsOfAnswers } from './profileAnswers.ts';
import type { Services } from '../services.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';

/** Asks for a profile, tests it and saves it. After a failed test the questions keep all answers. */
export async function addProfile(services: Services): Promise<void> {
  const { profiles, prompts, notifications, newId } = services;
  const question = {
    title: l10n.t('Add Profile'),
    takenNames: profiles.list().map(({ name }) => name),
    bases: profiles.list(),
  };
  const id = newId();
  const withAgreement = withCommandApproval(prompts);
  const draft = await askUntilSaved<ProfileDraft>(
    (former) => askProfile(prompts, question, former?.draft ?? {}, { fromEnd: former?.fromEnd ?? false }),
    async (asked) => {
      const answers = await withAgreement(completeProfile(asked));
      return answers ? tryProfile(answers, () => credentialsOfAnswers(answers, id, profiles), services) : 'cancel';
    },
  );
  const answers = draft && (await withAgreement(completeProfile(draft)));
  if (!answers) return;
  const { secret, sourceSecret, bucket, ...record } = answers;
  await profiles.save({ id, ...record }, secret ?? sourceSecret);
  if (bucket !== undefined) await profiles.addBucket(id, bucket);
  notifications.status(l10n.t('Profile {0} added', record.name));
}
