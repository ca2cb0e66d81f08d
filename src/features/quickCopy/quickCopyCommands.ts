import { quickCopy } from './quickCopy.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Command of the status bar. */
export const quickCopyCommands = {
  quickCopy: (_, services) => quickCopy(services),
} satisfies Partial<Record<CommandName, Handler>>;
