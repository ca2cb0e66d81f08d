import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import type { HttpTransport } from '../../oss/client/transport.ts';
import { networkOptions } from './configuration.ts';

/**
 * Creates the transport of the extension: it is loaded at the first call, and created again after the network settings
 * change. `onReplaced` is called then: open requests finish with the old one, and later ones must get the new one.
 */
export function createTransport(
  environment: NodeJS.ProcessEnv,
  onReplaced: () => void,
  subscriptions: Subscriptions,
): () => Promise<HttpTransport> {
  let transport: Promise<HttpTransport> | undefined;
  const listener = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration('http')) return;
    transport = undefined;
    onReplaced();
  });
  const close = (): void => {
    void transport?.then((open) => open.close());
  };
  subscriptions.push(listener, { dispose: close });
  return () => (transport ??= load(environment));
}

async function load(environment: NodeJS.ProcessEnv): Promise<HttpTransport> {
  const { createUndiciTransport } = await import('../../http/undiciTransport.ts');
  return createUndiciTransport(networkOptions(environment));
}
