// Kept apart: the command table of a feature has its own file.
import type { CommandName } from '../../ids.ts';
import { issuedLinksOf } from '../issued/issuedLinks.ts';
import { folderTarget, nodesOf, type Handler } from '../targets/commandArguments.ts';
import { allowProgressOn } from './allowProgress.ts';
import { checkIssuedRequest } from './checkIssuedRequest.ts';
import { requestAgain, requestFiles } from './requestFiles.ts';
import { showArrived } from './showArrived.ts';

/** Command table of requests for files. */
export const requestCommands = {
  requestFiles: (args, services) => requestFiles(folderTarget(nodesOf(args)), services),
  requestAgain: (args, services) => requestAgain(issuedLinksOf(args), services),
  showArrived: (args, services) => showArrived(issuedLinksOf(args), services),
  checkRequest: (args, services) => checkIssuedRequest(issuedLinksOf(args), services),
  allowProgress: (args, services) => allowProgressOn(args, services),
} satisfies Partial<Record<CommandName, Handler>>;
