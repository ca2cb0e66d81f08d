import * as l10n from '@vscode/l10n';
import { parentPrefix, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { TargetExistsError } from '../../transfers/copy/copyErrors.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { revealObject } from '../explorer/revealObject.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askFolder } from '../targets/askTarget.ts';
import { allowsChanges } from '../targets/confirmChanges.ts';
import { checkItemName } from './checkItemName.ts';

/** Creates a folder: an empty object whose key ends in `/`. Nothing that exists is replaced. */
export async function newFolder(given: FolderTarget | undefined, services: Services): Promise<void> {
  const parent = await parentFor(given, l10n.t('New Folder'), services);
  if (!parent) return;
  const name = await askName(parent, l10n.t('New Folder'), l10n.t('Folder name'), '/', services);
  if (name === undefined) return;
  await create({ ...parent, key: `${parent.prefix}${name}/` }, 'application/octet-stream', services);
}

/** Creates an empty object with the type of its name. Nothing that exists is replaced. */
export async function newFile(given: FolderTarget | undefined, services: Services): Promise<void> {
  const parent = await parentFor(given, l10n.t('New File'), services);
  if (!parent) return;
  const name = await askName(parent, l10n.t('New File'), l10n.t('File name'), '', services);
  if (name === undefined) return;
  const { contentTypeFor } = await import('../../links/headers/contentType.ts');
  await create({ ...parent, key: parent.prefix + name }, contentTypeFor(name), services);
}

async function parentFor(
  given: FolderTarget | undefined,
  title: string,
  services: Services,
): Promise<FolderTarget | undefined> {
  if (!allowsChanges(services)) return undefined;
  if (given) return given;
  return (await requireProfile(services)) ? askFolder(services, title) : undefined;
}

/** Asks for a name; slashes make folders on the way. */
async function askName(
  { bucket, prefix }: FolderTarget,
  title: string,
  prompt: string,
  suffix: string,
  { prompts }: Services,
): Promise<string | undefined> {
  const answer = await prompts.input({
    title: `${title} · ${bucket}/${prefix}`,
    prompt,
    check: (text) => checkItemName(text.replace(/\/+$/, ''), prefix, suffix),
  });
  return isUnanswered(answer) ? undefined : answer.replace(/\/+$/, '');
}

async function create(
  { profileId, bucket, key }: ObjectTarget,
  contentType: string,
  services: Services,
): Promise<void> {
  const client = await services.clientOf(profileId);
  // A folder exists with its first object; a bucket with versions does not refuse to overwrite.
  const found = await client.listObjects(bucket, { prefix: key, delimiter: '/', maxKeys: 2 });
  const isTaken = key.endsWith('/')
    ? found.hasMarker === true || found.entries.length + found.prefixes.length > 0
    : found.entries.some((entry) => entry.key === key);
  if (isTaken) throw new TargetExistsError(key);
  try {
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    await client.putObject(bucket, key, new Uint8Array(), { contentType, headers });
  } catch (error) {
    if (error instanceof OssError && error.code === 'FileAlreadyExists')
      throw new TargetExistsError(key, { cause: error });
    throw error;
  }
  services.tree.refreshFolder(profileId, bucket, parentPrefix(key));
  await revealObject({ profileId, bucket, key }, services);
}
