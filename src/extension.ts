import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands } from './registerCommands.ts';
import { LinkHosts } from './links/linkHosts.ts';
import { LinkMemory } from './links/linkMemory.ts';
import { Clients } from './profiles/clients.ts';
import { warnOfClock } from './ui/messages/clockWarning.ts';
import { defaultValidity, linkSettings, networkOptions } from './ui/settings/configuration.ts';
import { openExplorer } from './features/explorer/explorerView.ts';
import { openInspector } from './features/inspector/registerProviders.ts';
import { openIssuedLinks } from './features/issued/issuedLinksView.ts';
import { latePrompts } from './ui/prompts/lazyPrompts.ts';
import { createLog } from './ui/messages/log.ts';
import { createNotifications } from './ui/messages/notifications.ts';
import { openDocuments } from './ui/editors/openDocuments.ts';
import { registerProfiles } from './features/profiles/registerProfiles.ts';
import { openQrCodes } from './ui/qr/qrCodes.ts';
import { createQuickCopy } from './features/quickCopy/quickCopyStatusBar.ts';
import { registerTransfers } from './ui/files/registerFiles.ts';
import { Transport } from './ui/settings/transport.ts';

/** Builds the services and registers them; nothing is read from disk or network here. */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const now = (): Date => new Date();
  const locale = vscode.env.language;
  const log = createLog();
  const notifications = createNotifications(log);
  const { profiles, sources } = registerProfiles(context, notifications, now);
  const transport = new Transport(process.env, () => {
    clients.clear();
  });
  const linkHosts = new LinkHosts(context.globalState);
  const clients = new Clients({
    profiles,
    transport: transport.get,
    dataHostOf: linkHosts.dataHostOf,
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
    mappings: createQuickCopy(quickCopyOptions, context.subscriptions),
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
    hostFacts: async () =>
      (await import('./ui/settings/hostFacts.ts')).readHostFacts(context, networkOptions(process.env)),
    reveal: explorer.reveal,
    findInTree: explorer.findInTree,
    now,
    locale,
    newId: randomUUID,
  });
  context.subscriptions.push(log, transport, explorer, ...commands);
}
