import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Subscriptions } from './emitter.ts';
import { COMMANDS, ISSUED_VIEW_ID, SELECTION_ARGUMENT, VIEW_ID, type CommandName } from './ids.ts';
import { registerUriHandler } from './features/api/registerUriHandler.ts';
import { registerLanguageModelTools } from './features/chat/registerTools.ts';
import { registerObjectDrops } from './features/copy/registerObjectDrops.ts';
import { registerObjectTexts } from './features/documents/registerObjectTexts.ts';
import { registerRenewal } from './features/documents/registerRenewal.ts';
import { registerUploads } from './features/documents/uploads/registerUploads.ts';
import { registerLinkProvider } from './features/inspector/registerLinkProvider.ts';
import { LazyDragAndDrop } from './features/explorer/lazyDragAndDropProvider.ts';
import type { IssuedNode } from './features/issued/issuedNodes.ts';
import type { Services } from './features/services.ts';
import type { Registered } from './registered.ts';
import type { TreeNode } from './tree/nodes.ts';
import { ObjectFiles } from './ui/files/objectFiles.ts';
import { LazyTreeProvider } from './ui/lazyTreeProvider.ts';

/**
 * Registers commands, views, providers and chat tools. `load` returns the services, which are created with the first
 * call that needs them.
 */
export function register(load: () => Promise<Services>, subscriptions: Subscriptions): Registered {
  registerCommands(load, subscriptions);
  const explorer = new LazyTreeProvider<TreeNode>(load);
  const issued = new LazyTreeProvider<IssuedNode>(load);
  const registered = {
    explorer: {
      provider: explorer,
      view: vscode.window.createTreeView(VIEW_ID, {
        treeDataProvider: explorer,
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController: new LazyDragAndDrop(),
      }),
    },
    issued: {
      provider: issued,
      view: vscode.window.createTreeView(ISSUED_VIEW_ID, {
        treeDataProvider: issued,
        canSelectMany: true,
        showCollapseAll: true,
      }),
    },
    objectEditors: new ObjectFiles({
      clientOf: async (profileId) => (await load()).clientOf(profileId),
      save: async (edited) => (await import('./features/transfers/saveEdited.ts')).saveEdited(edited, await load()),
      unsaved: async () => (await load()).unsavedObjects,
    }),
  };
  registerLinkProvider(load, subscriptions);
  registerRenewal(load, subscriptions);
  registerUploads(load, subscriptions);
  registerObjectTexts(load, subscriptions);
  subscriptions.push(
    registered.explorer.view,
    explorer,
    registered.issued.view,
    issued,
    registered.objectEditors,
    registerUriHandler(load),
    registerObjectDrops(async (targets, languageId) => {
      const services = await load();
      try {
        const { linksForDrop } = await import('./features/copy/insertLinks.ts');
        return await linksForDrop(targets, languageId, services);
      } catch (error) {
        services.notifications.error(error);
        return undefined;
      }
    }),
    ...registerLanguageModelTools({
      confirmation: async (name, input) =>
        (await import('./features/chat/tools.ts')).toolConfirmation(name, input, await load()),
      run: async (name, input, signal) =>
        (await import('./features/chat/tools.ts')).runTool(name, input, await load(), signal),
    }),
  );
  return registered;
}

/** Registers the commands; their errors are shown here. */
function registerCommands(load: () => Promise<Services>, subscriptions: Subscriptions): void {
  for (const [name, id] of Object.entries(COMMANDS)) {
    const command = vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      const services = await load();
      try {
        const { handlerOf, lacksRow } = await import('./commands.ts');
        if (lacksRow(name as CommandName, args)) {
          // VS Code may show a row that it no longer knows until the next refresh.
          services.redraw();
          services.notifications.status(l10n.t('The list was being refreshed. Run the command again.'));
          return;
        }
        const handle = await handlerOf(name as CommandName);
        const [first] = args;
        if (first !== SELECTION_ARGUMENT) await handle(args, services);
        else {
          const nodes = await services.keyboardNodes();
          if (nodes.length > 0) await handle([nodes[0], nodes], services);
        }
      } catch (error) {
        services.notifications.error(error);
      }
    });
    subscriptions.push(command);
  }
}
