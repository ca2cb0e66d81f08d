import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { LocalFile } from '../../ui/files/localFiles.ts';
import type { Services } from '../services.ts';

/** A file, and where VS Code has it. */
export interface ChosenFile {
  readonly uri: Uri;
  readonly file: LocalFile;
}

/** The files that a command is about: those given, else that of the active editor, else some that the user picks. */
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
    notifications.warn(l10n.t('Folders are left out: choose the files in them.'));
  }
  return found;
}
