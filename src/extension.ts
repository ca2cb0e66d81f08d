import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands } from './commands/registerCommands.ts';
import { LinkHosts } from './links/linkHosts.ts';
import { LinkMemory } from './links/memory.ts';
import { Clients } from './profiles/clients.ts';
import { warnOfClock } from './ui/clockWarning.ts';
import { defaultValidity, linkSettings, networkOptions } from './ui/configuration.ts';
import { openExplorer } from './ui/explorer.ts';
import { openInspector } from './ui/inspector.ts';
import { openIssuedLinks } from './ui/issuedLinks.ts';
import { latePrompts } from './ui/latePrompts.ts';
import { createLog } from './ui/log.ts';
import { createNotifications } from './ui/notifications.ts';
import { openDocuments } from './ui/openDocuments.ts';
import { openProfiles } from './ui/openProfiles.ts';
import { openQrCodes } from './ui/qrCodes.ts';
import { openQuickCopy } from './ui/quickCopy.ts';
import { registerTransfers } from './ui/transfers.ts';
import { Transport } from './ui/transport.ts';

/** Builds the services and registers them; nothing is read from disk or network here. */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const now = (): Date => new Date();
  const locale = vscode.env.language;
  const log = createLog();
  const notifications = createNotifications(log);
  const { profiles, sources } = openProfiles(context, notifications, now);
  const transport = new Transport(process.env, () => {
    clients.clear();
  });
  const linkHosts = new LinkHosts(context.globalState);
  const clients = new Clients({
    profiles,
    transport: transport.get,
    dataHostOf: linkHosts.browsingHost,
    now,
    onExchange: log.exchange,
    onClockOff: warnOfClock(notifications, locale),
  });
  const memory = new LinkMemory(context.globalState, () => defaultValidity(now()));
  const explorer = openExplorer({ memento: context.globalState, profiles, clients, linkHosts, now, locale });
  const quickCopyOptions = { memento: context.globalState, profiles, memory, linkHosts, notifications, now, locale };
  const inspectorOptions = { transport: transport.get, profiles, linkHosts, now, locale };
  const commands = registerCommands({
    profiles,
    sources,
    clients,
    clientOf: clients.of,
    memory,
    linkHosts,
    mappings: openQuickCopy(quickCopyOptions, context.subscriptions),
    ledger: openIssuedLinks({ globalState: context.globalState, profiles, now, locale }, context.subscriptions),
    ...linkSettings,
    selectedNodes: explorer.selected,
    prompts: latePrompts,
    notifications,
    clipboard: vscode.env.clipboard,
    tree: explorer.tree,
    ...registerTransfers(clients.of, now, context.subscriptions),
    log,
    ...openDocuments(context),
    qrCodes: openQrCodes(notifications.error),
    inspector: openInspector(inspectorOptions, context.subscriptions),
    hostFacts: async () => (await import('./ui/hostFacts.ts')).readHostFacts(context, networkOptions(process.env)),
    reveal: explorer.reveal,
    findInTree: explorer.findInTree,
    now,
    locale,
    newId: randomUUID,
  });
  context.subscriptions.push(log, transport, explorer, ...commands);
}
