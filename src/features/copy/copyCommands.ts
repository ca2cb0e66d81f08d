import { linkTargets } from '../../tree/dragData.ts';
import { copyAs } from './copyAs.ts';
import { resetChoices, useAsDefault } from './defaults.ts';
import { copyGetUrl, copyGetUrlFor } from './copyGetUrl.ts';
import { copyLinkWithOptions } from './copyLinkWithOptions.ts';
import { copyPutUrl } from './copyPutUrl.ts';
import { copyWithLastRecipe, copyWithRecipe, saveAsRecipe } from './copyWithRecipe.ts';
import { insertLinks } from './insertLinks.ts';
import { nodesOf, type CommandArguments, type Handler, uploadTarget, linkTarget } from '../targets/commandArguments.ts';
import type { Services } from '../services.ts';
import { notifyArchived, unreadableNodes } from './archivedNotice.ts';
import type { CommandName } from '../../ids.ts';
import type { Link } from '../../links/link.ts';
import type { TreeNode } from '../../tree/nodes.ts';

/** Command table: copy and insert links. */
export const copyCommands = {
  copyGetUrl: (args, services) =>
    withNotice(nodesOf(args), services, (nodes) => copyGetUrl(linkTargets(nodes), services)),
  copyGetUrlFor: (args, services) => copyFor(args, undefined, services),
  copyGetUrlForCustom: (args, services) => copyFor(args, undefined, services),
  copyGetUrlFor15Minutes: (args, services) => copyFor(args, '15m', services),
  copyGetUrlFor1Hour: (args, services) => copyFor(args, '1h', services),
  copyGetUrlFor1Day: (args, services) => copyFor(args, '1d', services),
  copyGetUrlFor7Days: (args, services) => copyFor(args, '7d', services),
  copyGetUrlWithOptions: (args, services) =>
    copyLinkWithOptions(linkTarget(nodesOf(args)), services, unreadableNodes(nodesOf(args))),
  copyWithRecipe: (args, services) =>
    withNotice(nodesOf(args), services, (nodes) => copyWithRecipe(linkTarget(nodes), services)),
  copyWithLastRecipe: (args, services) => {
    // Keybindings pass no arguments.
    const given = nodesOf(args);
    return withNotice(given.length > 0 ? given : services.selectedNodes(), services, (nodes) =>
      copyWithLastRecipe(linkTarget(nodes), services),
    );
  },
  saveAsRecipe: (_, services) => saveAsRecipe(services),
  useAsDefault: (_, services) => useAsDefault(services),
  resetChoices: (_, services) => resetChoices(services),
  copyPutUrl: (args, services) => copyPutUrl(uploadTarget(nodesOf(args)), services),
  copyAs: (args, services) => withNotice(nodesOf(args), services, (nodes) => copyAs(linkTarget(nodes), services)),
  insertLinks: (args, services) =>
    withNotice(nodesOf(args), services, (nodes) => insertLinks(linkTargets(nodes), services)),
} satisfies Partial<Record<CommandName, Handler>>;

function copyFor(args: CommandArguments, validity: string | undefined, services: Services): Promise<void> {
  return withNotice(nodesOf(args), services, (nodes) => copyGetUrlFor(linkTargets(nodes), validity, services));
}

/** Makes links of nodes, and says which download links do not work yet, because the objects are archived. */
async function withNotice(
  nodes: readonly TreeNode[],
  services: Services,
  make: (nodes: readonly TreeNode[]) => Promise<readonly Link[]>,
): Promise<void> {
  const links = await make(nodes);
  if (links.some(({ method }) => method === 'GET')) notifyArchived(nodes, services);
}
