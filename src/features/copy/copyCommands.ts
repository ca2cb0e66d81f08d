import { linkTargets } from '../../tree/dragData.ts';
import { copyAs } from './copyAs.ts';
import { copyGetUrl } from './copyGetUrl.ts';
import { copyLinkWithOptions } from './copyLinkWithOptions.ts';
import { copyPutUrl } from './copyPutUrl.ts';
import { copyWithLastRecipe, copyWithRecipe, saveAsRecipe } from './copyWithRecipe.ts';
import { insertLinks } from './insertLinks.ts';
import { nodesOf, type Handler, uploadTarget, linkTarget } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Command table: copy and insert links. */
export const copyCommands = {
  copyGetUrl: (args, services) => copyGetUrl(linkTargets(nodesOf(args)), services),
  copyGetUrlWithOptions: (args, services) => copyLinkWithOptions(linkTarget(nodesOf(args)), services),
  copyWithRecipe: (args, services) => copyWithRecipe(linkTarget(nodesOf(args)), services),
  copyWithLastRecipe: (args, services) => {
    const nodes = nodesOf(args);
    // Keybindings pass no arguments.
    return copyWithLastRecipe(linkTarget(nodes.length > 0 ? nodes : services.selectedNodes()), services);
  },
  saveAsRecipe: (_, services) => saveAsRecipe(services),
  copyPutUrl: (args, services) => copyPutUrl(uploadTarget(nodesOf(args)), services),
  copyAs: (args, services) => copyAs(linkTarget(nodesOf(args)), services),
  insertLinks: (args, services) => insertLinks(linkTargets(nodesOf(args)), services),
} satisfies Partial<Record<CommandName, Handler>>;
