import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { urlWarning, warningsAbout, type UrlWarning } from '../../oss/requests/urlWarnings.ts';
import type { PresignRequest } from '../../oss/signing/presign.ts';
import { signCdnUrl, type CdnQuery } from '../../oss/signing/signCdn.ts';
import type { Link, ObjectTarget } from '../link.ts';
import { cdnDomainOf, parseLinkHost, type BucketRef, type CdnDomain, type LinkHost } from '../linkHosts.ts';
import type { LinkOptions, OptionName } from '../linkOptions.ts';
import { correctedPeriod, type LinkSources } from '../linkSources.ts';
import { localizedWarning, type LinkWarning } from '../linkWarnings.ts';
import { requestForOptions } from '../requestOfOptions.ts';
import { CdnKeyMissingError } from './cdnKeys.ts';

/** Signer for any number of download links of one CDN domain. */
export interface CdnSigner {
  readonly sign: (key: string) => Promise<Pick<Link, 'url' | 'expiration' | 'signedHeaders'>>;
  /** Expiry of all links. */
  readonly expiration: Date;
  readonly warnings: readonly LinkWarning[];
}

/** Options that only an OSS signature can contain. */
const OPTIONS_OF_OSS = [
  'headers',
  'range',
  'rangeBehavior',
  'source',
  'requestPayer',
  'trafficLimit',
  'scoped',
  'bindHost',
] as const satisfies readonly OptionName[];

/**
 * CDN that checks a link with these options; `undefined` if OSS checks it. Throws an `InvalidInputError` if the options
 * name a CDN that cannot check the link.
 */
export function chosenCdn(
  bucketRef: BucketRef,
  { method, host }: Pick<LinkOptions, 'method' | 'host'>,
  linkHosts: Pick<LinkSources['linkHosts'], 'linkHost' | 'cdnDomains'>,
): CdnDomain | undefined {
  const isDownload = method === 'GET';
  if (host === undefined) return isDownload ? cdnDomainOf(bucketRef, linkHosts.linkHost(bucketRef)) : undefined;
  const { endpoint } = parseLinkHost(host);
  if (endpoint.kind !== 'custom') return undefined;
  const { host: wanted } = parseEndpoint(endpoint.url, { allowPlainHttp: true });
  const atHost = linkHosts.cdnDomains().filter((domain) => domain.host === wanted);
  const [first] = atHost;
  if (!first) return undefined;
  if (!isDownload) {
    throw new InvalidInputError('host', '{0} is a CDN, which accepts no uploads. Choose another host.', [wanted]);
  }
  const ofBucket = atHost.filter(({ bucket }) => bucket === bucketRef.bucket);
  const domain = ofBucket.find(({ profileId }) => profileId === bucketRef.profileId) ?? ofBucket[0];
  if (domain) return domain;
  throw new InvalidInputError('host', '{0} is the CDN of the bucket {1}. Choose another host.', [wanted, first.bucket]);
}

