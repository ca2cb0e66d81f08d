import * as l10n from '@vscode/l10n';
import { type ObjectTarget, shortName } from '../../links/link.ts';
import { MAX_OPENED_BYTES } from '../../transfers/objectContents.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { NotEditableError, validateEditable } from '../../transfers/edit/editErrors.ts';
import { describeSize } from '../../text/describe.ts';
import { askObject } from '../targets/askTarget.ts';
import { downloadTarget } from './download.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Size above which opening an object asks first. */
const CONFIRM_ABOVE_BYTES = 5 * 2 ** 20;
/** Size above which opening shows progress. */
const PROGRESS_ABOVE_BYTES = 2 ** 20;

/** Opens objects in editors, read-only unless changes are `on`; without targets it asks for one. */
export async function openObject(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  if (targets.length === 0) {
    if (!(await requireProfile(services))) return;
    const target = await askObject(services, l10n.t('Open Object'));
    if (target) await openOne(target, services);
    return;
  }
  for (const target of targets) if (!(await openOne(target, services))) return;
}

/** False if the user cancelled. */
async function openOne(target: ObjectTarget, services: Services): Promise<boolean> {
  const read = await readForEditor(target, services);
  if (read !== undefined && read !== 'downloaded') {
    const isEditable = services.changeMode() === 'on' && canEdit(target, read);
    await services.objectEditors.show(target, isEditable);
    await services.shortcuts.use('opened', [target]);
  }
  return read !== undefined;
}

/** True for an object that a save leaves what it is. */
function canEdit({ key, versionId }: ObjectTarget, metadata: ObjectMetadata): boolean {
  try {
    validateEditable(metadata, key);
    return versionId === undefined && metadata.type !== 'Appendable';
  } catch (error) {
    if (error instanceof NotEditableError) return false;
    throw error;
  }
}

/** Reads an object, so that an editor gets it from the cache. Returns its metadata; `undefined` if the user cancelled. */
export async function readForEditor(
  target: ObjectTarget,
  services: Services,
): Promise<ObjectMetadata | 'downloaded' | undefined> {
  const { objectEditors, notifications, prompts, locale } = services;
  const name = shortName(target.key);
  const contents = await objectEditors.contents();
  const metadata = await contents.describe(target);
  const { sizeBytes = 0 } = metadata;
  const size = describeSize(sizeBytes, locale);
  const [open, download] = [l10n.t('Open'), l10n.t('Download…')];
  if (sizeBytes > CONFIRM_ABOVE_BYTES) {
    const isTooLarge = sizeBytes > MAX_OPENED_BYTES;
    const answer = await prompts.decide({
      message: isTooLarge
        ? l10n.t('"{0}" is too large for an editor ({1}).', name, size)
        : l10n.t('"{0}" is large ({1}). Open it?', name, size),
      ...(!isTooLarge && { detail: l10n.t('The whole object is downloaded from OSS first.') }),
      answers: isTooLarge ? [download] : [open, download],
    });
    if (answer === download) await downloadTarget(target, services);
    if (answer !== open) return answer === download ? 'downloaded' : undefined;
  }
  // Read here, where it can be cancelled and errors are explained. The editor then reads it from the cache.
  const read = (onBytes: (bytes: number) => void, signal?: AbortSignal): Promise<Uint8Array> =>
    contents.read(target, { onBytes, ...(signal && { signal }) });
  const content =
    sizeBytes < PROGRESS_ABOVE_BYTES
      ? await read(() => undefined)
      : await notifications.progress(l10n.t('Opening {0}', name), (progress, signal) =>
          read((bytes) => {
            progress.report(bytes / sizeBytes, l10n.t('{0} of {1}', describeSize(bytes, locale), size));
          }, signal),
        );
  return content && metadata;
}
