import * as l10n from '@vscode/l10n';
import type { Services } from '../services.ts';
import { showDiagnostics } from './showDiagnostics.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Commands that show and delete the extension's state. */
export const diagnosticCommands = {
  forgetEverything: (_, services) => forgetEverything(services),
  showDiagnostics: (_, services) => showDiagnostics(services),
  openWalkthrough: (_, { openWalkthrough }) => openWalkthrough(),
  showLog: (_, { log }) => {
    log.show();
  },
} satisfies Partial<Record<CommandName, Handler>>;

/** Removes all profiles, secrets and remembered choices from this machine after a confirmation. */
export async function forgetEverything(services: Services): Promise<void> {
  const { profiles, memory, linkHosts, tree, shortcuts, copyJournal, mappings, ledger, prompts, notifications } =
    services;
  const forget = l10n.t('Forget Everything');
  const answer = await prompts.decide({
    message: l10n.t('Forget all profiles, secrets, and saved choices?'),
    detail: l10n.t(
      "You can't undo this. Existing links keep working until they expire. To revoke them, disable the AccessKey in the RAM console.",
    ),
    answers: [forget],
  });
  if (answer !== forget) return;
  await profiles.forgetEverything();
  await memory.clear();
  await linkHosts.forget();
  await tree.forgetOrders();
  await shortcuts.forget();
  await copyJournal.forget();
  await mappings.profiles.forget();
  await ledger.forgetAll();
  notifications.status(l10n.t('Removed all stored data'));
}
