import type { UploadTarget } from '../targets/commandArguments.ts';
import * as l10n from '@vscode/l10n';
import { objectName, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import { AUTO_CONTENT_TYPE, type LinkOptions } from '../../links/linkOptions.ts';
import { validityText } from '../../links/validity.ts';
import { askUpload, type UploadAnswers } from './form/askUpload.ts';
import { copyLinks } from './deliverLinks.ts';
import { requireUploadTarget } from './requireTarget.ts';
import type { Services } from '../services.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';

/** File that the upload link is for. */
export interface FileToUpload {
  readonly name: string;
  /** Path for a shell on the user's machine. */
  readonly path: string;
}

/** Asks for the properties of an upload and copies its link; without a target it asks for a folder first. */
export async function copyPutUrl(
  argument: UploadTarget | undefined,
  services: Services,
  file?: FileToUpload,
): Promise<void> {
  const title = l10n.t('Copy Upload Link');
  const target = await requireUploadTarget(argument, title, services);
  if (!target) return;
  const { prompts, memory, now, locale } = services;
  // Lazy: the table of types is large.
  const { contentTypeFor } = await import('../../links/headers/contentType.ts');
  const folder = 'folder' in target ? target.folder : undefined;
  const given = 'objects' in target ? target.objects : [];
  const [first] = given;
  const bucketRef = folder ?? first;
  if (!bucketRef) return;
  const last = memory.lastOptions(bucketRef, 'PUT');
  const maxSeconds = services.maxValiditySeconds();
  const answers = await askUpload(prompts, {
    title,
    folder,
    several: given.length > 1,
    contentTypeFor,
    initial: {
      name: first ? objectName(first.key) : (file?.name ?? ''),
      validity: memory.lastValidity('PUT'),
      headers: last.headers ?? {},
    },
    recent: memory.recentValidities(),
    ...(Number.isFinite(maxSeconds) && { maxSeconds }),
    tokenExpiry: await tokenExpiry(folder ? [folder] : given, services),
    now,
    locale,
  });
  if (!answers) return;
  const objects = folder ? [objectIn(folder, answers.name)] : given;
  const options = putOptions(answers, objects.length > 1 ? AUTO_CONTENT_TYPE : answers.contentType);
  const [link] = await copyLinks(
    objects.map((object) => ({ target: object, options })),
    services,
    { filePath: file?.path, overwrites: folder === undefined },
  );
  if (folder) await memory.rememberUploadFolder(folder);
  if (link) await memory.rememberOptions(link);
}

function putOptions({ validity, headers }: UploadAnswers, contentType: string | undefined): LinkOptions {
  return {
    method: 'PUT',
    validity: validityText(validity),
    ...(contentType !== undefined && { contentType }),
    ...(Object.keys(headers).length > 0 && { headers: { ...headers } }),
  };
}

/** Object with this name in a folder. */
export function objectIn({ profileId, bucket, prefix }: FolderTarget, name: string): ObjectTarget {
  return { profileId, bucket, key: prefix + name };
}
