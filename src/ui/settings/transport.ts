import * as vscode from 'vscode';
import type { HttpTransport } from '../../oss/client/transport.ts';
import { networkOptions } from './configuration.ts';

/** The one transport of the extension: loaded at its first use, made anew when the network settings change. */
export class Transport implements vscode.Disposable {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #listener: vscode.Disposable;
  #transport: Promise<HttpTransport> | undefined;

  /** `onRenewed`: requests under way end as they began, but the next ones must ask `get` again. */
  constructor(environment: NodeJS.ProcessEnv, onRenewed: () => void) {
    this.#environment = environment;
    this.#listener = vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('http')) return;
      this.#transport = undefined;
      onRenewed();
    });
  }

  readonly get = (): Promise<HttpTransport> => {
    this.#transport ??= load(this.#environment);
    return this.#transport;
  };

  dispose(): void {
    this.#listener.dispose();
    void this.#transport?.then((transport) => transport.close());
  }
}

async function load(environment: NodeJS.ProcessEnv): Promise<HttpTransport> {
  const { createUndiciTransport } = await import('../../http/undiciTransport.ts');
  return createUndiciTransport(networkOptions(environment));
}
