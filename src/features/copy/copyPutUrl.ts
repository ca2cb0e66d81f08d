import type { UploadTarget } from '../targets/commandArguments.ts';
import * as l10n from '@vscode/l10n';
import { objectName, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import { AUTO_CONTENT_TYPE, type LinkOptions } from '../../links/linkOptions.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { parseValidity, validityText } from '../../links/validity.ts';
import { askFolder } from '../targets/askTarget.ts';
import { askUpload, type UploadAnswers } from './form/askUpload.ts';
import { deliverLinks } from './deliverLinks.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';

/** A file that is to be uploaded with the link. */
export interface FileToUpload {
  readonly name: string;
  /** As a shell on the user's machine finds it. */
  readonly path: string;
}

/** Asks what an upload is to be and copies its link; without a target it asks for a folder first. */
export async function copyPutUrl(
  target: UploadTarget | undefined,
  services: Services,
  file?: FileToUpload,
): Promise<void> {
  const title = l10n.t('Copy Presigned PUT URL');
  if (!target) {
    if (!(await requireProfile(services))) return;
    const folder = await askFolder(services, title);
    if (folder) await copyPutUrl({ folder }, services, file);
    return;
  }
  const { prompts, memory, now, locale } = services;
  // The table of types is large, and most links need none.
  const { contentTypeFor } = await import('../../links/headers/contentType.ts');
  const folder = 'folder' in target ? target.folder : undefined;
  const known = 'objects' in target ? target.objects : [];
  const [first] = known;
  const place = folder ?? first;
  if (!place) return;
  const last = memory.lastOptions(place, 'PUT');
  const maxSeconds = services.maxValiditySeconds();
  const answers = await askUpload(prompts, {
    title,
    folder,
    several: known.length > 1,
    contentTypeFor,
    initial: {
      name: first ? objectName(first.key) : (file?.name ?? ''),
      validity: parseValidity(memory.plainOptions(place, 'PUT').validity, { now: now() }),
      headers: last.headers ?? {},
    },
    recent: memory.recentValidities(),
    ...(Number.isFinite(maxSeconds) && { maxSeconds }),
    tokenExpiry: await tokenExpiry(folder ? [folder] : known, services),
    now,
    locale,
  });
  if (!answers) return;
  const objects = folder ? [objectIn(folder, answers.name)] : known;
  const options = putOptions(answers, objects.length > 1 ? AUTO_CONTENT_TYPE : answers.contentType);
  const links = await makeLinks(
    objects.map((target) => ({ target, options })),
    services,
  );
  await deliverLinks(links, services, { filePath: file?.path });
  if (folder) await memory.rememberUploadFolder(folder);
  const [link] = links;
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

/** The object of a name in a folder. */
export function objectIn({ profileId, bucket, prefix }: FolderTarget, name: string): ObjectTarget {
  return { profileId, bucket, key: prefix + name };
}
