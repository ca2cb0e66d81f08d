import * as l10n from '@vscode/l10n';
import { checkLinkRole } from '../../links/scopedCredentials.ts';
import { CredentialSourceError } from '../../profiles/sources/sourceError.ts';
import { askLinkRole, completeLinkRole, linkRoleDraft, type LinkRoleDraft } from './askLinkRole.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { askStoredProfile } from './requireProfile.ts';
import type { Services } from '../services.ts';
import { askUntilSaved, type TrialResult } from './tryProfile.ts';

/** Asks whether links of a profile are signed by sessions of a role. The role is tested before it is saved. */
export async function chooseLinkRole(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askStoredProfile(profileId, services, l10n.t('Choose Link Role'));
  if (!profile) return;
  const { id, name } = profile;
  const title = l10n.t('Choose Link Role · {0}', name);
  const draft = await askUntilSaved<LinkRoleDraft>(
    (former) =>
      askLinkRole(prompts, title, former?.draft ?? linkRoleDraft(profile.linkRole), {
        at: former?.at,
      }),
    (draft) => tryRole(id, draft, services),
  );
  if (!draft) return;
  const linkRole = completeLinkRole(draft);
  await profiles.saveLinkRole(id, linkRole);
  notifications.status(
    linkRole
      ? l10n.t('Links of profile "{0}" are signed by sessions of {1}', name, linkRole.roleArn)
      : l10n.t('Links of profile "{0}" are signed by its own credentials', name),
  );
}

async function tryRole(
  profileId: string,
  draft: LinkRoleDraft,
  { profiles, prompts, notifications }: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): Promise<TrialResult> {
  const linkRole = completeLinkRole(draft);
  if (!linkRole) return 'save';
  try {
    const tried = await notifications.progress(l10n.t('Testing role {0}', linkRole.roleArn), async (_, signal) => {
      // The request for a session cannot be ended, so that its result is not waited for.
      await Promise.race([checkLinkRole(profileId, linkRole, profiles), endOf(signal)]);
      return true;
    });
    return tried ? 'save' : { edit: ['role'] };
  } catch (error) {
    if (!(error instanceof CredentialSourceError)) throw error;
    const [edit, save] = [l10n.t('Edit'), l10n.t('Save Anyway')];
    const answer = await prompts.decide({
      message: l10n.t("Couldn't get a session of this role."),
      detail: explainError(error).message,
      answers: error.problem === 'ServiceSilent' ? [edit, save] : [edit],
    });
    if (answer === undefined) return 'cancel';
    return answer === save ? 'save' : { edit: [error.problem === 'RoleAllowsLess' ? 'session' : 'role'] };
  }
}

/** Rejects once the signal is aborted. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as DOMException);
    });
  });
}
