import { forgetEverything } from './forgetEverything.ts';
import { showDiagnostics } from './showDiagnostics.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Commands that show what the extension does and forget what it keeps. */
export const diagnosticCommands = {
  forgetEverything: (_, services) => forgetEverything(services),
  showDiagnostics: (_, services) => showDiagnostics(services),
  openWalkthrough: (_, { openWalkthrough }) => openWalkthrough(),
  showLog: (_, { log }) => {
    log.show();
  },
} satisfies Partial<Record<CommandName, Handler>>;
