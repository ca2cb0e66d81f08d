import * as l10n from '@vscode/l10n';
import type { FolderTarget, ObjectTarget } from '../../links/link.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { numberedKey } from '../../transfers/safePaths.ts';
import { objectExists } from '../../transfers/objectExists.ts';
import { newOutcome, transferAll, type Outcome, type TransferState } from '../../transfers/transferAll.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import type { LocalFile } from '../../ui/files/localFiles.ts';
import { createOverwritePolicy, type OverwritePolicy } from './askOverwrite.ts';
import type { Services } from '../services.ts';

/** A file and its path in the target folder, e.g. `photos/cat.png`. */
export interface FileToUpload {
  readonly file: LocalFile;
  readonly path: string;
}

/** Result of an upload. */
export interface UploadResult {
  /** False if the user cancelled the upload or its question. */
  readonly finished: boolean;
  /** In the order of the files. */
  readonly objects: readonly ObjectTarget[];
  readonly skipped: readonly string[];
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
}

interface Item extends FileToUpload {
  readonly sizeBytes: number;
}

/** Uploads files into a folder with progress and refreshes the tree. No object is replaced without a question. */
export async function uploadAll(
  files: readonly FileToUpload[],
  folder: FolderTarget,
  services: Services,
): Promise<UploadResult> {
  const { notifications, tree, prompts, locale } = services;
  const where = `${folder.bucket}/${folder.prefix}`;
  const heading =
    files.length === 1
      ? l10n.t('Uploading {0} to {1}', files[0]?.file.name ?? '', where)
      : l10n.t('Uploading {0} files to {1}', describeCount(files.length, locale), where);
  const items = files.map(({ file, path }): Item => ({ file, path, sizeBytes: file.sizeBytes }));
  const outcome = newOutcome<Item>();
  const keys = new Map<Item, string>();
  const detail = l10n.t('Links to the present object will lead to the new one.');
  const overwrite = createOverwritePolicy(prompts, files.length > 1, detail);
  const finished = await notifications.progress(heading, async (progress, signal) => {
    const client = await services.clientOf(folder.profileId);
    const { contentTypeFor } = await import('../../links/headers/contentType.ts');
    const isVersioned = await keepsVersions(client, folder.bucket, signal);
    return transferAll(
      items,
      outcome,
      async (item, itemSignal, onProgress) => {
        const contentType = contentTypeFor(item.path);
        const place = { client, bucket: folder.bucket, key: folder.prefix + item.path, contentType, isVersioned };
        const key = await uploadOne(item.file, place, overwrite, { onProgress, signal: itemSignal });
        if (key !== undefined) keys.set(item, key);
        return key === undefined ? 'skipped' : 'done';
      },
      {
        signal,
        onProgress: (state) => {
          progress.report(state.part, progressText(state, items, locale));
        },
      },
    );
  });
  if (outcome.done.length > 0) tree.refreshFolder(folder.profileId, folder.bucket, folder.prefix);
  return { finished: finished === true, ...resultOf(items, outcome, keys, folder) };
}

function resultOf(
  items: readonly Item[],
  { skipped, failed }: Outcome<Item>,
  keys: ReadonlyMap<Item, string>,
  { profileId, bucket }: FolderTarget,
): Omit<UploadResult, 'finished'> {
  return {
    objects: items.flatMap((item) => {
      const key = keys.get(item);
      return key === undefined ? [] : [{ profileId, bucket, key }];
    }),
    skipped: skipped.map(({ path }) => path),
    failed: failed.map(({ item, error }) => ({ name: item.path, error })),
  };
}

/** Progress message: bytes, and the number of files if there are several. */
export function progressText(
  { doneBytes, doneCount }: TransferState,
  items: readonly { readonly sizeBytes: number }[],
  locale: string,
): string {
  const totalBytes = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const [done, total] = [describeSize(doneBytes, locale), describeSize(totalBytes, locale)];
  return items.length === 1
    ? l10n.t('{0} of {1}', done, total)
    : l10n.t(
        '{0} of {1} files · {2} of {3}',
        describeCount(doneCount, locale),
        describeCount(items.length, locale),
        done,
        total,
      );
}

/** OSS heeds no wish to keep what exists in a bucket that keeps versions: there it has to be looked for. */
async function keepsVersions(client: OssClient, bucket: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await client.getBucketVersioning(bucket, { signal })) !== undefined;
  } catch (error) {
    // Where this may not be asked, what was there stays as a version at least.
    if (error instanceof OssError) return false;
    throw error;
  }
}

interface ObjectUpload {
  readonly client: OssClient;
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly isVersioned: boolean;
}

interface UploadControl {
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

/** The key under which the file was stored; `undefined` if the user skipped it. */
async function uploadOne(
  file: LocalFile,
  { client, bucket, key, contentType, isVersioned }: ObjectUpload,
  overwrite: OverwritePolicy,
  control: UploadControl,
): Promise<string | undefined> {
  const content = await file.content();
  const put = async (to: string, headers: Record<string, string> = {}): Promise<void> => {
    await client.uploadInParts(bucket, to, content, { contentType, headers, ...control });
  };
  /** False if the object exists. */
  const create = async (to: string): Promise<boolean> => {
    // A key that may not look may still write; what is there stays as a version then.
    if (isVersioned && (await objectExists(client, bucket, to, control.signal))) return false;
    try {
      await put(to, { 'x-oss-forbid-overwrite': 'true' });
      return true;
    } catch (error) {
      if (error instanceof OssError && error.code === 'FileAlreadyExists') return false;
      throw error;
    }
  };
  if (overwrite.answer !== 'replace' && (await create(key))) return key;
  const choice = await overwrite.ask(l10n.t('{0} exists in {1} already.', key, bucket));
  if (choice === 'skip') return undefined;
  if (choice === 'replace') {
    await put(key);
    return key;
  }
  for (let number = 2; ; number++) {
    const other = numberedKey(key, number);
    if (await create(other)) return other;
  }
}
