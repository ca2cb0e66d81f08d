import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../links/link.ts';
import { askFolder } from './askTarget.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Asks for a folder to upload to, first the one of the last upload. `undefined` if `accepts` refuses the profile. */
export async function askUploadFolder(
  services: Services,
  title: string,
  accepts: (profileId: string) => boolean = () => true,
): Promise<FolderTarget | undefined> {
  const { memory, profiles, prompts } = services;
  const last = memory.uploadFolder;
  const profile = last && profiles.list().find(({ id }) => id === last.profileId);
  if (!last || !profile) return askFolder(services, title, accepts);
  const answer = await prompts.pick<FolderTarget | 'other'>({
    title,
    placeholder: l10n.t('Upload to which folder?'),
    choices: [
      { label: `${last.bucket}/${last.prefix}`, description: profile.name, icon: 'history', value: last },
      { label: l10n.t('Another folder…'), icon: 'folder', value: 'other' },
    ],
  });
  if (isUnanswered(answer)) return undefined;
  if (answer === 'other') return askFolder(services, title, accepts);
  return accepts(answer.profileId) ? answer : undefined;
}
