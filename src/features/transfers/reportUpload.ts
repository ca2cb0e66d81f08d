import * as l10n from '@vscode/l10n';
import { describeCount } from '../../text/describe.ts';
import type { Services } from '../services.ts';
import { reportTransfer, skippedNotes } from './transferReport.ts';
import type { Uploaded } from './uploadAll.ts';

/** Tells what became of an upload of `count` files; `allDone` is said where every one of them has come. */
export function reportUpload(
  { finished, objects, skipped, failed }: Uploaded,
  count: number,
  services: Pick<Services, 'notifications' | 'documents' | 'locale'>,
  allDone?: string,
): void {
  const { locale } = services;
  if (!finished) {
    // Leaving is silent, but what it came too late for has to be known.
    if (objects.length + failed.length === 0) return;
    const summary = l10n.t(
      'Cancelled: {0} of {1} files uploaded',
      describeCount(objects.length, locale),
      describeCount(count, locale),
    );
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
