import * as l10n from '@vscode/l10n';
import type { Services } from './services.ts';
import { reportTransfer, skippedNotes } from './transferReport.ts';
import type { Uploaded } from './uploadAll.ts';

/** Tells what became of an upload of `count` files; `allDone` is said where every one of them has come. */
export function reportUpload(
  { finished, objects, skipped, failed }: Uploaded,
  count: number,
  services: Pick<Services, 'notifications' | 'documents'>,
  allDone?: string,
): void {
  if (!finished) {
    // Leaving is silent, but what it came too late for has to be known.
    if (objects.length + failed.length === 0) return;
    const summary = l10n.t('Cancelled: {0} of {1} files uploaded', objects.length, count);
    reportTransfer({ count, summary, failed, notes: [] }, services);
  } else if (failed.length + skipped.length > 0) {
    const summary = l10n.t('{0} uploaded, {1} skipped, {2} failed.', objects.length, skipped.length, failed.length);
    reportTransfer({ count, summary, failed, notes: skippedNotes(skipped) }, services);
  } else if (allDone !== undefined) {
    services.notifications.status(allDone);
  }
}
