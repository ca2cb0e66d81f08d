import * as l10n from '@vscode/l10n';
import { objectName, shortName } from '../../links/link.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { describeAge } from '../../text/describe.ts';
import { containerOfKey, findKey } from '../../tree/findKey.ts';
import { folderOf, useText } from '../../tree/nodeLabels.ts';
import { prefixOf, type ShortcutNode, type TreeNode } from '../../tree/nodes.ts';
import type { Shortcut, ShortcutList, ShortcutTarget } from '../../tree/shortcuts.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { openObject } from '../transfers/openObject.ts';
import { offerToShowBucket } from '../profiles/shownBuckets.ts';

/** Shortcut and the list that it is in. */
interface ListedShortcut {
  readonly list: ShortcutList;
  readonly shortcut: Shortcut;
}

/** Pins objects and folders, so that they stand at the top of the tree. */
export async function pin(nodes: readonly TreeNode[], services: Services): Promise<void> {
  const targets = nodes.flatMap(targetOf);
  if (targets.length === 0) return;
  await services.shortcuts.pin(targets);
}

/** Removes objects and folders from the pinned ones. */
export async function unpin(nodes: readonly TreeNode[], services: Services): Promise<void> {
  await services.shortcuts.remove('pinned', nodes.flatMap(targetOf));
}

/** Removes objects from the recent ones. */
export async function removeRecent(nodes: readonly TreeNode[], services: Services): Promise<void> {
  await services.shortcuts.remove('recent', nodes.flatMap(targetOf));
}

/** Removes all recent objects. */
export async function clearRecent({ shortcuts, notifications }: Services): Promise<void> {
  await shortcuts.clearRecent();
  notifications.status(l10n.t('Removed all recent objects'));
}

function targetOf(node: TreeNode): ShortcutTarget[] {
  if (node.kind === 'shortcut') return [node.shortcut];
  if (node.kind !== 'object' && node.kind !== 'folder') return [];
  const { profileId, bucket, kind } = node;
  return [{ profileId, bucket, key: node.kind === 'folder' ? prefixOf(node) : node.key, kind }];
}

/** Asks for a pinned or recent object or folder, and reveals it in the tree. */
export async function goToPinned(services: Services): Promise<void> {
  const { shortcuts, profiles, prompts, notifications } = services;
  if (!(await requireProfile(services))) return;
  const ids = new Set(profiles.list().map(({ id }) => id));
  const choicesOf = (list: ShortcutList): readonly Choice<ListedShortcut>[] =>
    shortcuts
      .list(list)
      .filter(({ profileId }) => ids.has(profileId))
      .map((shortcut) => choiceOf(list, shortcut, services));
  const [pinned, recent] = [choicesOf('pinned'), choicesOf('recent')];
  if (pinned.length + recent.length === 0) {
    notifications.info(
      l10n.t('Nothing is pinned or recent yet. Pin objects and folders from their menu in the tree, or copy a link.'),
    );
    return;
  }
  const answer = await prompts.pick({
    title: l10n.t('Go to Pinned or Recent'),
    placeholder: l10n.t('Select an object or folder'),
    choices: [
      ...(pinned.length > 0 ? [{ heading: l10n.t('Pinned') }, ...pinned] : []),
      ...(recent.length > 0 ? [{ heading: l10n.t('Recent') }, ...recent] : []),
    ],
  });
  if (!isUnanswered(answer)) await reveal(answer, services);
}

function choiceOf(
  list: ShortcutList,
  shortcut: Shortcut,
  { now, locale }: Pick<Services, 'now' | 'locale'>,
): Choice<ListedShortcut> {
  const { key, kind, use, atMs } = shortcut;
  const used = use === undefined ? '' : ` · ${useText(use, describeAge(new Date(atMs), now(), locale))}`;
  return {
    label: objectName(key),
    description: folderOf(shortcut) + used,
    icon: kind === 'folder' ? 'folder' : 'file',
    value: { list, shortcut },
  };
}

/** Opens the object of a shortcut in an editor, or reveals its folder. */
export async function openShortcut({ parent, shortcut }: ShortcutNode, services: Services): Promise<void> {
  const listed = { list: parent.list, shortcut };
  if (shortcut.kind === 'folder') {
    await reveal(listed, services);
    return;
  }
  await unlessGone(listed, () => openObject([shortcut], services), services);
}

/** Reveals the objects or folders of shortcuts in the tree. */
export async function revealShortcuts(nodes: readonly TreeNode[], services: Services): Promise<void> {
  for (const node of nodes) {
    if (node.kind === 'shortcut') await reveal({ list: node.parent.list, shortcut: node.shortcut }, services);
  }
}

async function reveal(listed: ListedShortcut, services: Services): Promise<void> {
  const { profileId, bucket } = listed.shortcut;
  const again = (): Promise<void> => reveal(listed, services);
  if (!(await containerOfKey(listed.shortcut, services.tree))) {
    offerToShowBucket({ profileId, bucket }, again, services);
    return;
  }
  await unlessGone(
    listed,
    async () => {
      const node = await findKey(listed.shortcut, services);
      if (node) await services.reveal(node, { expand: node.kind !== 'object' });
      else reportGone(listed, services);
    },
    services,
  );
}

async function unlessGone(listed: ListedShortcut, task: () => Promise<void>, services: Services): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (!(error instanceof OssError) || error.status !== 404) throw error;
    reportGone(listed, services);
  }
}

function reportGone({ list, shortcut }: ListedShortcut, { notifications, shortcuts }: Services): void {
  notifications.warn(l10n.t('"{0}" no longer exists in {1}.', shortName(shortcut.key), shortcut.bucket), {
    label: l10n.t('Remove'),
    run: () => shortcuts.remove(list, [shortcut]),
  });
}
