import { copyGetUrlForFile, copyPutUrlForFile } from './copyUrlForFile.ts';
import { uploadAndCopyGetUrl } from './uploadAndCopyGetUrl.ts';
import { type Handler, urisOf } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Commands for files of the workspace. */
export const workspaceFileCommands = {
  copyGetUrlForFile: (args, services) => copyGetUrlForFile(urisOf(args), services),
  copyPutUrlForFile: (args, services) => copyPutUrlForFile(urisOf(args), services),
  uploadAndCopyGetUrl: (args, services) => uploadAndCopyGetUrl(urisOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;
