import { showHowToRevoke } from '../copy/showHowToRevoke.ts';
import {
  exportIssued,
  forgetExpired,
  forgetIssued,
  issueAgain,
  issuedLinksOf,
  noteIssued,
  revealIssued,
} from './issuedLinks.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Commands of the view Issued Links. */
export const issuedCommands = {
  issueAgain: (args, services) => issueAgain(issuedLinksOf(args), services),
  revealIssued: (args, services) => revealIssued(issuedLinksOf(args), services),
  noteIssued: (args, services) => noteIssued(issuedLinksOf(args), services),
  forgetIssued: (args, services) => forgetIssued(issuedLinksOf(args), services),
  forgetExpired: (_, services) => forgetExpired(services),
  exportIssued: (_, services) => exportIssued(services),
  endLinkEarly: (args, services) => showHowToRevoke(issuedLinksOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;
