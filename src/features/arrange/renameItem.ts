import * as l10n from '@vscode/l10n';
import type { ArrangedItem } from '../../tree/objectClipboard.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askObject } from '../targets/askTarget.ts';
import { allowsChanges } from '../targets/confirmChanges.ts';
import { checkItemName } from './checkItemName.ts';
import { runCopyJob } from './copyJob.ts';

/** Renames an object or a folder: copies it to the new key, then deletes the old one. Without an item it asks for an object. */
export async function renameItem(given: ArrangedItem | undefined, services: Services): Promise<void> {
  if (!allowsChanges(services)) return;
  const item = given ?? (await askItem(services));
  if (!item) return;
  const suffix = item.isFolder ? '/' : '';
  const whole = item.isFolder ? item.key.slice(0, -1) : item.key;
  const prefix = whole.slice(0, whole.lastIndexOf('/') + 1);
  const name = whole.slice(prefix.length);
  const answer = await services.prompts.input({
    title: l10n.t('Rename "{0}"', name),
    prompt: l10n.t('New name'),
    value: name,
    // As in the explorer of VS Code, the extension stays as it is.
    selected: item.isFolder ? name : name.replace(/(?<!^)\.[^.]*$/, ''),
    check: (text) => checkItemName(text, prefix, suffix),
  });
  // Input boxes drop blanks at the ends: a name with such blanks that is left as it is stays.
  if (isUnanswered(answer) || answer === name || answer === name.trim()) return;
  const key = prefix + answer + suffix;
  if (item.isFolder && key.startsWith(item.key)) {
    services.notifications.warn(l10n.t("A folder can't be moved into itself."));
    return;
  }
  const { profileId, bucket, isFolder, sizeBytes } = item;
  const request = {
    from: { profileId, bucket, key: item.key },
    to: { profileId, bucket, key },
    isFolder,
    ...(sizeBytes !== undefined && { sizeBytes }),
  };
  const done = l10n.t('Renamed "{0}" to "{1}"', name, answer);
  await runCopyJob(
    {
      requests: [request],
      moves: true,
      confirms: isFolder,
      renames: { from: name, to: answer },
      done,
      undoLabel: l10n.t('Undo Rename'),
    },
    services,
  );
}

async function askItem(services: Services): Promise<ArrangedItem | undefined> {
  if (!(await requireProfile(services))) return undefined;
  const target = await askObject(services, l10n.t('Rename'));
  return target && { ...target, isFolder: false };
}