/** True if a CDN checks a link with these options; false for options with a CDN that cannot check the link. */
export function isCdnLink(...[bucketRef, options, linkHosts]: Parameters<typeof chosenCdn>): boolean {
  try {
    return chosenCdn(bucketRef, options, linkHosts) !== undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}

/** Signs a download link for the CDN in front of the bucket. Uses no credentials of OSS and sends no request. */
export async function makeCdnLink(
  target: ObjectTarget,
  options: LinkOptions,
  domain: CdnDomain,
  sources: LinkSources,
): Promise<Link> {
  const { sign, warnings } = await createCdnSigner(target, options, domain, sources);
  const link = await sign(target.key);
  return { ...link, method: options.method, target, options, cdn: domain.settings.type, warnings };
}

/**
 * Signer for download links with the same options. Throws an `InvalidInputError` for options that a CDN link cannot
 * have, and a `CdnKeyMissingError` if the key of the domain is not on this computer.
 */
export async function createCdnSigner(
  { profileId, bucket }: BucketRef,
  options: LinkOptions,
  domain: CdnDomain,
  { clientOf, linkHosts, now, maxValiditySeconds }: LinkSources,
): Promise<CdnSigner> {
  const { host, baseUrl, settings } = domain;
  validateCdnOptions(options, host);
  const privateKey = await linkHosts.cdnKey(host);
  if (privateKey === undefined) throw new CdnKeyMissingError(host);
  // CDN links have no maximum validity, like those with V1.
  const unlimited: LinkOptions = { ...options, signatureVersion: 'v1' };
  const client = await clientOf(profileId);
  const { signedAt, expires, warnings } = await correctedPeriod(bucket, unlimited, client, now, maxValiditySeconds());
  const signUrl = async (key: string): Promise<{ readonly url: string; readonly expiration: Date }> => {
    const query = queryOf(await requestForOptions({ profileId, bucket, key }, options));
    const { url, expiresAt } = signCdnUrl({ ...settings, baseUrl, key, query, privateKey, signedAt, expires });
    return { url, expiration: expiresAt ?? new Date(signedAt.getTime() + expires * 1000) };
  };
  const { expiration, url } = await signUrl('any');
  const lostSeconds = Math.floor(signedAt.getTime() / 1000) + expires - expiration.getTime() / 1000;
  const hasQuery = queryOf(await requestForOptions({ profileId, bucket, key: 'any' }, options)).length > 0;
  return {
    expiration,
    sign: async (key) => ({ ...(await signUrl(key)), signedHeaders: {} }),
    warnings: [
      ...plainHttpWarnings(url),
      ...warnings,
      ...(lostSeconds > 0 ? [minutesWarning(lostSeconds)] : []),
      ...(hasQuery ? [parametersWarning(host)] : []),
    ],
  };
}

/** Throws an `InvalidInputError` for an option that a CDN link cannot have. */
export function validateCdnOptions(options: LinkOptions, host: string): void {
  const wanted: readonly OptionName[] = options.signatureVersion === 'v1' ? ['signatureVersion'] : [];
  const name = [...OPTIONS_OF_OSS.filter((one) => options[one] !== undefined && options[one] !== false), ...wanted][0];
  if (name === undefined) return;
  throw new InvalidInputError(
    name,
    "Links of the CDN {0} can't have the option {1}: only OSS can check it. Remove it, or choose another host.",
    [host, name],
  );
}

/** Warning about a link with an OSS signature for a host that is a CDN with its own signature. */
export function cdnHostWarnings(url: string, domains: readonly Pick<CdnDomain, 'host'>[]): readonly UrlWarning[] {
  if (domains.length === 0) return [];
  const { host } = parseEndpoint(url, { allowPlainHttp: true });
  return domains.some((domain) => domain.host === host) ? [urlWarning('CdnHost', host)] : [];
}

function queryOf({ query = {} }: PresignRequest): CdnQuery {
  return Object.entries(query).map(([name, value]) => [name, value === '' ? null : value]);
}

function plainHttpWarnings(url: string): readonly LinkWarning[] {
  const { scheme, isLoopback } = parseEndpoint(new URL(url).origin, { allowPlainHttp: true });
  const facts = { signatureVersion: 'v4', key: undefined, hostKind: undefined, tokenExpiresFirst: false } as const;
  return warningsAbout({ ...facts, scheme, isLoopback }).map(localizedWarning);
}

function minutesWarning(seconds: number): LinkWarning {
  return {
    code: 'CdnMinutes',
    text: l10n.t(
      seconds === 1
        ? 'CDN links of type B count whole minutes: this link expires 1 second early.'
        : 'CDN links of type B count whole minutes: this link expires {0} seconds early.',
      seconds,
    ),
    shortText: l10n.t('expires on the minute'),
    scope: 'bucket',
  };
}

function parametersWarning(host: string): LinkWarning {
  return {
    code: 'CdnParameters',
    text: l10n.t(
      "The CDN {0} must pass parameters on to OSS and keep them in its cache key. Its signature doesn't protect them: anyone with the link can change them.",
      host,
    ),
    shortText: l10n.t('parameters are not signed'),
    scope: 'bucket',
  };
}

/** Warning that an upload link does not use the bucket's CDN. */
export function uploadsKeepOwnHost({ endpoint }: LinkHost): LinkWarning {
  const host = endpoint.kind === 'custom' ? parseEndpoint(endpoint.url, { allowPlainHttp: true }).host : endpoint.kind;
  return {
    code: 'UploadsKeepOwnHost',
    text: l10n.t('Upload links use the OSS host of the bucket. The CDN {0} only delivers.', host),
    shortText: l10n.t('uploads go to OSS, not to the CDN'),
    scope: 'bucket',
  };
}
