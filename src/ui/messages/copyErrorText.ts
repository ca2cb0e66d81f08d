import * as l10n from '@vscode/l10n';
import {
  CopyMismatchError,
  NotCopyableError,
  SourceChangedError,
  TargetExistsError,
  type NotCopyableReason,
} from '../../transfers/copy/copyErrors.ts';

/** Text for an error of a copy; `undefined` for other errors. */
export function copyErrorText(error: unknown): string | undefined {
  if (error instanceof NotCopyableError) return notCopyableText(error.target, error.reason);
  if (error instanceof SourceChangedError) {
    return l10n.t('"{0}" was changed by someone else meanwhile, so it was kept. Try again.', error.target);
  }
  if (error instanceof TargetExistsError) {
    return l10n.t('Couldn\'t write "{0}": another object has this key.', error.target);
  }
  if (error instanceof CopyMismatchError) {
    return l10n.t(
      'Couldn\'t copy to "{0}": the copy differs from the object, which was kept. Try again.',
      error.target,
    );
  }
  return undefined;
}

function notCopyableText(key: string, reason: NotCopyableReason): string {
  switch (reason) {
    case 'archived':
      return l10n.t('Couldn\'t copy "{0}": it is archived. Restore it first.', key);
    case 'symlink':
      return l10n.t('Couldn\'t copy "{0}": it is a symbolic link to another object.', key);
    case 'unchecked':
      return l10n.t(
        "Couldn't copy \"{0}\": the host doesn't report its size and ETag, so a copy can't be verified.",
        key,
      );
  }
}
