import * as l10n from '@vscode/l10n';
import { objectName } from '../../links/link.ts';
import type { ChangeMode } from '../../transfers/allowedChanges.ts';
import {
  NotEditableError,
  NotSavedError,
  ObjectChangedError,
  ObjectGoneError,
  PropertiesMismatchError,
  type NotEditableReason,
} from '../../transfers/edit/editErrors.ts';

/** Text for an error of editing and saving an object; `undefined` for other errors. */
export function editErrorText(error: unknown): string | undefined {
  if (error instanceof ObjectChangedError) {
    return l10n.t('"{0}" was changed on OSS since you opened it.', objectName(error.target));
  }
  if (error instanceof ObjectGoneError) {
    return l10n.t('"{0}" was deleted on OSS since you opened it.', objectName(error.target));
  }
  if (error instanceof NotEditableError) return notEditableText(objectName(error.target), error.reason);
  if (error instanceof PropertiesMismatchError) {
    return l10n.t('OSS reports other properties of "{0}" than were set. Check them.', objectName(error.target));
  }
  if (error instanceof NotSavedError) {
    const { reason } = error;
    return reason === 'canceled' ? l10n.t('Canceled. Your changes are kept in the editor.') : changeRefusal(reason);
  }
  return undefined;
}

/** Reason why no object may be changed; `undefined` if objects may be changed. */
export function changeRefusal(mode: ChangeMode): string | undefined {
  switch (mode) {
    case 'off':
      return l10n.t('Changing objects is turned off. Change the setting "ossLinks.changes".');
    case 'untrusted':
      return l10n.t("Objects can't be changed from a workspace that you don't trust.");
    case 'ask':
    case 'on':
      return undefined;
  }
}

function notEditableText(name: string, reason: NotEditableReason): string {
  switch (reason) {
    case 'archived':
      return l10n.t('Couldn\'t edit "{0}": it is archived. Restore it and change its storage class first.', name);
    case 'notRestored':
      return l10n.t('Couldn\'t change "{0}": it is archived. Restore it first.', name);
    case 'metadata':
      return l10n.t(
        'Couldn\'t change "{0}": its headers or metadata have characters other than ASCII. Edit these properties first.',
        name,
      );
    case 'symlink':
      return l10n.t('Couldn\'t edit "{0}": it is a symbolic link. Edit the object that it points to.', name);
    case 'version':
      return l10n.t('Couldn\'t edit "{0}": this is one of its versions. Edit the object itself.', name);
    case 'unchecked':
      return l10n.t(
        'Couldn\'t edit "{0}": the host doesn\'t report its size and ETag, so changes by others could be lost.',
        name,
      );
    case 'encrypted':
      return l10n.t('Couldn\'t edit "{0}": it was encrypted before the upload. Edit it with that program.', name);
  }
}
