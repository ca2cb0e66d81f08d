import * as l10n from '@vscode/l10n';
import { validateNotScoped } from '../../links/bulk/bulkSigner.ts';
import type { FolderTarget } from '../../links/link.ts';
import { isScoped } from '../../links/scopedCredentials.ts';
import { inputErrorText } from '../../ui/prompts/checkInput.ts';
import { askUploadFolder } from '../targets/askUploadFolder.ts';
import { chooseLinkRole } from '../profiles/chooseLinkRole.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** True if a profile can sign in bulk. Otherwise a notification explains the next step. */
export async function requireBulkProfile(services: Services): Promise<boolean> {
  if (!(await requireProfile(services))) return false;
  const profiles = services.profiles.list();
  const usable = profiles.find(({ linkRole }) => !isScoped(undefined, linkRole));
  return usable !== undefined || profiles.every(({ id }) => warnUnlessBulkAllowed(id, services));
}

/** Upload folder of bulk links: the given one, or else a chosen one. */
export async function askBulkFolder(
  given: FolderTarget | undefined,
  title: string,
  services: Services,
): Promise<FolderTarget | undefined> {
  const accepts = (profileId: string): boolean => warnUnlessBulkAllowed(profileId, services);
  if (given) return accepts(given.profileId) ? given : undefined;
  return (await requireBulkProfile(services)) ? askUploadFolder(services, title, { accepts }) : undefined;
}

/**
 * True if a profile can sign in bulk. Otherwise its role signs each link separately, and a warning shows the next step.
 */
export function warnUnlessBulkAllowed(
  profileId: string,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): boolean {
  const { profiles, notifications } = services;
  try {
    validateNotScoped(profiles.get(profileId));
    return true;
  } catch (error) {
    notifications.warn(inputErrorText(error), {
      label: l10n.t('Choose Link Role…'),
      run: () => chooseLinkRole(profileId, services),
    });
    return false;
  }
}
