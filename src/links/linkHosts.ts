import type { Memento } from 'vscode';
import * as v from 'valibot';
import type { BucketLocation } from '../oss/client/bucketLocation.ts';
import type { DataHost } from '../oss/client/bucketRouter.ts';
import { defaultAddressing, endpointForRegion, parseEndpoint } from '../oss/hosts/endpoint.ts';
import { InvalidInputError } from '../oss/errors/errors.ts';
import { endpointChoiceSchema } from '../profiles/profile.ts';
import type { ObjectTarget } from './link.ts';

const LINKS_KEY = 'ossLinks.linkHosts';
const BROWSING_KEY = 'ossLinks.browsingHosts';

const linkHostSchema = v.object({ endpoint: endpointChoiceSchema });

/** A host that stands in place of the one by which a profile reaches a bucket. */
export type LinkHost = v.InferOutput<typeof linkHostSchema>;

/** A bucket as a profile sees it. */
export type BucketRef = Pick<ObjectTarget, 'profileId' | 'bucket'>;

/**
 * The hosts that were chosen for a bucket, kept for each profile: one that its links carry, and one at which it is listed,
 * read and written. Where there is none, the profile says.
 */
export class LinkHosts {
  readonly #memento: Pick<Memento, 'get' | 'update'>;
  readonly #warned = new Set<string>();

  constructor(memento: Pick<Memento, 'get' | 'update'>) {
    this.#memento = memento;
  }

  /** The host that links carry. */
  linkHost(place: BucketRef): LinkHost | undefined {
    return this.#chosen(LINKS_KEY, place);
  }

  /** The host at which the bucket is browsed. */
  browsingHost(place: BucketRef): LinkHost | undefined {
    return this.#chosen(BROWSING_KEY, place);
  }

