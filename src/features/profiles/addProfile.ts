import * as l10n from '@vscode/l10n';
import { askProfile, completeProfile, type ProfileDraft } from './askProfile.ts';
import { credentialsOfAnswers, withCommandApproval } from './profileAnswers.ts';
import type { Services } from '../services.ts';
import { profileNode } from '../../tree/nodes.ts';
import { askUntilSaved, tryProfile } from './tryProfile.ts';
import { askToContinue, keepUnfinished } from './unfinishedProfile.ts';

/** Asks for a profile, tests it and saves it. Answers are kept after a failed test, and after Escape. */
export async function addProfile(services: Services): Promise<void> {
  const { profiles, prompts, notifications, newId } = services;
  const title = l10n.t('Add Profile');
  const question = { title, takenNames: profiles.list().map(({ name }) => name), bases: profiles.list() };
  const start = await askToContinue(title, services);
  if (!start) return;
  const id = newId();
  const withApproval = withCommandApproval(prompts);
  const draft = await askUntilSaved<ProfileDraft>(
    (former) =>
      askProfile(prompts, question, former?.draft ?? start, {
        at: former?.at,
        onAnswer: (answered) => {
          keepUnfinished(services, answered);
        },
      }),
    async (draft) => {
      const answers = await withApproval(completeProfile(draft));
      return answers ? tryProfile(answers, () => credentialsOfAnswers(answers, id, profiles), services) : 'cancel';
    },
  );
  const answers = draft && (await withApproval(completeProfile(draft)));
  if (!answers) return;
  const { secret, sourceSecret, bucket, ...record } = answers;
  await profiles.save({ id, ...record }, secret ?? sourceSecret);
  keepUnfinished(services);
  if (bucket !== undefined) await profiles.addBucket(id, bucket);
  await services.reveal(profileNode(id), { expand: true });
  notifications.status(l10n.t('Added profile "{0}"', record.name));
}
