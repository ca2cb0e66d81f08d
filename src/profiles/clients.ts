import type { Exchange, OssClient, OssClientOptions } from '../oss/client/ossClient.ts';
import { isSkewNoticeable } from '../oss/client/serviceClock.ts';
import { endpointForRegion } from '../oss/hosts/endpoint.ts';
import type { HttpTransport } from '../oss/client/transport.ts';
import type { Profile } from './profile.ts';
import type { Profiles } from './profiles.ts';

export interface ClientsOptions {
  readonly profiles: Pick<Profiles, 'onDidChange' | 'list' | 'get' | 'credentialsOf'>;
  /** Transport, loaded at its first use. */
  readonly transport: () => Promise<HttpTransport>;
  readonly now: () => Date;
  readonly onExchange: (exchange: Exchange) => void;
  /** Called once if the local clock is off, with the service's time minus the local time in milliseconds. */
  readonly onClockOff?: (offsetMs: number) => void;
  /** Host at which a bucket is browsed, if it is not the profile's. */
  readonly endpointForBucket?: (
    bucketRef: { profileId: string; bucket: string },
    region: string,
  ) => ReturnType<NonNullable<OssClientOptions['endpointForBucket']>>;
}

/** One client per profile, kept until the profile changes, with the regions and clock offset that it learned. */
export class Clients {
  readonly #options: ClientsOptions;
  readonly #clients = new Map<string, Promise<OssClient>>();
  #isClockNoted = false;
  /** Region, endpoint and signature version of each client. Another window may change a profile without an event here. */
  readonly #endpointKeys = new Map<string, string>();

  constructor(options: ClientsOptions) {
    this.#options = options;
    options.profiles.onDidChange((id) => {
      if (id === undefined) this.#clients.clear();
      else this.#clients.delete(id);
    });
  }

  /** Client of a profile: the same one until the profile changes, also while it is being created. */
  readonly of = (profileId: string): Promise<OssClient> => {
    const known = this.#clients.get(profileId);
    const endpointKey = this.#endpointKey(profileId);
    if (known && this.#endpointKeys.get(profileId) === endpointKey) return known;
    const made = this.#make(profileId);
    this.#clients.set(profileId, made);
    this.#endpointKeys.set(profileId, endpointKey);
    made.catch(() => {
      // The next call tries again.
      if (this.#clients.get(profileId) === made) this.#clients.delete(profileId);
    });
    return made;
  };

  #endpointKey(profileId: string): string {
    const profile = this.#options.profiles.list().find(({ id }) => id === profileId);
    return profile ? JSON.stringify([profile.region, profile.endpoint, profile.signatureVersion]) : '';
  }

  async #make(profileId: string): Promise<OssClient> {
    const { profiles, endpointForBucket } = this.#options;
    return this.forProfile(profiles.get(profileId), () => profiles.credentialsOf(profileId), {
      profileId,
      regionOf: (bucket) =>
        profiles
          .list()
          .find(({ id }) => id === profileId)
          ?.regions?.get(bucket),
      endpointForBucket: (bucket, region) => endpointForBucket?.({ profileId, bucket }, region),
    });
  }

  /** Client that is not kept, for example to test a profile before it is saved. */
  readonly forProfile = async (
    profile: Pick<Profile, 'region' | 'endpoint' | 'signatureVersion'>,
    credentials: OssClientOptions['credentials'],
    known: Pick<OssClientOptions, 'regionOf' | 'endpointForBucket' | 'profileId'> = {},
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
      signatureVersion: profile.signatureVersion,
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

  /** Drops all clients, for example because the transport changed. */
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
