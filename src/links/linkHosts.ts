import type { Memento, SecretStorage } from 'vscode';
import * as v from 'valibot';
import type { BucketLocation } from '../oss/client/bucketLocation.ts';
import type { BucketEndpoint } from '../oss/client/bucketRouter.ts';
import { defaultAddressing, endpointForRegion, parseEndpoint } from '../oss/hosts/endpoint.ts';
import { InvalidInputError } from '../oss/errors/errors.ts';
import { endpointChoiceSchema } from '../profiles/profile.ts';
import { CdnKeys } from './cdn/cdnKeys.ts';
import type { ObjectTarget } from './link.ts';

const LINKS_KEY = 'ossLinks.linkHosts';
const BROWSING_KEY = 'ossLinks.browsingHosts';

/** URL authentication of a CDN domain, without its key, which SecretStorage keeps. */
const cdnSettingsSchema = v.object({
  type: v.picklist(['A', 'B', 'C1', 'C2', 'F']),
  /** Validity set at the CDN, in seconds. */
  cdnTtl: v.number(),
  signParam: v.exactOptional(v.string()),
  timeParam: v.exactOptional(v.string()),
  timeFormat: v.exactOptional(v.picklist(['hex', 'dec'])),
});

const linkHostSchema = v.object({
  endpoint: endpointChoiceSchema,
  /** Present for a CDN that checks links itself. Only link hosts have it. */
  cdn: v.exactOptional(cdnSettingsSchema),
});

/** URL authentication of a CDN domain, as the user entered it. */
export type LinkCdnSettings = v.InferOutput<typeof cdnSettingsSchema>;

/** Host used instead of the profile's endpoint. */
export type LinkHost = v.InferOutput<typeof linkHostSchema>;

/** Bucket and the profile that accesses it. */
export type BucketRef = Pick<ObjectTarget, 'profileId' | 'bucket'>;

/** CDN in front of a bucket, which checks links itself. */
export interface CdnDomain extends BucketRef {
  /** Scheme and host, e.g. `https://cdn.example.com`. */
  readonly baseUrl: string;
  readonly host: string;
  readonly settings: LinkCdnSettings;
}

/**
 * Hosts that the user chose for a bucket of a profile: the link host for links, and the browsing host for listing, reading
 * and writing. Without a choice, the profile's endpoint applies.
 */
export class LinkHosts {
  readonly #memento: Pick<Memento, 'get' | 'update'>;
  readonly #cdnKeys: CdnKeys;

  constructor(
    memento: Pick<Memento, 'get' | 'update'>,
    secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>,
  ) {
    this.#memento = memento;
    this.#cdnKeys = new CdnKeys(secrets);
  }

  /** Host of the bucket's links. */
  linkHost(bucketRef: BucketRef): LinkHost | undefined {
    return this.#chosen(LINKS_KEY, bucketRef);
  }

  /** Host for browsing the bucket. */
  browsingHost(bucketRef: BucketRef): LinkHost | undefined {
    return this.#chosen(BROWSING_KEY, bucketRef);
  }

  /** Endpoint kinds of the hosts chosen for the buckets of a profile, one for each bucket. */
  endpointKinds(profileId: string): { readonly links: readonly string[]; readonly browsing: readonly string[] } {
    const kindsIn = (key: string): readonly string[] =>
      Object.keys(this.#entries(key))
        .filter((entryKey) => entryKey.startsWith(`${profileId}/`))
        .map((entryKey) => {
          const host = this.#at(key, entryKey);
          return host?.cdn ? `CDN type ${host.cdn.type}` : (host?.endpoint.kind ?? 'cannot be read');
        });
    return { links: kindsIn(LINKS_KEY), browsing: kindsIn(BROWSING_KEY) };
  }

  /** Bucket whose link host is this custom domain. */
  bucketForHost(host: string): string | undefined {
    return Object.entries(this.#entries(LINKS_KEY))
      .map(([entryKey, entry]) => ({
        bucket: entryKey.slice(entryKey.indexOf('/') + 1),
        parsed: v.safeParse(linkHostSchema, entry),
      }))
      .find(({ parsed }) => {
        if (!parsed.success || parsed.output.endpoint.kind !== 'custom') return false;
        const { endpoint, addressing } = customHost(parsed.output.endpoint);
        return addressing === 'cname' && parseEndpoint(endpoint, { allowPlainHttp: true }).host === host;
      })?.bucket;
  }

  /** CDNs that are link hosts, with their buckets. */
  cdnDomains(): readonly CdnDomain[] {
    return Object.keys(this.#entries(LINKS_KEY)).flatMap((entryKey) => {
      const slash = entryKey.indexOf('/');
      const bucketRef = { profileId: entryKey.slice(0, slash), bucket: entryKey.slice(slash + 1) };
      return cdnDomainOf(bucketRef, this.#at(LINKS_KEY, entryKey)) ?? [];
    });
  }

  /** Key of a CDN host; `undefined` if SecretStorage has none. */
  cdnKey(host: string): Promise<string | undefined> {
    return this.#cdnKeys.read(host);
  }

  /** Stores the key of a CDN host. Throws an `InvalidInputError` for an invalid key. */
  storeCdnKey(host: string, privateKey: string): Promise<void> {
    return this.#cdnKeys.store(host, privateKey);
  }

  /** Removes the key of a CDN host. The host stays chosen. */
  removeCdnKey(host: string): Promise<void> {
    return this.#cdnKeys.delete(host);
  }

  /** Endpoint and addressing of the browsing host of a bucket in this region; `undefined` without a browsing host. */
  readonly endpointForBucket = (bucketRef: BucketRef, region: string): BucketEndpoint | undefined => {
    const host = this.browsingHost(bucketRef);
    return host && dataHost(host, region);
  };

  /** Stores the link host of a bucket; `undefined` restores the profile's endpoint. A key that no host uses is removed. */
  async setLinkHost(bucketRef: BucketRef, host: LinkHost | undefined): Promise<void> {
    await this.#store(LINKS_KEY, bucketRef, host);
    await this.#dropUnusedKeys();
  }

  /** Stores the browsing host of a bucket; `undefined` restores the profile's endpoint. */
  async setBrowsingHost(bucketRef: BucketRef, host: LinkHost | undefined): Promise<void> {
    await this.#store(BROWSING_KEY, bucketRef, host);
  }

  /** Removes the hosts of a profile's buckets, with the CDN keys that only they use; without a profile, all of them. */
  async forget(profileId?: string): Promise<void> {
    for (const key of [LINKS_KEY, BROWSING_KEY]) {
      const kept = Object.entries(this.#entries(key)).filter(
        ([entryKey]) => profileId !== undefined && !entryKey.startsWith(`${profileId}/`),
      );
      await this.#memento.update(key, kept.length === 0 ? undefined : Object.fromEntries(kept));
    }
    await this.#dropUnusedKeys();
  }

  #dropUnusedKeys(): Promise<void> {
    return this.#cdnKeys.keepOnly(this.cdnDomains().map(({ host }) => host));
  }

  /** Chosen host. An entry that cannot be parsed counts as absent. */
  #chosen(key: string, bucketRef: BucketRef): LinkHost | undefined {
    return this.#at(key, keyOf(bucketRef));
  }

