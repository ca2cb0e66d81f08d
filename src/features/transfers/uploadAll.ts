import * as l10n from '@vscode/l10n';
import type { FolderTarget, ObjectTarget } from '../../links/link.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { numberedKey } from '../../transfers/safePaths.ts';
import {
  createObject,
  overwriteProtection,
  replaceObject,
  type ObjectUpload,
  type OverwriteProtection,
  type UploadControl,
} from '../../transfers/uploadObject.ts';
import { newOutcome, transferAll, type Outcome, type TransferState } from '../../transfers/transferAll.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import type { LocalFile } from '../../ui/files/localFiles.ts';
import { createOverwritePolicy, createUploadAnywayPolicy, type OverwritePolicy } from './askOverwrite.ts';
import type { Prompts } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** File and its path in the target folder, e.g. `photos/cat.png`. */
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
  readonly failed: readonly { readonly file: FileToUpload; readonly name: string; readonly error: unknown }[];
  /** Keys of uploads of which OSS may keep parts, because they could not be aborted. */
  readonly leftBehind: readonly string[];
}

/** Symlinks that a question lists. */
const MAX_LISTED_SYMLINKS = 10;

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
  if (!(await confirmSymlinks(files, prompts))) {
    return { finished: false, objects: [], skipped: [], failed: [], leftBehind: [] };
  }
  const where = `${folder.bucket}/${folder.prefix}`;
  const heading =
    files.length === 1
      ? l10n.t('Uploading {0} to {1}', files[0]?.file.name ?? '', where)
      : l10n.t('Uploading {0} files to {1}', describeCount(files.length, locale), where);
  const items = files.map(({ file, path }): Item => ({ file, path, sizeBytes: file.sizeBytes }));
  const outcome = newOutcome<Item>();
  const keys = new Map<Item, string>();
  const leftBehind: string[] = [];
  const detail = l10n.t('Existing links will serve the new file.');
  const isOneOfMany = files.length > 1;
  const questions: OverwriteQuestions = {
    existing: createOverwritePolicy(prompts, isOneOfMany, detail),
    unknown: createUploadAnywayPolicy(
      prompts,
      isOneOfMany,
      l10n.t('The AccessKey has no permission to read the object. An existing object would be replaced permanently.'),
    ),
  };
  const finished = await notifications.progress(heading, async (progress, signal) => {
    const client = await services.clientOf(folder.profileId);
    const { contentTypeFor } = await import('../../links/headers/contentType.ts');
    const protection = await overwriteProtection(client, folder.bucket, signal);
    return transferAll(
      items,
      outcome,
      async (item, { signal: itemSignal, onBytes, slots }) => {
        const key = folder.prefix + item.path;
        const onLeftBehind = (): void => void leftBehind.push(key);
        const task = { client, bucket: folder.bucket, key, protection, onLeftBehind };
        const storedKey = await uploadOne(
          { ...item, contentType: contentTypeFor(item.path) },
          { ...task, onProgress: onBytes, signal: itemSignal, slots },
          questions,
        );
        if (storedKey !== undefined) keys.set(item, storedKey);
        return storedKey === undefined ? 'skipped' : 'done';
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
  const result = resultOf(items, outcome, keys, folder);
  await services.shortcuts.use('uploaded', result.objects);
  return { finished: finished === true, ...result, leftBehind };
}

/**
 * Asks before uploading the targets of symlinks outside the folder, e.g. a repository's `logo.png` that points into
 * `~/.ssh`.
 */
export async function confirmSymlinks(files: readonly FileToUpload[], prompts: Prompts): Promise<boolean> {
  const lines = files.flatMap(({ file, path }) =>
    file.symlinkTarget === undefined ? [] : [`${path} → ${file.symlinkTarget}`],
  );
  if (lines.length === 0) return true;
  const message =
    lines.length === 1
      ? l10n.t('Upload a file that a symbolic link leads to?')
      : l10n.t('Upload {0} files that symbolic links lead to?', lines.length);
  const upload = l10n.t('Upload');
  const detail = [...lines.slice(0, MAX_LISTED_SYMLINKS), ...(lines.length > MAX_LISTED_SYMLINKS ? ['…'] : [])];
  return (await prompts.decide({ message, detail: detail.join('\n'), answers: [upload] })) === upload;
}

function resultOf(
  items: readonly Item[],
  { skipped, failed }: Outcome<Item>,
  keys: ReadonlyMap<Item, string>,
  { profileId, bucket }: FolderTarget,
): Omit<UploadResult, 'finished' | 'leftBehind'> {
  return {
    objects: items.flatMap((item) => {
      const key = keys.get(item);
      return key === undefined ? [] : [{ profileId, bucket, key }];
    }),
    skipped: skipped.map(({ path }) => path),
    failed: failed.map(({ item, error }) => ({ file: item, name: item.path, error })),
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

interface UploadTask extends UploadControl {
  readonly client: OssClient;
  readonly bucket: string;
  readonly key: string;
  readonly protection: OverwriteProtection;
}

/** Questions about existing objects, each asked once for the whole upload. */
interface OverwriteQuestions {
  readonly existing: OverwritePolicy;
  /** Whether the existence is unknown, because the AccessKey may not read the object. */
  readonly unknown: OverwritePolicy;
}

/** Key under which the file was stored; `undefined` if the user skipped it. */
async function uploadOne(
  { file, path, contentType }: Item & { readonly contentType: string },
  { client, bucket, key, protection, ...control }: UploadTask,
  { existing, unknown }: OverwriteQuestions,
): Promise<string | undefined> {
  const content = await file.content();
  const uploadTo = (to: string): ObjectUpload => ({ bucket, key: to, contentType, name: path });
  const create = async (to: string): Promise<'created' | 'exists' | 'skipped'> => {
    const result = await createObject(client, uploadTo(to), content, protection, control);
    if (result !== 'unknown') return result;
    const message = l10n.t('Couldn\'t check whether "{0}" exists in {1}. Upload it anyway?', to, bucket);
    if ((await unknown.ask(message)) === 'skip') return 'skipped';
    await replaceObject(client, uploadTo(to), content, control);
    return 'created';
  };
  if (existing.answer !== 'replace') {
    const result = await create(key);
    if (result !== 'exists') return result === 'created' ? key : undefined;
  }
  const choice = await existing.ask(l10n.t('"{0}" already exists in {1}. Replace it?', key, bucket));
  if (choice === 'skip') return undefined;
  if (choice === 'replace') {
    await replaceObject(client, uploadTo(key), content, control);
    return key;
  }
  for (let number = 2; ; number++) {
    const other = numberedKey(key, number);
    const result = await create(other);
    if (result !== 'exists') return result === 'created' ? other : undefined;
  }
}
