import type { CommandName } from '../../ids.ts';
import { dropFolder, objectTargets } from '../../tree/dragData.ts';
import { arrangedItems, readDraggedItems } from '../../tree/objectClipboard.ts';
import { renameProfile } from '../profiles/editProfile.ts';
import { folderTarget, namedObjects, nodesOf, type Handler } from '../targets/commandArguments.ts';
import { copyWhenRestored } from './copyWhenRestored.ts';
import { calculateSize } from './calculateSize.ts';
import { editProperties } from './properties/editProperties.ts';
import { resumeCopies } from './interruptedCopies.ts';
import { restoreNamedObjects, restoreObjects } from './restoreObjects.ts';
import { cutItems, dropItems, pasteItems, sendItems } from './moveItems.ts';
import { newFile, newFolder } from './newObjects.ts';
import { compareVersion, deleteVersions, makeCurrent, undelete, versionNodes } from './versions.ts';
import { renameItem } from './renameItem.ts';

/** Command table: create, rename, move and copy objects and folders, and change versions. */
export const arrangeCommands = {
  newFolder: (args, services) => newFolder(folderTarget(nodesOf(args)), services),
  newFile: (args, services) => newFile(folderTarget(nodesOf(args)), services),
  rename: (args, services) => {
    const [node] = nodesOf(args);
    return node?.kind === 'profile'
      ? renameProfile(node.profileId, services)
      : renameItem(arrangedItems(nodesOf(args))[0], services);
  },
  moveTo: (args, services) => sendItems(arrangedItems(nodesOf(args)), true, services),
  copyTo: (args, services) => sendItems(arrangedItems(nodesOf(args)), false, services),
  cut: (args, services) => cutItems(arrangedItems(nodesOf(args)), services),
  paste: (args, services) => pasteItems(dropFolder(nodesOf(args)[0]), services),
  dropItems: ([node, , dropped], services) =>
    dropItems(readDraggedItems(dropped), dropFolder(nodesOf([node])[0]), services),
  makeCurrent: (args, services) => makeCurrent(versionNodes(nodesOf(args))[0], services),
  deleteVersions: (args, services) => deleteVersions(versionNodes(nodesOf(args)), services),
  undelete: (args, services) =>
    undelete(
      nodesOf(args).filter((node) => node.kind === 'deleted'),
      services,
    ),
  compareVersion: (args, services) => compareVersion(versionNodes(nodesOf(args))[0], services),
  resumeCopies: (_, services) => resumeCopies(services),
  editProperties: (args, services) => editProperties(objectTargets(nodesOf(args)), services),
  calculateSize: (args, services) => calculateSize(nodesOf(args), services),
  restoreObjects: async (args, services) => {
    const named = namedObjects(args);
    if (named.length > 0) await restoreNamedObjects(named, services);
    else {
      await restoreObjects(
        nodesOf(args).filter((node) => node.kind === 'object'),
        services,
      );
    }
  },
  copyWhenRestored: (args, services) =>
    copyWhenRestored(
      nodesOf(args).filter((node) => node.kind === 'object'),
      services,
    ),
} satisfies Partial<Record<CommandName, Handler>>;
