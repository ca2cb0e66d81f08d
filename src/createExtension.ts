// Lazy border: `extension.ts` loads this file, and with it all services, when VS Code first requests something.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Subscriptions } from './emitter.ts';
import { registerInterruptedCopies } from './features/arrange/registerInterruptedCopies.ts';
import { forgetMemory } from './features/diagnostics/forgetMemory.ts';
import { createExplorer } from './features/explorer/explorerView.ts';
import { createInspector } from './features/inspector/registerInspector.ts';
import { createIssuedLinks } from './features/issued/issuedLinksView.ts';
import { registerProfiles } from './features/profiles/registerProfiles.ts';
import { createQuickCopy } from './features/quickCopy/quickCopyStatusBar.ts';
import type { Services } from './features/services.ts';
import type { Registered } from './registered.ts';
import { LinkHosts } from './links/linkHosts.ts';
import { LinkMemory } from './links/linkMemory.ts';
import { ShownNotices } from './links/shownNotices.ts';
import { SYNCED_KEYS } from './profiles/profiles.ts';
import { STATE_FOLDER } from './ids.ts';
import { Clients } from './profiles/clients.ts';
import { CopyJournal } from './transfers/copy/copyJournal.ts';
import { AllowedChanges } from './transfers/allowedChanges.ts';
import { ObjectChanges } from './transfers/objectChanges.ts';
import { UnsavedObjects } from './transfers/edit/unsavedObjects.ts';
import { createDocuments } from './ui/editors/createDocuments.ts';
import { createFileServices } from './ui/files/createFileServices.ts';
import { createClockWarning } from './ui/messages/clockWarning.ts';
import { createLog } from './ui/messages/log.ts';
import { reach } from './ui/messages/milestones.ts';
import { createNotifications } from './ui/messages/notifications.ts';
import { lazyPrompts } from './ui/prompts/lazyPrompts.ts';
import { createQrCodes } from './ui/qr/qrCodes.ts';
import { SharedState, SYNC_KEY } from './ui/state/sharedState.ts';
import {
  allowsDelete,
  changeMode,
  defaultValidity,
  followRecipes,
  linkSettings,
  networkOptions,
} from './ui/settings/configuration.ts';
import { createTransport } from './ui/settings/transport.ts';

/**
 * Services of the commands, trees and providers. Each factory adds what it creates to `subscriptions`. No request
 * is sent, and only stored values are read.
 */
export function createExtension(
  context: vscode.ExtensionContext,
  { explorer, issued, objectEditors }: Registered,
  subscriptions: Subscriptions,
): Services {
  const now = (): Date => new Date();
  const locale = vscode.env.language;
  const log = createLog(subscriptions);
  const notifications = createNotifications(log);
  const state = createState(context);
  const { secrets } = context;
  const registeredProfiles = registerProfiles({ state, secrets }, notifications, now, subscriptions);
  const { profiles, sources, isImportable } = registeredProfiles;
  const transport = createTransport(
    process.env,
    () => {
      clients.clear();
    },
    subscriptions,
  );
  const linkHosts = new LinkHosts(state, context.secrets);
  const objectChanges = new ObjectChanges();
  const clients = new Clients({
    profiles,
    transport,
    endpointForBucket: linkHosts.endpointForBucket,
    now,
    onExchange: (exchange) => {
      log.exchange(exchange);
      objectChanges.note(exchange);
    },
    onClockOff: createClockWarning(notifications, locale),
  });
  const memory = new LinkMemory(state, () => defaultValidity(now()));
  const explorerOptions = { memento: state, profiles, isImportable, clientOf: clients.of, linkHosts, now, locale };
  const quickCopyOptions = { memento: state, profiles, memory, linkHosts, notifications, now, locale };
  const services: Services = {
    profiles,
    sources,
    clientOf: clients.of,
    unsavedClient: clients.forProfile,
    memory,
    linkHosts,
    shownNotices: new ShownNotices(),
    mappings: createQuickCopy(quickCopyOptions, subscriptions),
    ...createIssuedLinks({ memento: state, profiles, now, locale }, issued, subscriptions),
    ...linkSettings,
    recipes: async () => (await import('./ui/settings/recipeSettings.ts')).recipeSettings,
    prompts: lazyPrompts,
    notifications,
    clipboard: vscode.env.clipboard,
    ...createExplorer(explorerOptions, explorer, subscriptions),
    ...createFileServices(objectEditors, now),
    changeMode,
    allowsDelete,
    allowedChanges: new AllowedChanges(state),
    copyJournal: new CopyJournal({ memento: state, now, newId: randomUUID, pid: process.pid, isAlive: isProcessAlive }),
    unsavedObjects: new UnsavedObjects(state),
    log,
    objectChanges,
    ...createDocuments(context.extension, subscriptions),
    qrCodes: createQrCodes(notifications.error),
    inspector: createInspector(transport, subscriptions),
    hostFacts: async () =>
      (await import('./ui/settings/hostFacts.ts')).readHostFacts(context, networkOptions(process.env)),
    reach,
    now,
    locale,
    newId: randomUUID,
  };
  registerInterruptedCopies(explorer.view, services, subscriptions);
  subscriptions.push(followRecipes());
  profiles.onDidForgetEverything(() => {
    forgetMemory(services);
    state.forgetDamaged().catch(notifications.error);
  });
  return services;
}

/** Creates the state that all windows share. Settings Sync gets copies of the profile records. */
function createState({ globalState, globalStorageUri }: vscode.ExtensionContext): SharedState {
  globalState.setKeysForSync([SYNC_KEY]);
  const folder = vscode.Uri.joinPath(globalStorageUri, STATE_FOLDER).fsPath;
  return new SharedState({ folder, memento: globalState, syncedKeys: SYNCED_KEYS, newId: randomUUID });
}

/** Whether a process exists. One of another user, which may not be signalled, exists too. */
function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
