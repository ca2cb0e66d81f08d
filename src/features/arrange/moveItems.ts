import * as l10n from '@vscode/l10n';
import { objectName, parentPrefix, type FolderTarget } from '../../links/link.ts';
import type { CopyRequest } from '../../transfers/copy/copyPlan.ts';
import type { ObjectPage } from '../../oss/client/objects.ts';
import { numberedKey } from '../../transfers/safePaths.ts';
import { describeCount } from '../../text/describe.ts';
import type { ArrangedItem } from '../../tree/objectClipboard.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askFolder, askObject, unlessListingDenied } from '../targets/askTarget.ts';
import { allowsChanges } from '../targets/confirmChanges.ts';
import { runCopyJob } from './copyJob.ts';

/** Moves or copies objects and folders to a folder that the user selects. Without items it asks for an object. */
export async function sendItems(given: readonly ArrangedItem[], moves: boolean, services: Services): Promise<void> {
  if (!allowsChanges(services)) return;
  const items = given.length > 0 ? given : await askItems(moves ? l10n.t('Move') : l10n.t('Copy'), services);
  const [first] = items;
  if (!first) return;
  const count = describeCount(items.length, services.locale);
  const title =
    items.length === 1
      ? l10n.t(moves ? 'Move "{0}"' : 'Copy "{0}"', objectName(first.key))
      : l10n.t(moves ? 'Move {0} Items' : 'Copy {0} Items', count);
  const start = { profileId: first.profileId, bucket: first.bucket, prefix: parentPrefix(first.key) };
  const offersStart = !moves || items.some((item) => !isIn(item, start));
  const target = await askFolder(services, title, { start, offersStart });
  if (target) await arrange(items, target, moves, false, services);
}

async function askItems(title: string, services: Services): Promise<readonly ArrangedItem[]> {
  if (!(await requireProfile(services))) return [];
  const target = await askObject(services, title);
  return target ? [{ ...target, isFolder: false }] : [];
}

/** Marks objects and folders to be moved by *Paste*; their keys are put on the clipboard. */
export async function cutItems(items: readonly ArrangedItem[], services: Services): Promise<void> {
  if (items.length === 0 || !allowsChanges(services)) return;
  const text = items.map(({ key }) => key).join('\n');
  await services.clipboard.writeText(text);
  services.objectClipboard.set({ items, moves: true, text });
  const [first] = items;
  services.notifications.status(
    first && items.length === 1
      ? l10n.t('Cut "{0}". Select a folder and paste it.', objectName(first.key))
      : l10n.t('Cut {0} items. Select a folder and paste them.', describeCount(items.length, services.locale)),
  );
}

/** Pastes what was cut or copied in the tree, unless something else was copied since. */
export async function pasteItems(given: FolderTarget | undefined, services: Services): Promise<void> {
  const { objectClipboard, clipboard, notifications } = services;
  if (!allowsChanges(services)) return;
  const { copied } = objectClipboard;
  if (!copied || (await clipboard.readText()) !== copied.text) {
    objectClipboard.clear();
    notifications.warn(l10n.t('Nothing to paste. Cut or copy objects in the tree first.'));
    return;
  }
  const target = given ?? (await askFolder(services, l10n.t('Paste')));
  if (!target) return;
  if (copied.moves) objectClipboard.clear();
  await arrange(copied.items, target, copied.moves, false, services);
}

/** Moves or copies objects and folders that were dropped on a folder, after a question. */
export async function dropItems(
  items: readonly ArrangedItem[],
  target: FolderTarget | undefined,
  services: Services,
): Promise<void> {
  if (!target || items.length === 0 || !allowsChanges(services)) return;
  if (items.every((item) => isIn(item, target))) return;
  const [move, copy] = [l10n.t('Move'), l10n.t('Copy')];
  const [first] = items;
  const where = `${target.bucket}/${target.prefix}`;
  const answer = await services.prompts.decide({
    message:
      items.length === 1
        ? l10n.t('Move or copy "{0}" to {1}?', first?.key ?? '', where)
        : l10n.t('Move or copy {0} items to {1}?', describeCount(items.length, services.locale), where),
    detail: l10n.t('If you move objects, existing links to the old keys stop working.'),
    answers: [move, copy],
  });
  if (answer !== undefined) await arrange(items, target, answer === move, true, services);
}

