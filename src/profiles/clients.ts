import type { Exchange, OssClient, OssClientOptions } from '../oss/client/ossClient.ts';
import { isSkewNoticeable } from '../oss/client/serviceClock.ts';
import { endpointForRegion } from '../oss/hosts/endpoint.ts';
import type { HttpTransport } from '../oss/client/transport.ts';
import type { Profile } from './profile.ts';
import type { Profiles } from './profiles.ts';

export interface ClientsOptions {
  readonly profiles: Pick<Profiles, 'onDidChange' | 'list' | 'get' | 'credentialsOf'>;
  /** Loads the transport at its first use. */
  readonly transport: () => Promise<HttpTransport>;
  readonly now: () => Date;
  readonly onExchange: (exchange: Exchange) => void;
  /** Told once that the local clock is off: by the service's time minus the local one, in milliseconds. */
  readonly onClockOff?: (offsetMs: number) => void;
  /** The host that a bucket is browsed at, where it is not the profile's. */
  readonly endpointForBucket?: (
    place: { profileId: string; bucket: string },
    region: string,
  ) => ReturnType<NonNullable<OssClientOptions['endpointForBucket']>>;
}

/** One client a profile, kept as long as the profile stays as it is, with what it has learnt of buckets and clocks. */
export class Clients {
  readonly #options: ClientsOptions;
  readonly #clients = new Map<string, Promise<OssClient>>();
  #isClockNoted = false;
  /** What each client was made for: another window may change a profile without telling this one. */
  readonly #places = new Map<string, string>();

  constructor(options: ClientsOptions) {
    this.#options = options;
    options.profiles.onDidChange((id) => {
      if (id === undefined) this.#clients.clear();
      else this.#clients.delete(id);
    });
  }

  /** The same client for everybody who asks before the profile changes, also while it is still being made. */
  readonly of = (profileId: string): Promise<OssClient> => {
    const known = this.#clients.get(profileId);
    const place = this.#placeOf(profileId);
    if (known && this.#places.get(profileId) === place) return known;
    const made = this.#make(profileId);
    this.#clients.set(profileId, made);
    this.#places.set(profileId, place);
    made.catch(() => {
      // What failed is tried again by the next one who asks.
      if (this.#clients.get(profileId) === made) this.#clients.delete(profileId);
    });
    return made;
  };

  #placeOf(profileId: string): string {
    const profile = this.#options.profiles.list().find(({ id }) => id === profileId);
    return profile ? JSON.stringify([profile.region, profile.endpoint]) : '';
  }

  async #make(profileId: string): Promise<OssClient> {
    const { profiles, endpointForBucket } = this.#options;
    return this.forProfile(profiles.get(profileId), () => profiles.credentialsOf(profileId), {
      regionOf: (bucket) =>
        profiles
          .list()
          .find(({ id }) => id === profileId)
          ?.regions?.get(bucket),
      endpointForBucket: (bucket, region) => endpointForBucket?.({ profileId, bucket }, region),
    });
  }

  /** A client that is not kept, e.g. to try a profile before it is stored. */
  readonly forProfile = async (
    profile: Pick<Profile, 'region' | 'endpoint'>,
    credentials: OssClientOptions['credentials'],
    known: Pick<OssClientOptions, 'regionOf' | 'endpointForBucket'> = {},
  ): Promise<OssClient> => {
    const { transport, now, onExchange } = this.#options;
    const { OssClient } = await import('../oss/client/ossClient.ts');
    const address = addressOf(profile);
    const client = new OssClient({
      transport: await transport(),
      credentials,
      now,
      onExchange: (exchange) => {
        onExchange(exchange);
        this.#noteClock(client.observedClockOffsetMs);
      },
      ...known,
      ...address,
    });
    return client;
  };

  #noteClock(offsetMs: number | undefined): void {
    if (this.#isClockNoted || offsetMs === undefined || !isSkewNoticeable(offsetMs)) return;
    this.#isClockNoted = true;
    this.#options.onClockOff?.(offsetMs);
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
