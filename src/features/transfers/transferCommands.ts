import { linkTargets, dropFolder } from '../../tree/dragData.ts';
import type { FileSelection } from '../../ui/files/localFiles.ts';
import { deleteObjects } from './deleteObjects.ts';
import { download } from './download.ts';
import { abortIncompleteUploads } from './incompleteUploads.ts';
import { editObject } from './editObject.ts';
import { openObject } from './openObject.ts';
import {
  bucketRefOf,
  folderTarget,
  nodesOf,
  urisOf,
  type CommandArguments,
  type Handler,
} from '../targets/commandArguments.ts';
import { uploadFiles, uploadFolder } from './upload.ts';
import type { CommandName } from '../../ids.ts';

/** Command table: open, upload, download and delete objects. */
export const transferCommands = {
  openObject: (args, services) => openObject(linkTargets(nodesOf(args)), services),
  editObject: async (args, services) => {
    const [uri] = urisOf(args);
    await editObject(linkTargets(nodesOf(args))[0] ?? (await services.objectEditors.find(uri)), services);
  },
  clickObject: async ([clicked], services) => {
    const [node] = nodesOf([clicked]);
    if (node && services.isOpeningClick(node.id)) await openObject(linkTargets([node]), services);
  },
  uploadFiles: (args, services) => uploadFiles(dropFolder(nodesOf(args)[0]), services, droppedOf(args)),
  uploadFolder: (args, services) => uploadFolder(folderTarget(nodesOf(args)), services),
  deleteObjects: (args, services) => deleteObjects(nodesOf(args), services),
  incompleteUploads: (args, services) => abortIncompleteUploads(bucketRefOf(args), services),
  download: (args, services) => download(nodesOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;

/** Files dropped on the tree: the third argument, after the node and the selection. */
function droppedOf([, , dropped]: CommandArguments): FileSelection | undefined {
  return typeof dropped === 'object' && dropped !== null && 'uris' in dropped ? (dropped as FileSelection) : undefined;
}
