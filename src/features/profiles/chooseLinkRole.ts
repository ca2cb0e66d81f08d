import * as l10n from '@vscode/l10n';
import { checkLinkRole } from '../../links/scopedCredentials.ts';
import { CredentialSourceError } from '../../profiles/sources/sourceError.ts';
import { askLinkRole, completeLinkRole, linkRoleDraft, type LinkRoleDraft } from './askLinkRole.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { askStoredProfile } from './requireProfile.ts';
import type { Services } from '../services.ts';
import { askUntilSaved, type TrialResult } from './tryProfile.ts';

/** Chooses whether links of a profile are signed by sessions of a role. The role is tested before it is saved. */
export async function chooseLinkRole(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Choose Link Role'));
  if (!profile) return;
  const { id, name } = profile;
  const title = l10n.t('Choose Link Role · {0}', name);
  const draft = await askUntilSaved<LinkRoleDraft>(
    (former) =>
      askLinkRole(prompts, title, former?.draft ?? linkRoleDraft(profile.linkRole), {
        fromEnd: former?.fromEnd ?? false,
      }),
    (asked) => tryRole(id, asked, services),
  );
  if (!draft) return;
  const linkRole = completeLinkRole(draft);
  await profiles.saveLinkRole(id, linkRole);
  notifications.status(
    linkRole
      ? l10n.t('Links of {0} are signed by sessions of {1}', name, linkRole.roleArn)
      : l10n.t('Links of {0} are signed by its own credentials', name),
  );
}

async function tryRole(
  profileId: string,
  draft: LinkRoleDraft,
  { profiles, prompts, notifications }: Services,
): Promise<TrialResult> {
  const linkRole = completeLinkRole(draft);
  if (!linkRole) return 'save';
  try {
    const tried = await notifications.progress(l10n.t('Trying role {0}', linkRole.roleArn), async () => {
      await checkLinkRole(profileId, linkRole, profiles);
      return true;
    });
    return tried ? 'save' : 'changePlace';
  } catch (error) {
    if (!(error instanceof CredentialSourceError)) throw error;
    const [save, change] = [l10n.t('Save All the Same'), l10n.t('Change Answers')];
    const answer = await prompts.decide({
      message: l10n.t('The role gives no session as it is.'),
      detail: explainError(error).message,
      answers: error.problem === 'ServiceSilent' ? [save, change] : [change],
    });
    if (answer === undefined) return 'cancel';
    return answer === save ? 'save' : 'changePlace';
  }
}
