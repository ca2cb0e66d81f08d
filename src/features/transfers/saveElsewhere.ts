import * as l10n from '@vscode/l10n';
import { contentTypeFor } from '../../links/headers/contentType.ts';
import { objectName, parentPrefix, shortName } from '../../links/link.ts';
import { validateKey } from '../../oss/validate.ts';
import { TargetExistsError } from '../../transfers/copy/copyErrors.ts';
import { describingHeaders, storageHeaders } from '../../transfers/copy/objectState.ts';
import { ObjectChangedError } from '../../transfers/edit/editErrors.ts';
import { createWithHeaders } from '../../transfers/edit/saveObject.ts';
import { safeFileName } from '../../text/fileNames.ts';
import { numberedKey } from '../../transfers/safePaths.ts';
import type { EditedContent } from '../../ui/files/openedObjects.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { BACK, isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Saves a content as another object or as a file, as the user chooses, and opens it; false if the user cancels. */
export async function saveElsewhere(edited: EditedContent, services: Services): Promise<boolean> {
  const title = l10n.t('Save "{0}" As', shortName(edited.target.key));
  for (;;) {
    const kind = await services.prompts.pick<'object' | 'file'>({
      title,
      placeholder: l10n.t('Select where to save your version'),
      choices: [
        { label: l10n.t('Another Object'), description: edited.target.bucket, icon: 'cloud-upload', value: 'object' },
        { label: l10n.t('File on This Computer'), icon: 'file', value: 'file' },
      ],
    });
    if (isUnanswered(kind)) return false;
    if (kind === 'file') return saveAsFile(edited, services);
    const isSaved = await saveAsObject(edited, title, services);
    if (isSaved !== BACK) return isSaved;
  }
}

async function saveAsObject(
  { target, bytes, metadata }: EditedContent,
  title: string,
  services: Services,
): Promise<boolean | typeof BACK> {
  const { prompts, notifications, clientOf, objectEditors, tree } = services;
  const { profileId, bucket } = target;
  const client = await clientOf(profileId);
  let key = numberedKey(target.key, 2);
  for (;;) {
    const answer = await prompts.input({
      title,
      canGoBack: true,
      prompt: l10n.t('Key of the new object in {0}', bucket),
      value: key,
      check: (text) => checkInput(validateKey, text),
    });
    if (answer === BACK) return BACK;
    if (answer === undefined) return false;
    key = answer;
    const headers = lastHeaders(key, metadata);
    try {
      const saved = await slowProgress(l10n.t('Saving "{0}"', shortName(key)), notifications, (signal) =>
        createWithHeaders(client, { bucket, key, bytes }, headers, signal),
      );
      if (!saved) return false;
      tree.refreshFolder(profileId, bucket, parentPrefix(key));
      await objectEditors.show({ profileId, bucket, key }, false);
      return true;
    } catch (error) {
      // The key is asked for again.
      const isTaken = error instanceof ObjectChangedError;
      notifications.error(isTaken ? new TargetExistsError(key, { cause: error }) : error);
    }
  }
}

async function saveAsFile({ target, bytes }: EditedContent, { folders, newId }: Services): Promise<boolean> {
  const name = safeFileName(objectName(target.key));
  const chosen = await folders.askFile(l10n.t('Save As'), name);
  if (!chosen) return false;
  const content = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  // The save dialog has already asked about an existing file.
  await chosen.folder.write([chosen.name], () => Promise.resolve(content()), {
    ...{ replace: true, partSuffix: `.${newId().slice(0, 8)}.part`, signal: new AbortController().signal },
  });
  await chosen.open();
  return true;
}

/** Headers for a new object: those that the edited one had when it was opened. */
export function lastHeaders(key: string, metadata: EditedContent['metadata']): Readonly<Record<string, string>> {
  if (!metadata) return { 'content-type': contentTypeFor(key) };
  return { ...describingHeaders(metadata), ...storageHeaders(metadata, true) };
}
