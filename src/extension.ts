import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Services } from './features/services.ts';
import { registerCommands } from './registerCommands.ts';
import { LinkHosts } from './links/linkHosts.ts';
import { LinkMemory } from './links/linkMemory.ts';
import { ShownNotices } from './links/shownNotices.ts';
import { Clients } from './profiles/clients.ts';
import { createClockWarning } from './ui/messages/clockWarning.ts';
import { defaultValidity, linkSettings, networkOptions } from './ui/settings/configuration.ts';
import { createExplorer } from './features/explorer/explorerView.ts';
import { createInspector } from './features/inspector/registerProviders.ts';
import { createIssuedLinks } from './features/issued/issuedLinksView.ts';
import { lazyPrompts } from './ui/prompts/lazyPrompts.ts';
import { createLog } from './ui/messages/log.ts';
import { createNotifications } from './ui/messages/notifications.ts';
import { createDocuments } from './ui/editors/createDocuments.ts';
import { registerProfiles } from './features/profiles/registerProfiles.ts';
import { createQrCodes } from './ui/qr/qrCodes.ts';
import { createQuickCopy } from './features/quickCopy/quickCopyStatusBar.ts';
import { createFileServices } from './ui/files/createFileServices.ts';
import { createTransport } from './ui/settings/transport.ts';

/**
 * Creates the services and registers the commands; nothing is read from disk or network here. Each factory adds what it
 * creates to `subscriptions`.
 */
export function activate(context: vscode.ExtensionContext): void {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const now = (): Date => new Date();
  const locale = vscode.env.language;
  const { subscriptions, globalState } = context;
  const log = createLog(subscriptions);
  const notifications = createNotifications(log);
  const { profiles, sources } = registerProfiles(context, notifications, now, subscriptions);
  const transport = createTransport(
    process.env,
    () => {
      clients.clear();
    },
    subscriptions,
  );
  const linkHosts = new LinkHosts(globalState);
  const clients = new Clients({
    profiles,
    transport,
    endpointForBucket: linkHosts.endpointForBucket,
    now,
    onExchange: log.exchange,
    onClockOff: createClockWarning(notifications, locale),
  });
  const memory = new LinkMemory(globalState, () => defaultValidity(now()));
  const explorerOptions = { memento: globalState, profiles, clientOf: clients.of, linkHosts, now, locale };
  const quickCopyOptions = { memento: globalState, profiles, memory, linkHosts, notifications, now, locale };
  const ledger = createIssuedLinks({ globalState, profiles, now, locale }, subscriptions);
  const inspectorOptions = { transport, profiles, linkHosts, ledger, now, locale };
  const services: Services = {
    profiles,
    sources,
    clientOf: clients.of,
    unsavedClient: clients.forProfile,
    memory,
    linkHosts,
    shownNotices: new ShownNotices(),
    mappings: createQuickCopy(quickCopyOptions, subscriptions),
    ledger,
    ...linkSettings,
    recipes: async () => (await import('./ui/settings/recipeSettings.ts')).recipeSettings,
    prompts: lazyPrompts,
    notifications,
    clipboard: vscode.env.clipboard,
    ...createExplorer(explorerOptions, subscriptions),
    ...createFileServices(clients.of, now, subscriptions),
    log,
    ...createDocuments(context.extension, subscriptions),
    qrCodes: createQrCodes(notifications.error),
    inspector: createInspector(inspectorOptions, subscriptions),
    hostFacts: async () =>
      (await import('./ui/settings/hostFacts.ts')).readHostFacts(context, networkOptions(process.env)),
    now,
    locale,
    newId: randomUUID,
  };
  registerCommands(services, subscriptions);
}
