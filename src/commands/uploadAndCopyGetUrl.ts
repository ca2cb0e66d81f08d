import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { FolderTarget, ObjectTarget } from '../links/link.ts';
import { makeLink } from '../links/makeLink.ts';
import { OssError } from '../oss/errors.ts';
import { isCancellation } from '../ui/errorText.ts';
import type { LocalFile } from '../ui/localFiles.ts';
import type { Progress } from '../ui/notifications.ts';
import { askUploadFolder } from './askUploadFolder.ts';
import { deliverLinks } from './deliverLinks.ts';
import { filesFrom } from './filesFrom.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from './services.ts';

/** What became of the files of one upload. */
interface Outcome {
  readonly uploaded: ObjectTarget[];
  readonly failed: { readonly name: string; readonly error: unknown }[];
  skipped: number;
}

/** Uploads files with progress, never over an object without asking, and copies their download links. */
export async function uploadAndCopyGetUrl(uris: readonly Uri[], services: Services): Promise<void> {
  const title = l10n.t('Upload and Copy GET URL');
  const files = await filesFrom(uris, services, title);
  if (files.length === 0 || !(await requireProfile(services))) return;
  const folder = await askUploadFolder(services, title);
  if (!folder) return;
  const { memory, notifications, tree } = services;
  await memory.rememberUploadFolder(folder);
  const outcome: Outcome = { uploaded: [], failed: [], skipped: 0 };
  const where = `${folder.bucket}/${folder.prefix}`;
  const heading =
    files.length === 1
      ? l10n.t('Uploading {0} to {1}', files[0]?.name ?? '', where)
      : l10n.t('Uploading {0} files to {1}', files.length, where);
  const finished = await notifications.progress(heading, (progress, signal) =>
    uploadAll(files, folder, outcome, services, progress, signal),
  );
  const { uploaded } = outcome;
  if (uploaded.length > 0) tree.refreshBucket(folder.profileId, folder.bucket);
  if (!finished) {
    // Leaving is silent, but what it came too late for has to be known.
    if (uploaded.length === 0) return;
    notifications.status(l10n.t('Cancelled: {0} of {1} files uploaded', uploaded.length, files.length));
    return;
  }
  await copyLinks(uploaded, services);
  report(outcome, files.length, services);
}

/** Says whether all files had their turn: not where the user left the question about one. */
async function uploadAll(
  files: readonly LocalFile[],
  folder: FolderTarget,
  outcome: Outcome,
  services: Services,
  progress: Progress,
  signal: AbortSignal,
): Promise<boolean> {
  const { contentTypeFor } = await import('../links/contentType.ts');
  const totalBytes = Math.max(
    1,
    files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  const overwrite: Overwrite = { all: false, several: files.length > 1 };
  let doneBytes = 0;
  for (const file of files) {
    const target = { profileId: folder.profileId, bucket: folder.bucket, key: folder.prefix + file.name };
    const onProgress = (sentBytes: number): void => {
      progress.report((doneBytes + sentBytes) / totalBytes, file.name);
    };
    onProgress(0);
    try {
      const result = await uploadOne(file, target, contentTypeFor(file.name), overwrite, services, onProgress, signal);
      if (result === 'stop') return false;
      if (result === 'uploaded') outcome.uploaded.push(target);
      else outcome.skipped++;
    } catch (error) {
      signal.throwIfAborted();
      if (isCancellation(error)) throw error;
      outcome.failed.push({ name: file.name, error });
    }
    doneBytes += file.sizeBytes;
  }
  return true;
}

/** What the user has said about objects that exist already. */
interface Overwrite {
  /** Not to be asked again. */
  all: boolean;
  readonly several: boolean;
}

/** Uploads a file; where there is an object already, the user may keep it or stop here. */
async function uploadOne(
  file: LocalFile,
  { profileId, bucket, key }: ObjectTarget,
  contentType: string,
  overwrite: Overwrite,
  { clientOf, prompts }: Services,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<'uploaded' | 'skipped' | 'stop'> {
  const client = await clientOf(profileId);
  const put = async (forbidOverwrite: boolean): Promise<void> => {
    const headers: Record<string, string> = forbidOverwrite ? { 'x-oss-forbid-overwrite': 'true' } : {};
    await client.putObject(bucket, key, file.open, {
      contentType,
      headers,
      sizeBytes: file.sizeBytes,
      onProgress,
      signal,
    });
  };
  try {
    await put(!overwrite.all);
    return 'uploaded';
  } catch (error) {
    if (!(error instanceof OssError && error.code === 'FileAlreadyExists')) throw error;
  }
  const [replace, replaceAll, skip] = [l10n.t('Replace'), l10n.t('Replace All'), l10n.t('Skip')];
  const answer = await prompts.decide({
    message: l10n.t('{0} exists in {1} already.', key, bucket),
    detail: l10n.t('Links to the present object will lead to the new one.'),
    answers: overwrite.several ? [replace, replaceAll, skip] : [replace],
  });
  if (answer === undefined) return 'stop';
  if (answer === skip) return 'skipped';
  overwrite.all = answer === replaceAll;
  await put(false);
  return 'uploaded';
}

async function copyLinks(uploaded: readonly ObjectTarget[], services: Services): Promise<void> {
  const { memory } = services;
  const links = await Promise.all(
    uploaded.map((target) => makeLink(target, memory.plainOptions(target, 'GET'), services)),
  );
  await deliverLinks(links, services);
  const last = links.at(-1);
  if (last) await memory.rememberLast(last);
}

function report({ uploaded, failed, skipped }: Outcome, count: number, { notifications }: Services): void {
  const [first] = failed;
  if (first) notifications.error(first.error);
  if (count > 1 && (failed.length > 0 || skipped > 0)) {
    notifications.warn(
      l10n.t('{0} uploaded, {1} skipped, {2} failed.', uploaded.length, skipped, failed.length) +
        (failed.length > 0 ? ` ${failed.map(({ name }) => name).join(', ')}` : ''),
    );
  }
}
