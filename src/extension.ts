import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands } from './commands/registerCommands.ts';
import { VIEW_ID } from './ids.ts';
import { LinkHosts } from './links/linkHosts.ts';
import { LinkMemory } from './links/memory.ts';
import { Clients } from './profiles/clients.ts';
import { ExplorerProvider } from './tree/explorerProvider.ts';
import { ObjectTree } from './tree/objectTree.ts';
import { warnOfClock } from './ui/clockWarning.ts';
import { defaultValidity, networkOptions } from './ui/configuration.ts';
import { ReadOnlyDocuments } from './ui/documents.ts';
import { readHostFacts } from './ui/hostFacts.ts';
import { localFiles } from './ui/localFiles.ts';
import { createLog } from './ui/log.ts';
import { createNotifications } from './ui/notifications.ts';
import { openProfiles } from './ui/openProfiles.ts';
import { problemText } from './ui/problemText.ts';
import { prompts } from './ui/prompts.ts';
import { QuickCopyStatusBar } from './ui/statusBar.ts';
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
  const tree = new ObjectTree({
    profiles,
    clientOf: clients.of,
    onChanged: (node) => {
      provider.changed(node);
    },
  });
  const provider = new ExplorerProvider({ tree, profiles, linkHosts, explainProblem: problemText, now, locale });
  const viewOptions = { treeDataProvider: provider, showCollapseAll: true, canSelectMany: true };
  const view = vscode.window.createTreeView(VIEW_ID, viewOptions);
  const statusBar = new QuickCopyStatusBar({ memory, profiles, locale });
  const documents = new ReadOnlyDocuments();
  const commands = registerCommands({
    profiles,
    sources,
    clients,
    clientOf: clients.of,
    memory,
    linkHosts,
    prompts,
    notifications,
    clipboard: vscode.env.clipboard,
    tree,
    files: localFiles,
    log,
    documents,
    hostFacts: () => readHostFacts(context, networkOptions(process.env)),
    reveal: async (node) => view.reveal(node, { select: true, focus: true }),
    now,
    locale,
    newId: randomUUID,
  });
  const relist = profiles.onDidChange(tree.refreshProfile);
  context.subscriptions.push(log, transport, documents, provider, view, statusBar, relist, ...commands);
}
