import type { HttpTransport } from '../oss/transport.ts';
import { networkOptions } from './configuration.ts';

/** The one transport of the extension: loaded at its first use, made anew when the network settings change. */
export class Transport {
  readonly #environment: NodeJS.ProcessEnv;
  #transport: Promise<HttpTransport> | undefined;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  readonly get = (): Promise<HttpTransport> => {
    this.#transport ??= load(this.#environment);
    return this.#transport;
  };

  /** The next use sees the present settings; requests under way with the former ones end as they began. */
  renew(): void {
    this.#transport = undefined;
  }

  dispose(): void {
    void this.#transport?.then((transport) => transport.close());
  }
}

async function load(environment: NodeJS.ProcessEnv): Promise<HttpTransport> {
  const { createUndiciTransport } = await import('../http/undiciTransport.ts');
  return createUndiciTransport(networkOptions(environment));
}
