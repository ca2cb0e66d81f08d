// Lazy border: registered at activation; reading a URI is loaded with the first one.
import * as vscode from 'vscode';
import type { Disposable } from '../../emitter.ts';
import type { Services } from '../services.ts';

/** Registers the handler of `vscode://…/open?bucket=…&key=…`, which shows an object after a question. */
export function registerUriHandler(load: () => Promise<Services>): Disposable {
  return vscode.window.registerUriHandler({
    async handleUri({ path, query }) {
      const services = await load();
      try {
        const { openUri } = await import('./openUri.ts');
        await openUri({ path, query }, services);
      } catch (error) {
        services.notifications.error(error);
      }
    },
  });
}