  #at(key: string, entryKey: string): LinkHost | undefined {
    const parsed = v.safeParse(linkHostSchema, this.#entries(key)[entryKey]);
    return parsed.success ? parsed.output : undefined;
  }

  async #store(key: string, bucketRef: BucketRef, host: LinkHost | undefined): Promise<void> {
    const { [keyOf(bucketRef)]: _, ...others } = this.#entries(key);
    await this.#memento.update(key, host ? { ...others, [keyOf(bucketRef)]: host } : others);
  }

  /** Raw entries, so that a write preserves entries of other versions. */
  #entries(key: string): Readonly<Record<string, unknown>> {
    const parsed = v.safeParse(v.record(v.string(), v.unknown()), this.#memento.get(key));
    return parsed.success ? parsed.output : {};
  }
}

/** CDN of a link host; `undefined` for a host at which OSS checks links. */
export function cdnDomainOf({ profileId, bucket }: BucketRef, host: LinkHost | undefined): CdnDomain | undefined {
  if (host?.cdn === undefined || host.endpoint.kind !== 'custom') return undefined;
  const { url: baseUrl } = host.endpoint;
  return {
    profileId,
    bucket,
    baseUrl,
    host: parseEndpoint(baseUrl, { allowPlainHttp: true }).host,
    settings: host.cdn,
  };
}

function keyOf({ profileId, bucket }: BucketRef): string {
  return `${profileId}/${bucket}`;
}

/** Link host where OSS itself is asked: `undefined` (the profile's endpoint) in place of a CDN that checks links by itself. */
export function hostAtOss(host: LinkHost | undefined): LinkHost | undefined {
  return host?.cdn === undefined ? host : undefined;
}

/** Location for the links of a bucket: its region, with the link host if there is one. */
export function linkLocation(location: BucketLocation, host: LinkHost | undefined): BucketLocation {
  const { region } = location;
  return host ? { region, ...dataHost(host, region) } : location;
}

function dataHost({ endpoint }: LinkHost, region: string): BucketEndpoint {
  return endpoint.kind === 'custom'
    ? customHost(endpoint)
    : { endpoint: endpointForRegion(region, endpoint.kind), addressing: 'virtual' };
}

/**
 * Host from the option `host`: an endpoint kind or a custom domain. Throws an `InvalidInputError` for a host of OSS: it
 * must be named by its kind, so that the host follows the bucket's region.
 */
export function parseLinkHost(text: string): LinkHost {
  const kind = v.safeParse(endpointChoiceSchema, { kind: text });
  if (kind.success) return { endpoint: kind.output };
  const { scheme, host, kind: ownKind, isIp, isLoopback } = parseEndpoint(text, { allowPlainHttp: true });
  if (ownKind !== undefined) {
    throw new InvalidInputError('host', '{0} is an OSS host. Enter {1} instead, which follows the bucket.', [
      host,
      ownKind,
    ]);
  }
  const url = `${scheme}://${host}`;
  return { endpoint: isIp || isLoopback ? { kind: 'custom', url } : { kind: 'custom', url, addressing: 'cname' } };
}

type CustomEndpoint = Extract<LinkHost['endpoint'], { kind: 'custom' }>;

function customHost({ url, addressing }: CustomEndpoint): BucketEndpoint {
  return {
    endpoint: url,
    addressing: addressing ?? defaultAddressing(parseEndpoint(url, { allowPlainHttp: true })),
  };
}

/** Host for display: without `https://`, but with `http://`; the endpoint kind if the region is unknown. */
export function describeLinkHost({ endpoint }: LinkHost, region: string | undefined): string {
  if (endpoint.kind === 'custom') return withoutHttps(endpoint.url);
  return region === undefined ? endpoint.kind : withoutHttps(endpointForRegion(region, endpoint.kind));
}

function withoutHttps(url: string): string {
  return url.replace(/^https:\/\//, '');
}
