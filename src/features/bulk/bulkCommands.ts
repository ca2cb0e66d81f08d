import type { CommandName } from '../../ids.ts';
import { objectTargets } from '../../tree/dragData.ts';
import { bulkLinks } from './bulkLinks.ts';
import { bulkPutLinks } from './bulkPutLinks.ts';
import { multipartUploadLinks } from './multipartUploadLinks.ts';
import { copyLinkText, saveLinks } from './saveLinks.ts';
import { folderTarget, nodesOf, urisOf, type Handler } from '../targets/commandArguments.ts';

/** Command table: bulk links. */
export const bulkCommands = {
  bulkLinks: (args, services) => bulkLinks(nodesOf(args), services),
  bulkPutLinks: (args, services) => bulkPutLinks(folderTarget(nodesOf(args)), services),
  saveLinks: (args, services) => saveLinks(urisOf(args)[0], services),
  copyLinkText: (args, services) => copyLinkText(urisOf(args)[0], services),
  multipartUploadLinks: (args, services) => {
    const folder = folderTarget(nodesOf(args));
    const objects = objectTargets(nodesOf(args));
    return multipartUploadLinks(folder ? { folder } : objects.length > 0 ? { objects } : undefined, services);
  },
} satisfies Partial<Record<CommandName, Handler>>;
