import * as l10n from '@vscode/l10n';
import { describeCount } from '../../text/describe.ts';
import type { ReplacementKind } from './linkReplacements.ts';

/** Title of the command. */
export function titleOf(kind: ReplacementKind): string {
  return kind === 'renew' ? l10n.t('Renew Links') : l10n.t('Replace Links with oss:// Addresses');
}

/** Placeholder of the list of links; some may be left out of it. */
export function selectText(kind: ReplacementKind, refusedCount: number, locale: string): string {
  const refused = describeCount(refusedCount, locale);
  if (kind === 'renew') {
    return refusedCount === 0
      ? l10n.t('Select the links to renew')
      : l10n.t("Select the links to renew ({0} can't be renewed)", refused);
  }
  return refusedCount === 0
    ? l10n.t('Select the links to replace')
    : l10n.t("Select the links to replace ({0} can't be replaced)", refused);
}

/** Sentence about links that were left because their text has changed. */
export function changedText(kind: ReplacementKind, count: number, chosen: number, locale: string): string {
  const [done, all] = [describeCount(count, locale), describeCount(chosen, locale)];
  return kind === 'renew'
    ? l10n.t(
        chosen === 1
          ? 'The link was not renewed: the text has changed.'
          : '{0} of {1} links were renewed: the texts have changed.',
        done,
        all,
      )
    : l10n.t(
        chosen === 1
          ? 'The link was not replaced: the text has changed.'
          : '{0} of {1} links were replaced: the texts have changed.',
        done,
        all,
      );
}

/** Sentence about links that were changed in editors. */
export function doneText(kind: ReplacementKind, count: number, files: number, locale: string): string {
  const counts = [describeCount(count, locale), describeCount(files, locale)];
  if (kind === 'renew') {
    return l10n.t(
      files > 1
        ? '{0} links renewed in {1} files. The files are not saved; you can undo this.'
        : count > 1
          ? '{0} links renewed in 1 file. The file is not saved; you can undo this.'
          : '1 link renewed in 1 file. The file is not saved; you can undo this.',
      ...counts,
    );
  }
  return l10n.t(
    files > 1
      ? '{0} links replaced in {1} files. The files are not saved; you can undo this.'
      : count > 1
        ? '{0} links replaced in 1 file. The file is not saved; you can undo this.'
        : '1 link replaced in 1 file. The file is not saved; you can undo this.',
    ...counts,
  );
}

/** Sentence about links that stay as they are, and heading of their reasons. */
export function refusedTexts(
  kind: ReplacementKind,
  refused: number,
  locale: string,
): { readonly text: string; readonly heading: string } {
  const count = describeCount(refused, locale);
  return kind === 'renew'
    ? {
        text: l10n.t(refused === 1 ? "1 link can't be renewed." : "{0} links can't be renewed.", count),
        heading: l10n.t("Links that can't be renewed"),
      }
    : {
        text: l10n.t(refused === 1 ? "1 link can't be replaced." : "{0} links can't be replaced.", count),
        heading: l10n.t("Links that can't be replaced"),
      };
}
