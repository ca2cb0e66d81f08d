import { markdownCell } from '../../text/plainText.ts';
import * as l10n from '@vscode/l10n';
import { archivedObject, explainError } from '../../ui/messages/errorText.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import type { Services } from '../services.ts';

/** Report of a finished or cancelled transfer. */
export interface TransferReport {
  /** Number of all objects. */
  readonly count: number;
  /** Sentence with the counts, in the user's language. */
  readonly summary: string;
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
  /** Further lines for the details. */
  readonly notes: readonly string[];
  /** Further buttons of a warning. */
  readonly actions?: readonly NotificationAction[];
}

/** Reports success in the status bar, and failures in a warning with a detailed report. */
export function reportTransfer(
  { count, summary, failed, notes, actions = [] }: TransferReport,
  { notifications, documents, runCommand }: Pick<Services, 'notifications' | 'documents' | 'runCommand'>,
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
  const showDetails = {
    label: l10n.t('Show Details'),
    // Indented lines are plain text in Markdown.
    run: () =>
      documents.showRendered(
        l10n.t('Transfer details'),
        [markdownCell(summary), '', ...lines.map(markdownTextLine)].join('\n'),
      ),
  };
  const archived = failed.flatMap(({ error }) => archivedObject(error) ?? []);
  const restore = { label: l10n.t('Restore…'), run: () => runCommand('restoreObjects', archived) };
  notifications.warn(summary + reason, ...actions, ...(archived.length > 0 ? [restore] : []), showDetails);
}

/** The first names of a list, in one line. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown}, …` : shown;
}

/** One line per skipped item. */
export function skippedNotes(names: readonly string[]): readonly string[] {
  return names.map((name) => l10n.t('{0}: skipped, as it exists', name));
}

function markdownTextLine(line: string): string {
  return `    ${line.replaceAll(/\p{Cc}/gu, ' ')}`;
}
