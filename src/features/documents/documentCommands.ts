import type { CommandName } from '../../ids.ts';
import type { Handler } from '../targets/commandArguments.ts';
import { replaceLinks } from './renewLinks.ts';

/** Command table of links in documents. */
export const documentCommands = {
  renewLinks: (args, services) => replaceLinks('renew', args, services),
  replaceLinks: (args, services) => replaceLinks('address', args, services),
} satisfies Partial<Record<CommandName, Handler>>;
