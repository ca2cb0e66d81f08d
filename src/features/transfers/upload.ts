import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../links/link.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import type { FileSelection, FoundFiles } from '../../ui/files/localFiles.ts';
import { askUploadFolder } from '../targets/askUploadFolder.ts';
import { reportUpload } from './reportUpload.ts';
import { someNames } from './transferReport.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { uploadAll } from './uploadAll.ts';

/** Uploads files that the user selects, or dropped files after a confirmation. */
export async function uploadFiles(
  given: FolderTarget | undefined,
  services: Services,
  dropped?: FileSelection,
): Promise<void> {
  await uploadSelection('files', given, services, dropped);
}

/** Uploads folders that the user selects. */
export async function uploadFolder(given: FolderTarget | undefined, services: Services): Promise<void> {
  await uploadSelection('folders', given, services);
}

async function uploadSelection(
  kind: 'files' | 'folders',
  given: FolderTarget | undefined,
  services: Services,
  dropped?: FileSelection,
): Promise<void> {
  const title = kind === 'files' ? l10n.t('Upload Files') : l10n.t('Upload Folder');
  if (!given && !(await requireProfile(services))) return;
  const folder = given ?? (await askUploadFolder(services, title));
  if (!folder) return;
  const uris = dropped ? dropped.uris : await services.files.ask(title, kind);
  // Drops happen by accident, and the size of a folder is not visible in the dialog.
  const confirm = dropped !== undefined || kind === 'folders';
  if (uris) await upload({ ...dropped, uris }, folder, services, { confirm });
}

async function upload(
  selection: FileSelection,
  folder: FolderTarget,
  services: Services,
  { confirm }: { readonly confirm: boolean },
): Promise<void> {
  const { files, memory, notifications } = services;
  const found = await notifications.progress(l10n.t('Looking for files'), (_, signal) =>
    files.findAll(selection, signal),
  );
  if (!found) return;
  const notes = omittedNotes(found);
  if (found.files.length === 0) {
    notifications.warn([l10n.t('No files to upload.'), ...notes].join(' '));
    return;
  }
  if (confirm && !(await confirmUpload(found, notes, folder, services))) return;
  await memory.rememberUploadFolder(folder);
  const uploaded = await uploadAll(found.files, folder, services);
  const where = `${folder.bucket}/${folder.prefix}`;
  const count = found.files.length;
  const allDone =
    count === 1
      ? l10n.t('{0} uploaded to {1}', found.files[0]?.path ?? '', where)
      : l10n.t('{0} files uploaded to {1}', describeCount(count, services.locale), where);
  reportUpload(uploaded, count, folder, services, allDone);
}

async function confirmUpload(
  { files }: FoundFiles,
  notes: readonly string[],
  { bucket, prefix }: FolderTarget,
  { prompts, locale }: Pick<Services, 'prompts' | 'locale'>,
): Promise<boolean> {
  const size = describeSize(
    files.reduce((sum, { file }) => sum + file.sizeBytes, 0),
    locale,
  );
  const where = `${bucket}/${prefix}`;
  const message =
    files.length === 1
      ? l10n.t('Upload {0} ({1}) to {2}?', files[0]?.path ?? '', size, where)
      : l10n.t('Upload {0} files ({1}) to {2}?', describeCount(files.length, locale), size, where);
  const detail = [...(files.length > 1 ? [someNames(files.map(({ path }) => path))] : []), ...notes].join('\n');
  const go = l10n.t('Upload');
  return (await prompts.decide({ message, ...(detail !== '' && { detail }), answers: [go] })) === go;
}

/** Notes about everything that is not uploaded. */
function omittedNotes({ emptyFolders, symlinks: links }: FoundFiles): readonly string[] {
  return [
    ...(emptyFolders.length > 0 ? [l10n.t('Empty folders are not uploaded: {0}', someNames(emptyFolders))] : []),
    ...(links.length > 0 ? [l10n.t('Symbolic links are not followed: {0}', someNames(links))] : []),
  ];
}
