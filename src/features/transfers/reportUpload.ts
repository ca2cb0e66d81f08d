import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import { ContentMismatchError } from '../../transfers/transferErrors.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import type { Services } from '../services.ts';
import { deleteTargets } from './deleteObjects.ts';
import { abortIncompleteUploads } from './incompleteUploads.ts';
import { reportTransfer, skippedNotes, someNames } from './transferReport.ts';
import { uploadAll, type UploadResult } from './uploadAll.ts';

/**
 * Reports an upload of `count` files into a folder, and its remains on OSS: damaged objects and parts of uploads.
 * `allDone` is the message if all of them were uploaded.
 */
export function reportUpload(
  result: UploadResult,
  count: number,
  folder: FolderTarget,
  services: Services,
  allDone?: string,
): void {
  const damaged = result.failed.filter(isStoredDamaged);
  if (count === 1 && damaged[0]) {
    offerDamaged(explainError(damaged[0].error).message, damaged, folder, services);
  } else {
    reportCounts(result, count, services, allDone);
    if (damaged.length > 0) {
      const names = someNames(damaged.map(({ name }) => name));
      offerDamaged(
        l10n.t('Damaged objects are stored in {0}: {1}. Upload them again, or delete them.', folder.bucket, names),
        damaged,
        folder,
        services,
      );
    }
  }
  if (result.leftBehind.length > 0) offerIncomplete(result.leftBehind, folder, services);
}

function reportCounts(
  { finished, objects, skipped, failed }: UploadResult,
  count: number,
  services: Services,
  allDone: string | undefined,
): void {
  const { locale } = services;
  if (!finished) {
    // No message on cancel unless something was already transferred.
    if (objects.length + failed.length === 0) return;
    const counts = [describeCount(objects.length, locale), describeCount(count, locale)];
    const summary =
      objects.length === count
        ? l10n.t(
            count === 1
              ? 'Too late to cancel: {0} of 1 file uploaded'
              : 'Too late to cancel: {0} of {1} files uploaded',
            ...counts,
          )
        : l10n.t(count === 1 ? 'Canceled: {0} of 1 file uploaded' : 'Canceled: {0} of {1} files uploaded', ...counts);
    reportTransfer({ count, summary, failed, notes: [] }, services);
  } else if (failed.length + skipped.length > 0) {
    const summary = l10n.t(
      '{0} uploaded, {1} skipped, {2} failed.',
      describeCount(objects.length, locale),
      describeCount(skipped.length, locale),
      describeCount(failed.length, locale),
    );
    reportTransfer({ count, summary, failed, notes: skippedNotes(skipped) }, services);
  } else if (allDone !== undefined) {
    services.notifications.status(allDone);
  }
}

type FailedUpload = UploadResult['failed'][number];
type StoredDamaged = FailedUpload & {
  readonly error: { readonly stored: NonNullable<ContentMismatchError['stored']> };
};

function isStoredDamaged(failed: FailedUpload): failed is StoredDamaged {
  return failed.error instanceof ContentMismatchError && failed.error.stored !== undefined;
}

/** Warns of damaged objects, and offers to replace or to delete them. */
function offerDamaged(
  message: string,
  damaged: readonly StoredDamaged[],
  folder: FolderTarget,
  services: Services,
): void {
  const { notifications, allowsDelete } = services;
  const { profileId } = folder;
  const again = {
    label: l10n.t('Upload Again'),
    run: async () => {
      const files = damaged.map(({ file }) => file);
      const done = l10n.t(
        files.length === 1 ? '1 file uploaded to {1}' : '{0} files uploaded to {1}',
        files.length,
        `${folder.bucket}/${folder.prefix}`,
      );
      reportUpload(await uploadAll(files, folder, services), files.length, folder, services, done);
    },
  };
  const remove = {
    label: l10n.t('Delete…'),
    run: () =>
      deleteTargets(
        damaged.map(({ error }) => ({ profileId, ...error.stored })),
        services,
      ),
  };
  notifications.warn(message, again, ...(allowsDelete() ? [remove] : []));
}

/** Warns of uploads whose parts OSS may still keep. */
export function offerIncomplete(keys: readonly string[], folder: FolderTarget, services: Services): void {
  const { profileId, bucket } = folder;
  services.notifications.warn(
    l10n.t(
      'Parts of {0} may be left in {1}, where they are charged: they could not be deleted.',
      someNames(keys),
      bucket,
    ),
    { label: l10n.t('Incomplete Uploads…'), run: () => abortIncompleteUploads({ profileId, bucket }, services) },
  );
}
