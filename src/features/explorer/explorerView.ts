import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Subscriptions } from '../../emitter.ts';
import type { StateStorage } from '../../stored.ts';
import {
  CAN_PASTE_CONTEXT,
  COMMANDS,
  FILTERED_CONTEXT,
  IMPORTABLE_CONTEXT,
  NO_PROFILES_CONTEXT,
  SHORTCUTS_CONTEXT,
  VIEW_ID,
} from '../../ids.ts';
import type { LinkHosts } from '../../links/linkHosts.ts';
import type { Clients } from '../../profiles/clients.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import { ExplorerProvider, type ProblemText } from './explorerProvider.ts';
import { ShortcutRows } from './shortcutItemsProvider.ts';
import type { TreeServices } from '../services.ts';
import { reach } from '../../ui/messages/milestones.ts';
import type { LazyView } from '../../ui/lazyTreeProvider.ts';
import { prefixOf, type ProblemNode, type TreeNode } from '../../tree/nodes.ts';
import { ObjectClipboard } from '../../tree/objectClipboard.ts';
import { Shortcuts } from '../../tree/shortcuts.ts';
import { ObjectTree } from '../../tree/objectTree.ts';
import { visibleControls } from '../../text/plainText.ts';

export interface ExplorerOptions {
  readonly memento: StateStorage;
  readonly profiles: Profiles;
  /** Whether other tools have a profile that can be imported. Asked only while the view is open and empty. */
  readonly isImportable: () => Promise<boolean>;
  readonly clientOf: Clients['of'];
  readonly linkHosts: LinkHosts;
  readonly now: () => Date;
  readonly locale: string;
}

/** Creates the tree of buckets, folders and objects for its view; nothing is listed before the view is visible. */
export function createExplorer(
  { memento, profiles, isImportable, clientOf, linkHosts, now, locale }: ExplorerOptions,
  { view, provider: lazyProvider }: LazyView<TreeNode>,
  subscriptions: Subscriptions,
): TreeServices {
  const tree = new ObjectTree({
    memento,
    profiles,
    clientOf,
    onChanged: (node) => {
      provider.changed(node);
    },
  });
  const explainProblem = async (node: ProblemNode): Promise<ProblemText> =>
    (await import('./problemText.ts')).problemText(node, profiles.list());
  // Known before the welcome text is drawn, which offers what was found.
  const onEmpty = async (): Promise<void> => {
    const isFound = await isImportable().catch(() => false);
    await vscode.commands.executeCommand('setContext', IMPORTABLE_CONTEXT, isFound);
  };
  const shortcuts = new Shortcuts(memento, now);
  const rows = new ShortcutRows(shortcuts, profiles);
  const onListed = (): void => {
    reach('listedBucket');
  };
  const provider = new ExplorerProvider({
    ...{ tree, profiles, linkHosts, shortcuts: rows, explainProblem, onEmpty, onListed, now, locale },
  });
  const describe = (): void => {
    // A filter on a folder below is shown above the tree, where it cannot be scrolled out of view.
    const filters = tree.filtered().map(({ node, filter }) => `${node.bucket}/${prefixOf(node)}${filter}`);
    view.message = filters.length === 0 ? '' : l10n.t('Filtered: {0}', filters.map(visibleControls).join(', '));
    void vscode.commands.executeCommand('setContext', FILTERED_CONTEXT, filters.length > 0);
    // Needed for the welcome text, which VS Code would also show before the rows are drawn.
    const hasProfiles = profiles.list().length > 0;
    void vscode.commands.executeCommand('setContext', NO_PROFILES_CONTEXT, !hasProfiles);
    void vscode.commands.executeCommand('setContext', SHORTCUTS_CONTEXT, rows.groups().length > 0);
    if (hasProfiles) reach('profile');
  };
  const described = provider.onDidChangeTreeData(describe);
  describe();
  lazyProvider.follow(provider);
  const drawShortcuts = shortcuts.onDidChange(() => {
    for (const node of rows.changed() ?? [undefined]) provider.changed(node);
    describe();
  });
  const collapsed = view.onDidCollapseElement(({ element }) => {
    provider.shownRows.hide(element);
  });
  subscriptions.push(provider, described, collapsed, profiles.onDidChange(tree.refreshProfile), drawShortcuts);
  return {
    tree,
    shortcuts,
    objectClipboard: new ObjectClipboard((canPaste) => {
      void vscode.commands.executeCommand('setContext', CAN_PASTE_CONTEXT, canPaste);
    }),
    reveal: async (node, { expand = false } = {}) => {
      await provider.shownRows.settle();
      await view.reveal(node, { select: true, focus: true, expand });
    },
    findInTree: async () => {
      await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
      await vscode.commands.executeCommand('list.find');
    },
    selectedNodes: () => view.selection,
    // VS Code reports the selection but not the focus. Toggling the focused row twice shows it and changes nothing.
    keyboardNodes: async () => {
      const before = view.selection;
      await vscode.commands.executeCommand('list.toggleSelection');
      const added = view.selection.filter((node) => !before.includes(node));
      await vscode.commands.executeCommand('list.toggleSelection');
      return added.length > 0 ? added : before;
    },
    toggleExpanded: async () => {
      await vscode.commands.executeCommand('list.toggleExpand');
    },
    redraw: () => {
      provider.changed();
    },
    runCommand: async (name, on) => {
      await vscode.commands.executeCommand(COMMANDS[name], on);
    },
  };
}
