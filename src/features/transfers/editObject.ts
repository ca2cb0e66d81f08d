import * as l10n from '@vscode/l10n';
import { shortName, type ObjectTarget } from '../../links/link.ts';
import { NotEditableError, validateEditable } from '../../transfers/edit/editErrors.ts';
import { keptHeaders } from '../../transfers/edit/keptProperties.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askObject } from '../targets/askTarget.ts';
import { allowsChanges, confirmChanges } from '../targets/confirmChanges.ts';
import { readForEditor } from './openObject.ts';

/** Opens an object in a writable editor, or makes its open editor writable; without a target it asks for one. */
export async function editObject(given: ObjectTarget | undefined, services: Services): Promise<void> {
  if (!allowsChanges(services)) return;
  const target = given ?? (await askTarget(services));
  if (!target) return;
  const { profileId, bucket, key, versionId } = target;
  if (versionId !== undefined) throw new NotEditableError(key, 'version');
  const metadata = await readForEditor(target, services);
  if (metadata === undefined || metadata === 'downloaded') return;
  validateEditable(metadata, key, target);
  const name = shortName(key);
  if (metadata.type?.toLowerCase() === 'appendable' && !(await confirmAppendable(name, services))) return;
  if (!(await confirmChanges([target], services))) return;
  const client = await services.clientOf(profileId);
  // A permission that saving needs is missed before anything is typed.
  const kept = await slowProgress(l10n.t('Opening {0}', name), services.notifications, (signal) =>
    keptHeaders(client, { bucket, key }, metadata, signal),
  );
  if (!kept) return;
  await services.objectEditors.edit(target);
  await services.shortcuts.use('opened', [target]);
  services.notifications.status(l10n.t('"{0}" can be edited. Saving replaces the object.', name));
}

async function askTarget(services: Services): Promise<ObjectTarget | undefined> {
  return (await requireProfile(services)) ? askObject(services, l10n.t('Edit Object')) : undefined;
}

async function confirmAppendable(name: string, { prompts }: Services): Promise<boolean> {
  const edit = l10n.t('Edit');
  const answer = await prompts.decide({
    message: l10n.t('Edit the appendable object "{0}"?', name),
    detail: l10n.t('Saving makes it a normal object, to which nothing can be appended.'),
    answers: [edit],
  });
  return answer === edit;
}
