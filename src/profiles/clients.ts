import type { Exchange, OssClient, OssClientOptions } from '../oss/client.ts';
import { endpointForRegion } from '../oss/endpoint.ts';
import type { HttpTransport } from '../oss/transport.ts';
import type { Profile } from './profile.ts';
import type { Profiles } from './profiles.ts';

export interface ClientsOptions {
  readonly profiles: Pick<Profiles, 'onDidChange' | 'get' | 'credentialsOf'>;
  /** Loads the transport at its first use. */
  readonly transport: () => Promise<HttpTransport>;
  readonly now: () => Date;
  readonly onExchange: (exchange: Exchange) => void;
}

/** One client a profile, kept as long as the profile stays as it is, with what it has learnt of buckets and clocks. */
export class Clients {
  readonly #options: ClientsOptions;
  readonly #clients = new Map<string, OssClient>();

  constructor(options: ClientsOptions) {
    this.#options = options;
    options.profiles.onDidChange((id) => {
      if (id === undefined) this.#clients.clear();
      else this.#clients.delete(id);
    });
  }

  readonly of = async (profileId: string): Promise<OssClient> => {
    const known = this.#clients.get(profileId);
    if (known) return known;
    const { profiles } = this.#options;
    const client = await this.forProfile(profiles.get(profileId), () => profiles.credentialsOf(profileId));
    this.#clients.set(profileId, client);
    return client;
  };

  /** A client that is not kept, e.g. to try a profile before it is stored. */
  async forProfile(
    profile: Pick<Profile, 'region' | 'endpoint'>,
    credentials: OssClientOptions['credentials'],
  ): Promise<OssClient> {
    const { transport, now, onExchange } = this.#options;
    const { OssClient } = await import('../oss/client.ts');
    return new OssClient({ transport: await transport(), credentials, now, onExchange, ...addressOf(profile) });
  }

  /** Forgets all clients, e.g. when the transport has changed. */
  clear(): void {
    this.#clients.clear();
  }
}

type ClientAddress = Pick<OssClientOptions, 'region' | 'endpoint' | 'addressing' | 'allowPlainHttp'>;

function addressOf({ region, endpoint }: Pick<Profile, 'region' | 'endpoint'>): ClientAddress {
  if (endpoint.kind !== 'custom') return { region, endpoint: endpointForRegion(region, endpoint.kind) };
  const { kind, url, ...choices } = endpoint;
  return { region, endpoint: url, ...choices };
}
