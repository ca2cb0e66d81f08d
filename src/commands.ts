import type { CommandName } from './ids.ts';
import { arrangeCommands } from './features/arrange/arrangeCommands.ts';
import { bulkCommands } from './features/bulk/bulkCommands.ts';
import { copyCommands } from './features/copy/copyCommands.ts';
import { diagnosticCommands } from './features/diagnostics/diagnosticCommands.ts';
import { documentCommands } from './features/documents/documentCommands.ts';
import { explorerCommands } from './features/explorer/explorerCommands.ts';
import { hostCommands } from './features/hosts/hostCommands.ts';
import { inspectorCommands } from './features/inspector/inspectorCommands.ts';
import { issuedCommands } from './features/issued/issuedCommands.ts';
import { profileCommands } from './features/profiles/profileCommands.ts';
import { quickCopyCommands } from './features/quickCopy/quickCopyCommands.ts';
import { transferCommands } from './features/transfers/transferCommands.ts';
import { workspaceFileCommands } from './features/workspaceFiles/workspaceFileCommands.ts';
import { requestCommands } from './features/requests/requestCommands.ts';
import type { Handler } from './features/targets/commandArguments.ts';

/** Handlers of all commands, merged from the features' tables. A command without a handler does not compile. */
export const handlers = {
  ...arrangeCommands,
  ...bulkCommands,
  ...copyCommands,
  ...diagnosticCommands,
  ...documentCommands,
  ...explorerCommands,
  ...hostCommands,
  ...inspectorCommands,
  ...issuedCommands,
  ...profileCommands,
  ...quickCopyCommands,
  ...requestCommands,
  ...transferCommands,
  ...workspaceFileCommands,
} satisfies Record<CommandName, Handler>;
