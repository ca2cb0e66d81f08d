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

/** Command table: copy and insert links. */
export const copyCommands = {
  copyGetUrl: async (args, services) => {
    await copyGetUrl(linkTargets(nodesOf(args)), services);
    notifyArchived(nodesOf(args), services);
  },
  copyGetUrlFor: (args, services) => copyFor(args, undefined, services),
  copyGetUrlForCustom: (args, services) => copyFor(args, undefined, services),
  copyGetUrlFor15Minutes: (args, services) => copyFor(args, '15m', services),
  copyGetUrlFor1Hour: (args, services) => copyFor(args, '1h', services),
  copyGetUrlFor1Day: (args, services) => copyFor(args, '1d', services),
  copyGetUrlFor7Days: (args, services) => copyFor(args, '7d', services),
  copyGetUrlWithOptions: (args, services) =>
    copyLinkWithOptions(linkTarget(nodesOf(args)), services, unreadableNodes(nodesOf(args))),
  copyWithRecipe: (args, services) => copyWithRecipe(linkTarget(nodesOf(args)), services),
  copyWithLastRecipe: (args, services) => {
    const nodes = nodesOf(args);
    // Keybindings pass no arguments.
    return copyWithLastRecipe(linkTarget(nodes.length > 0 ? nodes : services.selectedNodes()), services);
  },
  saveAsRecipe: (_, services) => saveAsRecipe(services),
  useAsDefault: (_, services) => useAsDefault(services),
  resetChoices: (_, services) => resetChoices(services),
  copyPutUrl: (args, services) => copyPutUrl(uploadTarget(nodesOf(args)), services),
  copyAs: (args, services) => copyAs(linkTarget(nodesOf(args)), services),
  insertLinks: (args, services) => insertLinks(linkTargets(nodesOf(args)), services),
} satisfies Partial<Record<CommandName, Handler>>;

async function copyFor(args: CommandArguments, validity: string | undefined, services: Services): Promise<void> {
  const isCopied = await copyGetUrlFor(linkTargets(nodesOf(args)), validity, services);
  if (isCopied) notifyArchived(nodesOf(args), services);
}
