import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../../links/link.ts';
import type { MappedFile } from '../../../links/mappings/mappings.ts';
import { numberedUpload } from '../../../links/mappings/nameTemplate.ts';
import { uploadKey } from '../../../links/mappings/uploadKey.ts';
import type { OssClient } from '../../../oss/client/ossClient.ts';
import { describeCount, describeSize } from '../../../text/describe.ts';
import { compareObject, fingerprintOf, type Fingerprint } from '../../../transfers/fingerprint.ts';
import { TransferCancelledError } from '../../../transfers/transferErrors.ts';
import {
  createObject,
  overwriteProtection,
  replaceObject,
  type OverwriteProtection,
} from '../../../transfers/uploadObject.ts';
import type { FileContent } from '../../../transfers/verifiedContent.ts';
import { isCancellation } from '../../../ui/prompts/questions.ts';
import type { FileSelection, LocalFile } from '../../../ui/files/localFiles.ts';
import type { Services } from '../../services.ts';
import { createUploadAnywayPolicy, type OverwritePolicy } from '../../transfers/askOverwrite.ts';
import { confirmSymlinks } from '../../transfers/uploadAll.ts';
import { mappedTargets } from '../../workspaceFiles/mappedTargets.ts';

/** Object of a file that a document refers to. */
export interface UploadedFile {
  readonly target: ObjectTarget;
  /** Name of the file on the user's side. */
  readonly name: string;
  /** False if an object with the same bytes already existed. */
  readonly isNew: boolean;
  readonly content: Fingerprint;
}

/** Result of uploading files for a document. */
export interface DocumentUpload {
  readonly files: readonly UploadedFile[];
  /** False if the user cancelled. */
  readonly isFinished: boolean;
}

/** Keys of uploaded contents in this session, by mapping and SHA-256. */
export type UploadedContents = Map<string, string>;

/** Target and options of one upload. */
interface UploadTask {
  readonly mapped: MappedFile;
  readonly profileId: string;
  readonly client: OssClient;
  readonly protection: OverwriteProtection;
  readonly uploaded: UploadedContents;
  readonly unknown: OverwritePolicy;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Uploads files for a document of a mapped folder, with progress. Replaces no object, and does not upload bytes that already
 * exist. A file that fails is reported, and the others are uploaded. `undefined` if nothing was uploaded.
 */
export async function uploadForDocument(
  mapped: MappedFile,
  selection: FileSelection,
  uploaded: UploadedContents,
  services: Services,
): Promise<DocumentUpload | undefined> {
  const { notifications, prompts, tree, now, locale } = services;
  const files = await filesOf(selection, services);
  if (files.length === 0) {
    notifications.warn(l10n.t('Folders are not included. Select the files in them.'));
    return undefined;
  }
  if (
    !(await confirmSymlinks(
      files.map((file) => ({ file, path: file.name })),
      prompts,
    ))
  )
    return undefined;
  const [signer] = (await mappedTargets([mapped], l10n.t('Upload to OSS'), services)) ?? [];
  if (!signer) return undefined;
  const { profileId, bucket } = signer;
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const heading =
    files.length === 1
      ? l10n.t('Uploading {0} to {1}', files[0]?.name ?? '', bucket)
      : l10n.t('Uploading {0} files to {1}', describeCount(files.length, locale), bucket);
  const done: UploadedFile[] = [];
  const finished = await notifications.progress(heading, async (progress, signal) => {
    const client = await services.clientOf(profileId);
    const detail = l10n.t(
      'The AccessKey has no permission to read the object. An existing object would be replaced permanently.',
    );
    const unknown = createUploadAnywayPolicy(prompts, files.length > 1, detail);
    const protection = await overwriteProtection(client, bucket, signal);
    const task = { mapped, profileId, client, protection, uploaded, unknown, now: now(), signal };
    let doneBytes = 0;
    for (const file of files) {
      const report = (sentBytes: number): void => {
        const sent = describeSize(doneBytes + sentBytes, locale);
        const part = totalBytes === 0 ? 1 : (doneBytes + sentBytes) / totalBytes;
        progress.report(part, l10n.t('{0} of {1}', sent, describeSize(totalBytes, locale)));
      };
      try {
        done.push(await uploadOne(file, task, report));
      } catch (error) {
        if (signal.aborted || isCancellation(error)) return false;
        notifications.error(error);
      }
      doneBytes += file.sizeBytes;
    }
    return true;
  });
  for (const { target } of done) {
    tree.refreshFolder(profileId, bucket, target.key.slice(0, target.key.lastIndexOf('/') + 1));
  }
  return done.length === 0 ? undefined : { files: done, isFinished: finished === true };
}

/** Files of a selection, without folders. */
async function filesOf(
  { uris, dropped = [] }: FileSelection,
  { files }: Pick<Services, 'files'>,
): Promise<readonly LocalFile[]> {
  const found = await files.findAll({ uris: [], dropped }, new AbortController().signal);
  return [...(await files.describe(uris)), ...found.files.map(({ file }) => file)];
}

async function uploadOne(
  file: LocalFile,
  task: UploadTask,
  onProgress: (sentBytes: number) => void,
): Promise<UploadedFile> {
  const { mapped, profileId, uploaded, now, signal } = task;
  const source = await file.content();
  const content = await fingerprintOf(source, signal);
  const first = uploadKey(mapped, { name: file.name, sha256: content.sha256, date: now });
  const id = JSON.stringify([profileId, mapped.root.path, mapped.mapping.folder, content.sha256]);
  const { key, isNew } = await store(file, source, content, [uploaded.get(id), first], task, onProgress);
  uploaded.set(id, key);
  return { target: { profileId, bucket: mapped.bucket, key }, name: file.name, isNew, content };
}

/** Stores content under the first key that is unused or has the same content. */
async function store(
  file: LocalFile,
  source: FileContent,
  content: Fingerprint,
  [known, first]: readonly [known: string | undefined, first: string],
  { mapped: { bucket }, client, protection, unknown, signal }: UploadTask,
  onProgress: (sentBytes: number) => void,
): Promise<{ readonly key: string; readonly isNew: boolean }> {
  const compare = (key: string): ReturnType<typeof compareObject> =>
    compareObject(client, bucket, key, content, signal);
  if (known !== undefined && known !== first && (await compare(known)) === 'same') return { key: known, isNew: false };
  const { contentTypeFor } = await import('../../../links/headers/contentType.ts');
  const control = { signal, onProgress };
  for (let number = 1; ; number++) {
    const key = number === 1 ? first : numberedUpload(first, number);
    const found = await compare(key);
    if (found === 'same') return { key, isNew: false };
    if (found === 'different') continue;
    const upload = { bucket, key, contentType: contentTypeFor(key), name: file.name };
    const result = await createObject(client, upload, source, protection, control);
    if (result === 'created') return { key, isNew: true };
    if (result === 'exists') continue;
    const question = l10n.t('Couldn\'t check whether "{0}" exists in {1}. Upload it anyway?', key, bucket);
    if ((await unknown.ask(question)) === 'skip') throw new TransferCancelledError();
    await replaceObject(client, upload, source, control);
    return { key, isNew: true };
  }
}
