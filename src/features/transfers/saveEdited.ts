import * as l10n from '@vscode/l10n';
import { parentPrefix, shortName } from '../../links/link.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import type { ContentState } from '../../transfers/edit/contentState.ts';
import { NotSavedError, ObjectChangedError, ObjectGoneError } from '../../transfers/edit/editErrors.ts';
import { createWithHeaders, saveObject } from '../../transfers/edit/saveObject.ts';
import { ObjectTooLargeError } from '../../transfers/objectContents.ts';
import type { EditedContent } from '../../ui/files/openedObjects.ts';
import { editErrorText } from '../../ui/messages/editErrorText.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import type { Services } from '../services.ts';
import { confirmChanges } from '../targets/confirmChanges.ts';
import { lastHeaders, saveElsewhere } from './saveElsewhere.ts';

/** What the user decided about a save that would replace what others have done. */
type Resolution = { readonly base: ContentState | undefined } | 'create' | 'savedElsewhere';

/**
 * Saves what an editor holds, and asks where the object was changed or deleted since it was opened. Returns the state
 * that OSS has, or `undefined` if the content was saved elsewhere. Every error leaves the changes in the editor.
 */
export async function saveEdited(edited: EditedContent, services: Services): Promise<ContentState | undefined> {
  const { target } = edited;
  const mode = services.changeMode();
  if (mode === 'off' || mode === 'untrusted') throw new NotSavedError(mode);
  if (!(await confirmChanges([target], services))) throw new NotSavedError('canceled');
  let resolution: Resolution = { base: edited.base };
  for (;;) {
    try {
      const state = await send(edited, resolution, services);
      services.tree.refreshFolder(target.profileId, target.bucket, parentPrefix(target.key));
      return state;
    } catch (error) {
      if (error instanceof ObjectChangedError) resolution = await askAboutChange(error, edited, services);
      else if (error instanceof ObjectGoneError) resolution = await askAboutDeletion(error, edited, services);
      else {
        // VS Code shows the error as well, but without the button that copies the policy.
        if (error instanceof OssError && missingPermission(error)) services.notifications.error(error);
        throw error;
      }
    }
    if (resolution === 'savedElsewhere') return undefined;
  }
}

async function send(
  { target, bytes, metadata }: EditedContent,
  resolution: Exclude<Resolution, 'savedElsewhere'>,
  { clientOf, notifications }: Services,
): Promise<ContentState> {
  const { profileId, bucket, key } = target;
  const client = await clientOf(profileId);
  const onReplaced = (): void => {
    notifications.warn(
      l10n.t(
        '"{0}" was also changed by others while it was saved. Their change is now a version of it.',
        shortName(key),
      ),
    );
  };
  const saved = await slowProgress(l10n.t('Saving "{0}"', shortName(key)), notifications, (signal) =>
    resolution === 'create'
      ? createWithHeaders(client, { bucket, key, bytes }, lastHeaders(key, metadata), signal)
      : saveObject(client, { bucket, key, bytes, base: resolution.base, onReplaced }, signal),
  );
  if (!saved) throw new NotSavedError('canceled');
  return saved;
}

/** Shows both contents and asks which one stays. */
async function askAboutChange(
  error: ObjectChangedError,
  edited: EditedContent,
  services: Services,
): Promise<Resolution> {
  const { present } = error;
  const close = await compare(edited);
  const overwrite = l10n.t('Overwrite');
  const resolution = await ask(error, overwrite, edited, services);
  if (resolution === overwrite) edited.saveChanges();
  await close();
  return resolution === overwrite ? { base: present } : 'savedElsewhere';
}

/** Shows both contents and returns how to close them. A content that is too large for an editor is not shown. */
async function compare({ compare: show, target }: EditedContent): Promise<() => Promise<void>> {
  try {
    return await show(l10n.t('{0} (on OSS ↔ in the editor)', shortName(target.key)));
  } catch (error) {
    if (error instanceof ObjectTooLargeError) return () => Promise.resolve();
    throw error;
  }
}

async function askAboutDeletion(
  error: ObjectGoneError,
  edited: EditedContent,
  services: Services,
): Promise<Resolution> {
  const create = l10n.t('Create Again');
  return (await ask(error, create, edited, services)) === create ? 'create' : 'savedElsewhere';
}

/** Asks until the content is saved elsewhere or to be written. Throws the error if the user cancels. */
async function ask(
  error: ObjectChangedError | ObjectGoneError,
  write: string,
  edited: EditedContent,
  services: Services,
): Promise<string> {
  const saveAs = l10n.t('Save As…');
  for (;;) {
    const answer = await services.prompts.decide({
      message: editErrorText(error) ?? error.message,
      answers: [write, saveAs, l10n.t('Cancel')],
      isBeside: true,
    });
    if (answer === write) return write;
    if (answer !== saveAs) throw error;
    if (await saveElsewhere(edited, services)) return saveAs;
  }
}
