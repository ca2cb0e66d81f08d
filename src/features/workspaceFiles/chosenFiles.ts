import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { LocalFile } from '../../ui/files/localFiles.ts';
import type { Services } from '../services.ts';

/** A file and its URI. */
export interface ChosenFile {
  readonly uri: Uri;
  readonly file: LocalFile;
}

/** Files of a command: the given ones, else the active editor's file, else files that the user selects. */
export async function chosenFiles(
  given: readonly Uri[],
  { files, notifications }: Pick<Services, 'files' | 'notifications'>,
  title: string,
): Promise<readonly ChosenFile[]> {
  const active = await files.active();
  const uris = given.length > 0 ? given : active ? [active] : ((await files.ask(title)) ?? []);
  const described = await Promise.all(
    uris.map(async (uri) => (await files.describe([uri])).map((file): ChosenFile => ({ uri, file }))),
  );
  const found = described.flat();
  if (found.length < uris.length) {
    notifications.warn(l10n.t('Folders are not included. Select the files in them.'));
  }
  return found;
}
