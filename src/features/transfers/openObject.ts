import * as l10n from '@vscode/l10n';
import { type ObjectTarget, shortName } from '../../links/link.ts';
import { MAX_OPENED_BYTES } from '../../transfers/objectContents.ts';
import { describeSize } from '../../text/describe.ts';
import { askObject } from '../targets/askTarget.ts';
import { downloadTarget } from './download.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Size above which opening an object asks first. */
const CONFIRM_ABOVE_BYTES = 5 * 2 ** 20;
/** Size above which opening shows progress. */
const PROGRESS_ABOVE_BYTES = 2 ** 20;

/** Opens objects in read-only editors; without targets it asks for one. */
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
  const { objectEditors, shortcuts, notifications, prompts, locale } = services;
  const name = shortName(target.key);
  const contents = await objectEditors.contents();
  const { sizeBytes = 0 } = await contents.describe(target);
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
    if (answer !== open) return answer === download;
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
  if (!content) return false;
  await objectEditors.show(target);
  await shortcuts.use('opened', [target]);
  return true;
}
