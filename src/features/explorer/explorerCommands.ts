import * as l10n from '@vscode/l10n';
import type { CommandName } from '../../ids.ts';
import { linkTargets, objectTargets } from '../../tree/dragData.ts';
import { revealLastObject } from './revealObject.ts';
import { copyKeys, copyUris } from './copyAddress.ts';
import { clearFilters, filterFolders, loadAll, sortAll, sortFolders, runOnFolders } from './arrangeFolders.ts';
import { goToKey } from './goToKey.ts';
import { openRow } from './openRow.ts';
import { searchPrefix } from './searchPrefix.ts';
import { clearRecent, goToPinned, openShortcut, pin, removeRecent, revealShortcuts, unpin } from './shortcuts.ts';
import { showProperties } from './showProperties.ts';
import { showDeleted, showVersions } from './showVersions.ts';
import {
  containersOf,
  folderTarget,
  nodesOf,
  objectNodes,
  bucketsAndFoldersOf,
  profileIdOf,
  type Handler,
} from '../targets/commandArguments.ts';

/** Command table: find, show, filter and sort nodes of the tree. */
export const explorerCommands = {
  searchPrefix: (args, services) => searchPrefix(folderTarget(nodesOf(args)), profileIdOf(args), services),
  goToKey: (_, services) => goToKey(services),
  findInTree: (_, { findInTree }) => findInTree(),
  filter: (args, services) => runOnFolders(nodesOf(args), l10n.t('Filter'), filterFolders, services),
  clearFilter: (args, services) => {
    clearFilters(bucketsAndFoldersOf(nodesOf(args)), services);
  },
  sort: (args, services) => runOnFolders(nodesOf(args), l10n.t('Sort'), sortFolders, services),
  sortByName: (args, services) => sortAll(bucketsAndFoldersOf(nodesOf(args)), 'name', services),
  sortNewestFirst: (args, services) => sortAll(bucketsAndFoldersOf(nodesOf(args)), 'newest', services),
  sortLargestFirst: (args, services) => sortAll(bucketsAndFoldersOf(nodesOf(args)), 'largest', services),
  loadAll: (args, services) => runOnFolders(nodesOf(args), l10n.t('Load All'), loadAll, services),
  showDeleted: (args, services) => runOnFolders(nodesOf(args), l10n.t('Show Deleted Objects'), showDeleted, services),
  hideDeleted: (args, { tree }) => {
    for (const node of bucketsAndFoldersOf(nodesOf(args))) tree.showDeleted(node, false);
  },
  showVersions: (args, services) => showVersions(objectNodes(nodesOf(args)), services),
  showProperties: (args, services) => showProperties(linkTargets(nodesOf(args)), services),
  openRow: (args, services) => openRow(nodesOf(args), services),
  copyKey: (args, services) => copyKeys(nodesOf(args), services),
  copyUri: (args, services) => copyUris(nodesOf(args), services),
  refresh: (args, { tree }) => {
    const containers = containersOf(nodesOf(args));
    if (containers.length === 0) tree.refresh();
    for (const container of containers) tree.refresh(container);
  },
  loadMore: async ([node], { tree }) => {
    const [loadMore] = nodesOf([node]);
    if (loadMore?.kind === 'loadMore') await tree.loadMore(loadMore);
  },
  cancelListing: ([node], { tree }) => {
    const [waiting] = nodesOf([node]);
    if (waiting?.kind === 'waiting') tree.cancelListing(waiting);
  },
  pin: (args, services) => pin(nodesOf(args), services),
  unpin: (args, services) => unpin(nodesOf(args), services),
  goToPinned: (_, services) => goToPinned(services),
  clickShortcut: async ([clicked], services) => {
    const [node] = nodesOf([clicked]);
    if (node?.kind === 'shortcut' && services.isOpeningClick(node.id)) await openShortcut(node, services);
  },
  revealShortcut: (args, services) => revealShortcuts(nodesOf(args), services),
  removeRecent: (args, services) => removeRecent(nodesOf(args), services),
  clearRecent: (_, services) => clearRecent(services),
  revealLastObject: (args, services) => revealLastObject(objectTargets(nodesOf(args))[0], services),
} satisfies Partial<Record<CommandName, Handler>>;
