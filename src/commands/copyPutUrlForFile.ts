import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import { askUploadFolder } from './askUploadFolder.ts';
import { copyPutUrl } from './copyPutUrl.ts';
import { filesFrom } from './filesFrom.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from './services.ts';

/** Copies a PUT link with a file's name and type filled in; without a file that of the active editor, or one asked for. */
export async function copyPutUrlForFile(uris: readonly Uri[], services: Services): Promise<void> {
  const title = l10n.t('Copy Presigned PUT URL for File');
  const [file] = await filesFrom(uris.slice(0, 1), services, title);
  if (!file || !(await requireProfile(services))) return;
  const folder = await askUploadFolder(services, title);
  if (folder) await copyPutUrl({ folder }, services, { name: file.name, path: file.path });
}
