import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { objectName } from '../../links/link.ts';
import type { Profile } from '../../profiles/profile.ts';
import { describeAge, describeTime } from '../../text/describe.ts';
import { visibleControls } from '../../text/plainText.ts';
import { folderOf, useText } from '../../tree/nodeLabels.ts';
import type { TooltipRows } from '../../tree/nodeRows.ts';
import { prefixOf, shortcutNode, type ShortcutNode, type ShortcutsNode, type TreeNode } from '../../tree/nodes.ts';
import type { Shortcut, ShortcutList, Shortcuts } from '../../tree/shortcuts.ts';
import { commandOf, iconUri, joinTexts, shownName } from './itemPartsProvider.ts';

interface DrawOptions {
  readonly profiles: { list(): readonly Profile[] };
  readonly now: () => Date;
  readonly locale: string;
}

/** Rows of the pinned and recent objects and folders, above the profiles. */
export class ShortcutRows {
  readonly #shortcuts: Shortcuts;
  readonly #profiles: { list(): readonly Profile[] };
  /** VS Code compares tree elements by identity, so each group keeps its node. */
  readonly #groups: readonly ShortcutsNode[] = (['pinned', 'recent'] as const).map((list) => ({
    kind: 'shortcuts',
    id: `shortcuts:${list}`,
    list,
  }));
  #shown: readonly ShortcutsNode[] = [];

  constructor(shortcuts: Shortcuts, profiles: { list(): readonly Profile[] }) {
    this.#shortcuts = shortcuts;
    this.#profiles = profiles;
  }

  /** Groups that have something to show. */
  groups(): readonly ShortcutsNode[] {
    return this.#groups.filter(({ list }) => this.#of(list).length > 0);
  }

  /** The same, when the tree lists them. */
  rows(): readonly ShortcutsNode[] {
    this.#shown = this.groups();
    return this.#shown;
  }

  nodes(group: ShortcutsNode): readonly ShortcutNode[] {
    return this.#of(group.list).map((shortcut) => shortcutNode(group, shortcut));
  }

  /**
   * Nodes to draw again after a change: the groups, or `undefined` for the whole tree if it has to show others. The first
   * use of an object adds its group only when the tree is listed the next time: a new first row would move the row
   * under the pointer.
   */
  changed(): readonly ShortcutsNode[] | undefined {
    const groups = this.groups();
    const isGone = this.#shown.some((group) => !groups.includes(group));
    const isPinnedNew = groups.some((group) => group.list === 'pinned' && !this.#shown.includes(group));
    return isGone || isPinnedNew ? undefined : groups.filter((group) => this.#shown.includes(group));
  }

  isPinned(node: TreeNode): boolean {
    if (node.kind === 'shortcut') return this.#shortcuts.isPinned(node.shortcut);
    if (node.kind !== 'object' && node.kind !== 'folder') return false;
    const { profileId, bucket, kind } = node;
    const key = node.kind === 'folder' ? prefixOf(node) : node.key;
    return this.#shortcuts.isPinned({ profileId, bucket, key, kind });
  }

  /** Shortcuts of existing profiles. Another window may have removed a profile meanwhile. */
  #of(list: ShortcutList): readonly Shortcut[] {
    const ids = new Set(this.#profiles.list().map(({ id }) => id));
    return this.#shortcuts.list(list).filter(({ profileId }) => ids.has(profileId));
  }
}

export function drawShortcuts({ list }: ShortcutsNode): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item =
    list === 'pinned'
      ? new vscode.TreeItem(l10n.t('Pinned'), Expanded)
      : new vscode.TreeItem(l10n.t('Recent'), Collapsed);
  item.iconPath = new vscode.ThemeIcon(list === 'pinned' ? 'pinned' : 'history');
  return item;
}

export function drawShortcut(node: ShortcutNode, { now, locale }: DrawOptions): vscode.TreeItem {
  const { bucket, key, kind, use, atMs } = node.shortcut;
  const name = shownName(objectName(key));
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  const age = describeAge(new Date(atMs), now(), locale);
  item.description = joinTexts(visibleControls(folderOf(node.shortcut)), use === undefined ? '' : useText(use, age));
  item.accessibilityInformation = {
    label: joinTexts(kind === 'folder' ? l10n.t('{0}, folder', name) : name, item.description),
  };
  item.iconPath = kind === 'folder' ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
  // Icon themes may have none for folders, since those of a tree have an arrow. Without a URI VS Code has its own.
  if (kind === 'object') item.resourceUri = iconUri(`${bucket}/${key}`);
  item.command = commandOf('clickShortcut', l10n.t('Open'), node);
  return item;
}

export function shortcutRows({ shortcut }: ShortcutNode, { profiles, locale }: DrawOptions): TooltipRows {
  const { profileId, bucket, key, versionId, kind, use, atMs } = shortcut;
  const moment = describeTime(new Date(atMs), locale);
  return [
    [kind === 'folder' ? l10n.t('Folder') : l10n.t('Key'), key],
    [l10n.t('Version'), versionId],
    [l10n.t('Bucket'), bucket],
    [l10n.t('Profile'), profiles.list().find(({ id }) => id === profileId)?.name],
    [l10n.t('Used'), use === undefined ? undefined : useText(use, moment)],
  ];
}
