import * as l10n from '@vscode/l10n';
import { explainError } from '../../ui/messages/errorText.ts';
import type { Services } from '../services.ts';

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
    run: () => documents.show(l10n.t('Transfer details'), [summary, '', ...lines.map(asText)].join('\n')),
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

function asText(line: string): string {
  return `    ${line.replaceAll(/\p{Cc}/gu, ' ')}`;
}
