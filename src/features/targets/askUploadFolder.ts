import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../links/link.ts';
import { askFolder, type FolderOptions } from './askTarget.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Asks for a folder to upload to, recent ones first. `undefined` if `accepts` rejects the profile. */
export async function askUploadFolder(
  services: Pick<Services, 'prompts' | 'profiles' | 'clientOf' | 'memory'>,
  title: string,
  options: Pick<FolderOptions, 'accepts' | 'place'> = {},
): Promise<FolderTarget | undefined> {
  const { memory, profiles, prompts } = services;
  const names = new Map(profiles.list().map(({ id, name }) => [id, name]));
  const recent = memory.uploadFolders.filter(({ profileId }) => names.has(profileId));
  if (recent.length === 0) return askFolder(services, title, options);
  const answer = await prompts.pick<FolderTarget | 'other'>({
    title,
    ...options.place,
    placeholder: l10n.t('Select a folder to upload to'),
    choices: [
      ...recent.map((folder) => ({
        label: `${folder.bucket}/${folder.prefix}`,
        description: names.get(folder.profileId) ?? '',
        icon: 'history',
        value: folder,
      })),
      { label: l10n.t('Other Folder…'), icon: 'folder', value: 'other' },
    ],
  });
  if (isUnanswered(answer)) return undefined;
  if (answer === 'other') return askFolder(services, title, options);
  return options.accepts?.(answer.profileId) === false ? undefined : answer;
}
