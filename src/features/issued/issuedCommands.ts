import { showHowToRevoke } from '../copy/showHowToRevoke.ts';
import {
  exportIssued,
  filterIssuedLinks,
  removeExpired,
  removeFromLedger,
  copyNewLinks,
  issuedLinksOf,
  editNote,
  revealIssued,
} from './issuedLinks.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Command table of the view Issued Links. */
export const issuedCommands = {
  issueAgain: (args, services) => copyNewLinks(issuedLinksOf(args), services),
  revealIssued: (args, services) => revealIssued(issuedLinksOf(args), services),
  noteIssued: (args, services) => editNote(issuedLinksOf(args), services),
  forgetIssued: (args, services) => removeFromLedger(issuedLinksOf(args), services),
  forgetExpired: (_, services) => removeExpired(services),
  exportIssued: (_, services) => exportIssued(services),
  filterIssued: (_, services) => filterIssuedLinks(services),
  endLinkEarly: (args, services) => showHowToRevoke(issuedLinksOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;
