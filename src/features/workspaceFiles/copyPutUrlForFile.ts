import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import { copyPutUrl } from '../copy/copyPutUrl.ts';
import { filesFrom } from './filesFrom.ts';
import { placeFiles } from './placeFiles.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Copies a PUT link with a file's name and type filled in; without a file that of the active editor, or one asked for. */
export async function copyPutUrlForFile(uris: readonly Uri[], services: Services): Promise<void> {
  const title = l10n.t('Copy Presigned PUT URL for File');
  const [chosen] = await filesFrom(uris.slice(0, 1), services, title);
  if (!chosen || !(await requireProfile(services))) return;
  const placed = await placeFiles([chosen], title, services);
  if (placed) await copyPutUrl({ folder: placed.folder }, services, { name: chosen.file.name, path: chosen.file.path });
}
