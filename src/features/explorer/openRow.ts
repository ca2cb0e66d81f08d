import type { CommandName } from '../../ids.ts';
import { linkTargets } from '../../tree/dragData.ts';
import type { TreeNode } from '../../tree/nodes.ts';
import type { Services } from '../services.ts';
import { openObject } from '../transfers/openObject.ts';
import { openShortcut } from './shortcuts.ts';
import { problemText } from './problemText.ts';

/** Command of a row on Enter, if it is neither an object nor a container. */
type RowCommand =
  | Extract<CommandName, 'loadMore' | 'listAllBuckets' | 'cancelListing'>
  | ReturnType<typeof problemText>['command']['name'];

/** Opens a row as Enter does: objects in editors, containers by expanding them, other rows by their command. */
export async function openRow(nodes: readonly TreeNode[], services: Services): Promise<void> {
  const [node] = nodes;
  if (!node) return;
  if (node.kind === 'shortcut') {
    await openShortcut(node, services);
    return;
  }
  const targets = linkTargets(nodes);
  if (targets.length > 0) await openObject(targets, services);
  else {
    const command = rowCommand(node, services);
    if (command) await services.runCommand(command, node);
    else await services.toggleExpanded();
  }
}

function rowCommand(node: TreeNode, { profiles }: Pick<Services, 'profiles'>): RowCommand | undefined {
  switch (node.kind) {
    case 'loadMore':
      return 'loadMore';
    case 'allBuckets':
      return 'listAllBuckets';
    case 'waiting':
      return 'cancelListing';
    case 'problem':
      return problemText(node, profiles.list()).command.name;
    case 'profile':
    case 'bucket':
    case 'folder':
    case 'object':
    case 'deleted':
    case 'version':
    case 'empty':
    case 'shortcuts':
    case 'shortcut':
      return undefined;
  }
}