async function arrange(
  items: readonly ArrangedItem[],
  target: FolderTarget,
  moves: boolean,
  isConfirmed: boolean,
  services: Services,
): Promise<void> {
  if (items.some((item) => isWithinItself(item, target))) {
    services.notifications.warn(l10n.t("A folder can't be moved into itself."));
    return;
  }
  // Moving into the folder that holds them changes nothing; copies there get other names.
  const meant = moves ? items.filter((item) => !isIn(item, target)) : items;
  const where = `${target.bucket}/${target.prefix}`;
  if (meant.length === 0) {
    services.notifications.status(l10n.t('Nothing to move: already in {0}', where));
    return;
  }
  const requests = await Promise.all(meant.map((item) => requestOf(item, target, services)));
  const count = describeCount(meant.length, services.locale);
  const done = doneText(meant, moves, where, count);
  const hasMany = meant.length > 1 || meant.some(({ isFolder }) => isFolder);
  const undo = moves ? { undoLabel: l10n.t('Undo Move') } : {};
  await runCopyJob({ requests, moves, confirms: hasMany && !isConfirmed, done, ...undo }, services);
}

/** Message once the items are moved or copied. */
function doneText(items: readonly ArrangedItem[], moves: boolean, where: string, count: string): string {
  const [first] = items;
  if (first && items.length === 1) {
    const name = objectName(first.key);
    return moves ? l10n.t('Moved "{0}" to {1}', name, where) : l10n.t('Copied "{0}" to {1}', name, where);
  }
  return moves ? l10n.t('Moved {0} items to {1}', count, where) : l10n.t('Copied {0} items to {1}', count, where);
}

async function requestOf(
  item: ArrangedItem,
  target: FolderTarget,
  services: Pick<Services, 'clientOf'>,
): Promise<CopyRequest> {
  const { profileId, bucket, key, isFolder, sizeBytes } = item;
  const whole = isFolder ? key.slice(0, -1) : key;
  const name = whole.slice(whole.lastIndexOf('/') + 1);
  const kept = target.prefix + name;
  const renamed = isIn(item, target) ? await unusedKey(kept, item, services) : kept;
  return {
    from: { profileId, bucket, key },
    to: { profileId: target.profileId, bucket: target.bucket, key: isFolder ? `${renamed}/` : renamed },
    isFolder,
    ...(sizeBytes !== undefined && { sizeBytes }),
  };
}

/** First numbered key beside an item that is not in use, or the first one of all if objects may not be listed. */
async function unusedKey(
  key: string,
  { profileId, bucket, isFolder }: ArrangedItem,
  { clientOf }: Pick<Services, 'clientOf'>,
): Promise<string> {
  const client = await clientOf(profileId);
  for (let number = 2; ; number++) {
    const numbered = numberedKey(key, number);
    const options = { prefix: isFolder ? `${numbered}/` : numbered, maxKeys: 1 };
    const listing = client.listObjects(bucket, options);
    const page = await unlessListingDenied<Pick<ObjectPage, 'entries' | 'hasMarker'>>(listing, { entries: [] });
    const isUsed = isFolder ? page.hasMarker === true || page.entries.length > 0 : page.entries[0]?.key === numbered;
    if (!isUsed) return numbered;
  }
}

/** True if the folder is the one that holds the item. */
function isIn(item: ArrangedItem, target: FolderTarget): boolean {
  return item.bucket === target.bucket && parentPrefix(item.key) === target.prefix;
}

function isWithinItself({ bucket, key, isFolder }: ArrangedItem, target: FolderTarget): boolean {
  return isFolder && bucket === target.bucket && target.prefix.startsWith(key);
}
