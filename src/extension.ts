import { setImmediate as nextTurn } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExtensionExports } from './features/api/api.ts';
import { createExports } from './features/api/createExports.ts';
import type { MarkdownExports } from './features/documents/preview/markdownIt.ts';
import { createMarkdownPlugin } from './features/documents/preview/registerPreview.ts';
import type { Services } from './features/services.ts';
import { register } from './register.ts';
import { needsServices } from './ui/settings/activationSettings.ts';

/**
 * Registers commands, views and providers. The first call from VS Code loads the services; a status bar item or a badge
 * loads them at once. Returns the API for other extensions.
 */
export function activate(context: vscode.ExtensionContext): ExtensionExports & MarkdownExports {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const { subscriptions } = context;
  let isDisposed = false;
  let services: Promise<Services> | undefined;
  const load = async (): Promise<Services> => {
    // Loading the code in two parts and running it are blocks of the event loop, which all extensions share.
    await import('./features/explorer/explorerView.ts');
    await nextTurn();
    const { createExtension } = await import('./createExtension.ts');
    await nextTurn();
    // The extension was deactivated while this was loading.
    if (isDisposed) throw new vscode.CancellationError();
    return createExtension(context, registered, subscriptions);
  };
  const loadOnce = (): Promise<Services> => (services ??= load());
  const registered = register(loadOnce, subscriptions);
  subscriptions.push({
    dispose: () => {
      isDisposed = true;
    },
  });
  if (needsServices(context)) void loadOnce();
  return { ...createExports(loadOnce), extendMarkdownIt: createMarkdownPlugin(loadOnce, subscriptions) };
}
