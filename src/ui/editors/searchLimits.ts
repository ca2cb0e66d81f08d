import * as l10n from '@vscode/l10n';
import { describeCount } from '../../text/describe.ts';
import type { WorkspaceReading } from './workspaceTexts.ts';

/** Files that a search has read, and those that it has not. */
export interface SearchExtent extends Pick<WorkspaceReading, 'count' | 'isCut'> {
  /** Paths of files that are too large or cannot be read. */
  readonly unread: readonly string[];
}

/** Sentences about files that were not searched; none if all were. */
export function searchLimits({ unread, count, isCut }: SearchExtent, locale: string): readonly string[] {
  const [first = ''] = unread;
  const unreadTexts =
    unread.length === 0
      ? []
      : unread.length === 1
        ? [l10n.t("Not searched, since it is larger than 10 MB or can't be read: {0}.", first)]
        : [
            l10n.t(
              "Not searched, since they are larger than 10 MB or can't be read: {0} files, for example {1}.",
              describeCount(unread.length, locale),
              first,
            ),
          ];
  return [
    ...unreadTexts,
    ...(isCut ? [l10n.t('Only the first {0} files were searched.', describeCount(count, locale))] : []),
  ];
}
