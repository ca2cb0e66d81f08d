import type { CommandName } from '../../ids.ts';
import { linkTargets } from '../../tree/dragData.ts';
import { checkChosenLink, checkObjectLinks } from './checkLink.ts';
import { explainRefusedLink } from './explainRefusal.ts';
import { findPresignedUrlsInWorkspace, removeFoundSignatures, removeSignatureHere } from './findPresignedUrls.ts';
import { inspectLink } from './inspectLink.ts';
import { openOssUri } from './openOssUri.ts';
import { signLinkAgain } from './signLinkAgain.ts';
import { nodesOf, type Handler } from '../targets/commandArguments.ts';

/** Command table of the features that read and check existing links. */
export const inspectorCommands = {
  checkLink: (args, services) => {
    const targets = linkTargets(nodesOf(args));
    return targets.length > 0 ? checkObjectLinks(targets, services) : checkChosenLink(args, services);
  },
  inspectLink,
  signLinkAgain,
  explainRefusedLink,
  openOssUri,
  findPresignedUrls: (_, services) => findPresignedUrlsInWorkspace(services),
  removeFoundSignatures: (_, services) => removeFoundSignatures(services),
  clearFoundLinks: (_, { inspector }) => {
    inspector.foundLinks.clear();
  },
  removeSignature: removeSignatureHere,
} satisfies Partial<Record<CommandName, Handler>>;
