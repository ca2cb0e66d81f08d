import * as l10n from '@vscode/l10n';
import { explainError } from '../../ui/messages/errorText.ts';
import type { Services } from '../services.ts';
import { describeCount } from '../../text/describe.ts';
import type { UploadResult } from './uploadAll.ts';

/** What is told of a transfer when it has ended, whether or not the user ended it. */
export interface TransferReport {
  /** How many objects it was about. */
  readonly count: number;
  /** In the user's language, with the counts. */
  readonly summary: string;
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
  /** Lines on what else did not go as planned. */
  readonly notes: readonly string[];
}

/** Says a word in the status bar where all went well; else what did not, each item with its reason in a report. */
export function reportTransfer(
  { count, summary, failed, notes }: TransferReport,
  { notifications, documents }: Pick<Services, 'notifications' | 'documents'>,
): void {
  const [first] = failed;
  if (first && count === 1) {
    notifications.error(first.error);
    return;
  }
  if (!first && notes.length === 0) {
    notifications.status(summary);
    return;
  }
  const lines = [
    ...failed.flatMap(({ name, error }) => {
      const { message, details } = explainError(error);
      return [`${name}: ${message}`, ...details.split('\n').map((line) => `    ${line}`)];
    }),
    ...notes,
  ];
  const reason = first ? ` ${explainError(first.error).message}` : '';
  notifications.warn(summary + reason, {
    label: l10n.t('Show Details'),
    // Indented, names and what servers say are text in Markdown.
    run: () => documents.show(l10n.t('Transfer details'), [summary, '', ...lines.map(markdownTextLine)].join('\n')),
  });
}

/** Puts a list of names into a line, cut where it would be long. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown}, …` : shown;
}

/** A line for each item that the user chose to leave as it is. */
export function skippedNotes(names: readonly string[]): readonly string[] {
  return names.map((name) => l10n.t('{0}: skipped, as it exists', name));
}

function markdownTextLine(line: string): string {
  return `    ${line.replaceAll(/\p{Cc}/gu, ' ')}`;
}

/** Tells what became of an upload of `count` files; `allDone` is said where every one of them has come. */
export function reportUpload(
  { finished, objects, skipped, failed }: UploadResult,
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
