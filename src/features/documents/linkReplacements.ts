import { headerTitle } from '../../oss/requests/headerRules.ts';
import * as l10n from '@vscode/l10n';
import { createBulkSigner, type BulkSigner } from '../../links/bulk/bulkSigner.ts';
import { TimeSlices } from '../../links/bulk/timeSlices.ts';
import { createResolver, type LinkDetails } from '../../links/details/linkDetails.ts';
import { renewedOptions, type UserChoices } from '../../links/details/renewedOptions.ts';
import { writtenAs } from '../../links/details/writtenUrl.ts';
import type { Link, ObjectTarget } from '../../links/link.ts';
import type { LinkMethod, LinkOptions } from '../../links/linkOptions.ts';
import { readOssUris } from '../../oss/names/ossUrisInText.ts';
import { eachPresignedUrl } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import type { WorkspaceText } from '../../ui/editors/workspaceTexts.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { ossUri } from '../explorer/copyAddress.ts';
import { userChoices } from '../inspector/signLinkAgain.ts';
import type { Services } from '../services.ts';
import { profileOfBucket } from './profileOfBucket.ts';

/** New text for a link: a new link, or the `oss://` address of its object. */
export type ReplacementKind = 'renew' | 'address';

/** Link in a text, with its replacement or the reason why there is none. */
export interface LinkReplacement {
  readonly uri: string;
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
  readonly startIndex: number;
  /** Link as written in the text, with its escapes. */
  readonly written: string;
  readonly details: LinkDetails;
  readonly result: Replacement | Refusal;
}

export interface Replacement {
  readonly text: string;
  /** New link; absent for an address. */
  readonly link?: Link;
}

export interface Refusal {
  /** Reason in the language of the user. */
  readonly reason: string;
}

/** Services for replacing links. */
export type ReplacementServices = Pick<
  Services,
  'profiles' | 'clientOf' | 'linkHosts' | 'ledger' | 'memory' | 'tree' | 'now' | 'maxValiditySeconds'
> & { readonly inspector: Pick<Services['inspector'], 'sessionLinks'> };

/** Time slices between replacements. */
type Slices = Pick<TimeSlices, 'isUsedUp' | 'next'>;