  /** What kinds of hosts were chosen for the buckets of a profile, one for each bucket. */
  endpointKinds(profileId: string): { readonly links: readonly string[]; readonly browsing: readonly string[] } {
    const kindsIn = (key: string): readonly string[] =>
      Object.keys(this.#entries(key))
        .filter((place) => place.startsWith(`${profileId}/`))
        .map((place) => this.#at(key, place)?.endpoint.kind ?? 'cannot be read');
    return { links: kindsIn(LINKS_KEY), browsing: kindsIn(BROWSING_KEY) };
  }

  /** The bucket that a custom domain stands for, where it was chosen as the host of a bucket's links. */
  bucketForHost(host: string): string | undefined {
    return Object.entries(this.#entries(LINKS_KEY))
      .map(([place, entry]) => ({
        bucket: place.slice(place.indexOf('/') + 1),
        parsed: v.safeParse(linkHostSchema, entry),
      }))
      .find(({ parsed }) => {
        if (!parsed.success || parsed.output.endpoint.kind !== 'custom') return false;
        const { endpoint, addressing } = customHost(parsed.output.endpoint);
        return addressing === 'cname' && parseEndpoint(endpoint, { allowPlainHttp: true }).host === host;
      })?.bucket;
  }

  /** Where the data of a bucket in that region are reached, if not through the endpoint of its profile. */
  readonly dataHostOf = (place: BucketRef, region: string): DataHost | undefined => {
    const host = this.browsingHost(place);
    return host && dataHost(host, region);
  };

  /** Keeps the host of a bucket's links, or gives it back to its profile. */
  async setLinkHost(place: BucketRef, host: LinkHost | undefined): Promise<void> {
    await this.#keep(LINKS_KEY, place, host);
    // What is true of the new host has not been said yet.
    for (const warned of this.#warned) if (warned.startsWith(`${keyOf(place)} `)) this.#warned.delete(warned);
  }

  /** Keeps the host at which a bucket is browsed, or gives it back to its profile. */
  async setBrowsingHost(place: BucketRef, host: LinkHost | undefined): Promise<void> {
    await this.#keep(BROWSING_KEY, place, host);
  }

  /** Forgets the hosts of a profile's buckets, or of all without one. */
  async forget(profileId?: string): Promise<void> {
    for (const key of [LINKS_KEY, BROWSING_KEY]) {
      const kept = Object.entries(this.#entries(key)).filter(
        ([place]) => profileId !== undefined && !place.startsWith(`${profileId}/`),
      );
      await this.#memento.update(key, kept.length === 0 ? undefined : Object.fromEntries(kept));
    }
  }

  /** Says, once in a session for each bucket and code, that a warning is new to the user. */
  isNews(place: BucketRef, code: string): boolean {
    const warning = `${keyOf(place)} ${code}`;
    if (this.#warned.has(warning)) return false;
    this.#warned.add(warning);
    return true;
  }

  /** An entry that cannot be read counts as none. */
  #chosen(key: string, place: BucketRef): LinkHost | undefined {
    return this.#at(key, keyOf(place));
  }

  #at(key: string, place: string): LinkHost | undefined {
    const parsed = v.safeParse(linkHostSchema, this.#entries(key)[place]);
    return parsed.success ? parsed.output : undefined;
  }

  async #keep(key: string, place: BucketRef, host: LinkHost | undefined): Promise<void> {
    const { [keyOf(place)]: _, ...others } = this.#entries(key);
    await this.#memento.update(key, host ? { ...others, [keyOf(place)]: host } : others);
  }

  /** As stored: what another version wrote is kept as it is. */
  #entries(key: string): Readonly<Record<string, unknown>> {
    const parsed = v.safeParse(v.record(v.string(), v.unknown()), this.#memento.get(key));
    return parsed.success ? parsed.output : {};
  }
}

function keyOf({ profileId, bucket }: BucketRef): string {
  return `${profileId}/${bucket}`;
}

/** Where links of a bucket lead: the region signs, whichever host they carry. */
export function linkLocation(location: BucketLocation, host: LinkHost | undefined): BucketLocation {
  const { region } = location;
  return host ? { region, ...dataHost(host, region) } : location;
}

function dataHost({ endpoint }: LinkHost, region: string): DataHost {
  return endpoint.kind === 'custom'
    ? customHost(endpoint)
    : { endpoint: endpointForRegion(region, endpoint.kind), addressing: 'virtual' };
}

/**
 * The host that an option names: a kind of endpoint, or a custom domain. Throws an `InvalidInputError` for a host of
 * OSS, which has to be named by its kind, so that it follows the bucket's region.
 */
export function parseLinkHost(text: string): LinkHost {
  const kind = v.safeParse(endpointChoiceSchema, { kind: text });
  if (kind.success) return { endpoint: kind.output };
  const { scheme, host, kind: ownKind, isIp, isLoopback } = parseEndpoint(text, { allowPlainHttp: true });
  if (ownKind !== undefined) {
    throw new InvalidInputError('host', '{0} is a host of OSS: write {1} instead, and it follows the bucket.', [
      host,
      ownKind,
    ]);
  }
  const url = `${scheme}://${host}`;
  return { endpoint: isIp || isLoopback ? { kind: 'custom', url } : { kind: 'custom', url, addressing: 'cname' } };
}

type CustomEndpoint = Extract<LinkHost['endpoint'], { kind: 'custom' }>;

function customHost({ url, addressing }: CustomEndpoint): DataHost {
  return {
    endpoint: url,
    addressing: addressing ?? defaultAddressing(parseEndpoint(url, { allowPlainHttp: true })),
  };
}

/** The host as people read it: https goes without saying, plain http does not; a kind where the region is not known. */
export function describeLinkHost({ endpoint }: LinkHost, region: string | undefined): string {
  if (endpoint.kind === 'custom') return withoutHttps(endpoint.url);
  return region === undefined ? endpoint.kind : withoutHttps(endpointForRegion(region, endpoint.kind));
}

function withoutHttps(url: string): string {
  return url.replace(/^https:\/\//, '');
}
