import * as l10n from '@vscode/l10n';
import { objectName, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import { inParallel } from '../../oss/inParallel.ts';
import { describeCount } from '../../text/describe.ts';
import { reportCount } from '../../ui/messages/throttledProgress.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import type { Services } from '../services.ts';
import { reportTransfer } from './transferReport.ts';

const PARALLEL_REQUESTS = 8;

/** Delete marker that hides an object. */
export type DeleteMarker = ObjectTarget & { readonly versionId: string };

/** Button that takes a deletion back. There is none unless delete markers hide all of the deleted objects. */
export function undoDeleteAction(
  markers: readonly DeleteMarker[],
  deletedCount: number,
  folders: readonly FolderTarget[],
  services: Services,
): readonly NotificationAction[] {
  // In a bucket with suspended versioning, the marker has replaced the version that has no ID.
  const isComplete = markers.length === deletedCount && markers.every(({ versionId }) => versionId !== 'null');
  if (deletedCount === 0 || !isComplete) return [];
  return [{ label: l10n.t('Undo Delete'), run: () => undoDelete(markers, folders, services) }];
}

/** Brings objects back by deleting the markers that hide them. */
async function undoDelete(
  markers: readonly DeleteMarker[],
  folders: readonly FolderTarget[],
  services: Services,
): Promise<void> {
  const { notifications, clientOf, tree, locale } = services;
  const count = describeCount(markers.length, locale);
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  let back = 0;
  const isOne = markers.length === 1;
  const title = l10n.t(isOne ? 'Bringing 1 object back' : 'Bringing {0} objects back', count);
  const finished = await notifications.progress(title, async (progress, signal) => {
    const remove = async (marker: DeleteMarker, either: AbortSignal): Promise<void> => {
      const { profileId, bucket, key, versionId } = marker;
      try {
        await (await clientOf(profileId)).deleteObject(bucket, key, { versionId, signal: either });
        back++;
      } catch (error) {
        either.throwIfAborted();
        failed.push({ name: key, error });
      }
      reportCount(progress, back + failed.length, markers.length, locale);
    };
    await inParallel(markers, PARALLEL_REQUESTS, remove, signal);
    return true;
  });
  for (const { profileId, bucket, prefix } of folders) tree.refreshFolder(profileId, bucket, prefix);
  const [first] = markers;
  const summary =
    finished !== true || failed.length > 0
      ? l10n.t(isOne ? '{0} of 1 object is back.' : '{0} of {1} objects are back.', describeCount(back, locale), count)
      : first && isOne
        ? l10n.t('"{0}" is back', objectName(first.key))
        : l10n.t('{0} objects are back', count);
  reportTransfer({ count: markers.length, summary, failed, notes: [] }, services);
}