/** Number of characters that are searched at a time. */
const PART_LENGTH = 131_072;
/** Characters that no link contains, so a text can be cut there. */
const BOUNDARY = /[\s"<>]/g;

/** Replaces links in any number of texts. AccessKeys are read once, and signing is prepared once for equal options. */
export class LinkReplacer {
  readonly #kind: ReplacementKind;
  readonly #services: ReplacementServices;
  readonly #resolve: Awaited<ReturnType<typeof createResolver>>;
  readonly #signers = new Map<string, Promise<BulkSigner>>();
  readonly #profileIds = new Map<string, Promise<string | undefined>>();
  readonly #slices: Slices;
  readonly #choices: UserChoices;

  private constructor(
    kind: ReplacementKind,
    services: ReplacementServices,
    resolve: Awaited<ReturnType<typeof createResolver>>,
    slices: Slices,
  ) {
    this.#kind = kind;
    this.#services = services;
    this.#resolve = resolve;
    this.#slices = slices;
    this.#choices = userChoices(services);
  }

  static async create(
    kind: ReplacementKind,
    services: ReplacementServices,
    slices: Slices = new TimeSlices(),
  ): Promise<LinkReplacer> {
    const { profiles, linkHosts, ledger, inspector } = services;
    const { sessionLinks } = inspector;
    const resolve = await createResolver({ profiles, linkHosts, ledger, sessionLinks });
    return new LinkReplacer(kind, services, resolve, slices);
  }

  /** Replacements for all links of a text, in their order. */
  async replacementsIn({ uri, path, text }: WorkspaceText, signal?: AbortSignal): Promise<readonly LinkReplacement[]> {
    const found: LinkReplacement[] = [];
    let line = 1;
    let countedIndex = 0;
    for (const [begin, end] of partsOf(text)) {
      for (const read of eachPresignedUrl(text.slice(begin, end), { cdns: this.#services.linkHosts.cdnDomains() })) {
        signal?.throwIfAborted();
        if (this.#slices.isUsedUp) await this.#slices.next();
        if (!read) continue;
        const { link, startIndex, endIndex } = read;
        const [start, written] = [begin + startIndex, text.slice(begin + startIndex, begin + endIndex)];
        line += lineBreaks(text, countedIndex, start);
        countedIndex = start;
        const details = this.#resolve(link);
        const result = await this.#replace(details, written);
        found.push({ uri, path, line, startIndex: start, written, details, result });
      }
      if (this.#slices.isUsedUp) await this.#slices.next();
    }
    return found;
  }

  async #replace(details: LinkDetails, written: string): Promise<Replacement | Refusal> {
    const { bucket, link } = details;
    const { key } = link;
    if (bucket === undefined) return { reason: l10n.t('No profile has a bucket with the host {0}.', link.host) };
    if (key === undefined) return { reason: l10n.t('The link is for a bucket, not for an object.') };
    if (this.#kind === 'address') return addressOf({ bucket, key }, details);
    const method = methodToRenew(details);
    if (typeof method === 'object') return method;
    const profileId = details.target?.profileId ?? (await this.#profileIdFor(bucket, key));
    if (profileId === undefined) return { reason: l10n.t('No profile has the bucket "{0}".', bucket) };
    return this.#newLink({ profileId, bucket, key }, method, details, written);
  }

  async #newLink(
    target: ObjectTarget,
    method: LinkMethod,
    details: LinkDetails,
    written: string,
  ): Promise<Replacement | Refusal> {
    const options = renewedOptions(details, method, this.#choices);
    try {
      const signed = await (await this.#signerFor(target, options)).sign(target.key);
      const text = writtenAs(written, signed.url, this.#services.linkHosts.cdnDomains());
      if (text === undefined) return { reason: l10n.t("The link is escaped in a way that can't be preserved.") };
      return { text, link: { ...signed, target, options, warnings: [] } };
    } catch (error) {
      return { reason: explainError(error).message };
    }
  }

  #signerFor(target: ObjectTarget, options: LinkOptions): Promise<BulkSigner> {
    const { profileId, bucket } = target;
    return memoized(this.#signers, JSON.stringify([profileId, bucket, options]), () =>
      createBulkSigner({ profileId, bucket }, options, this.#services),
    );
  }

  #profileIdFor(bucket: string, key: string): Promise<string | undefined> {
    return memoized(this.#profileIds, bucket, () => profileOfBucket(bucket, key, this.#services));
  }
}

/** Method of the new link, or the reason why no link can be made. */
function methodToRenew({ link, method, headers, verification }: LinkDetails): LinkMethod | Refusal {
  if (method !== undefined && method !== 'GET' && method !== 'PUT') {
    return { reason: l10n.t('The link is for {0}, not for a download or an upload.', method) };
  }
  const unknown = link.additionalHeaders.filter((name) => name !== 'host' && headers[name] === undefined);
  if (unknown.length > 0) {
    return {
      reason: l10n.t(
        "The link requires headers whose values it doesn't contain: {0}.",
        unknown.map(headerTitle).join(', '),
      ),
    };
  }
  if (method === 'PUT' && verification?.verifies !== true) {
    return { reason: l10n.t('The headers that the upload must send are not in the link.') };
  }
  // An unknown method counts as a download: documents rarely contain upload links.
  return method ?? 'GET';
}

function addressOf(object: { readonly bucket: string; readonly key: string }, { link }: LinkDetails) {
  if (link.versionId !== undefined) return { reason: l10n.t("An oss:// address can't have a version.") };
  const text = ossUri(object);
  const [read] = readOssUris(text);
  return read?.key === object.key
    ? { text }
    : { reason: l10n.t("The key has characters that an oss:// address can't contain.") };
}

/** Start and end of each part of a text, cut where no link can be. */
function* partsOf(text: string): Generator<readonly [begin: number, end: number]> {
  for (let begin = 0; begin < text.length;) {
    BOUNDARY.lastIndex = begin + PART_LENGTH;
    const end = (BOUNDARY.exec(text)?.index ?? text.length) + 1;
    yield [begin, end];
    begin = end;
  }
}

function lineBreaks(text: string, begin: number, end: number): number {
  let count = 0;
  for (let index = text.indexOf('\n', begin); index >= 0 && index < end; index = text.indexOf('\n', index + 1)) count++;
  return count;
}

function memoized<T>(cache: Map<string, Promise<T>>, key: string, create: () => Promise<T>): Promise<T> {
  const kept = cache.get(key) ?? create();
  cache.set(key, kept);
  return kept;
}
