import * as l10n from '@vscode/l10n';
import type { BucketLocation } from '../oss/client/bucketLocation.ts';
import type { Credentials } from '../oss/credentials.ts';
import { urlWarnings, type UrlWarning } from '../oss/requests/urlWarnings.ts';
import { isExactResource } from '../oss/errors/permissions.ts';
import { expiredCredentials, presign, type PresignOptions, type PresignRequest } from '../oss/signing/presign.ts';
import { validatePlainHttp } from '../profiles/plainHttp.ts';
import { localizedWarning, ownHostWarnings, type LinkWarning } from './linkWarnings.ts';
import { cdnHostWarnings, chosenCdn, makeCdnLink, uploadsKeepOwnHost } from './cdn/cdnLinks.ts';
import type { Link, ObjectTarget } from './link.ts';
import { hostAtOss, linkLocation, parseLinkHost, type BucketRef } from './linkHosts.ts';
import type { LinkPeriod, PeriodOptions } from './linkPeriod.ts';
import { correctedPeriod, type LinkSources } from './linkSources.ts';
import type { LinkOptions } from './linkOptions.ts';
import { requestForOptions } from './requestOfOptions.ts';
import { isSignedBySession, scopedCredentials, type RoleProfiles } from './scopedCredentials.ts';
import { inParallel } from '../oss/inParallel.ts';

/** Location and period shared by all links of a bucket that are made together. */
export interface SigningContext {
  readonly location: BucketLocation;
  readonly period: Omit<LinkPeriod, 'warnings'>;
  readonly warnings: readonly LinkWarning[];
}

/** Presigns a link of one object. Throws an `InvalidInputError` for options that cannot be combined. */
export async function makeLink(target: ObjectTarget, chosen: LinkOptions, sources: LinkSources): Promise<Link> {
  const { key, versionId } = target;
  const options = versionId === undefined ? chosen : withVersion(chosen, versionId);
  const { method } = options;
  const cdn = chosenCdn(target, options, sources.linkHosts);
  if (cdn) return makeCdnLink(target, options, cdn, sources);
  const request = await requestForOptions(target, options);
  const signatureVersion = signatureVersionOf(target, options, sources.profiles);
  const { location, period, warnings } = await signingContext(target, { ...options, signatureVersion }, sources);
  const { roleArn, ...credentials } = await signingCredentials(target, options, request, period.expires, sources);
  const signing: PresignOptions = { credentials, ...location, ...period, signatureVersion };
  const result = presign(request, signing);
  // A stable link is signed at the start of its period, when the credentials may still have been valid.
  if (credentials.expiration !== undefined && credentials.expiration <= sources.now()) {
    throw expiredCredentials(credentials.expiration);
  }
  const isDownload = options.download?.type === 'attachment';
  return {
    ...result,
    method,
    target,
    options,
    ...(roleArn !== undefined && { signedByRole: roleArn }),
    warnings: [
      ...signingWarnings(options, urlWarnings(request, signing, result)),
      ...warnings,
      ...(roleArn !== undefined && !isExactResource(key) ? [wildcardWarning()] : []),
      ...ownHostWarnings({ method, key, isDownload, location }),
      ...cdnHostWarnings(location.endpoint, sources.linkHosts.cdnDomains()).map(localizedWarning),
    ],
  };
}

/** Signature version of a link: its own, otherwise that of its profile. */
export function signatureVersionOf(
  { profileId }: Pick<BucketRef, 'profileId'>,
  { signatureVersion }: Pick<LinkOptions, 'signatureVersion'>,
  profiles: RoleProfiles,
): 'v4' | 'v1' {
  return signatureVersion ?? profiles.get(profileId).signatureVersion ?? 'v4';
}

/** Texts of the core's warnings. The V1 warning was shown when the profile was saved. */
export function signingWarnings(
  { signatureVersion }: Pick<LinkOptions, 'signatureVersion'>,
  warnings: readonly UrlWarning[],
): readonly LinkWarning[] {
  return warnings.filter(({ code }) => code !== 'SignatureV1' || signatureVersion !== undefined).map(localizedWarning);
}

/** Options for a version of the object. An upload always makes a new version. */
function withVersion(options: LinkOptions, versionId: string): LinkOptions {
  switch (options.method) {
    case 'GET':
      return { ...options, versionId };
    case 'PUT':
      return options;
  }
}

/** Location and period of links of a bucket. Callers that make several links compute it once. */
export async function signingContext(
  bucketRef: BucketRef,
  options: PeriodOptions & Pick<LinkOptions, 'host'>,
  { profiles, clientOf, linkHosts, now, maxValiditySeconds }: LinkSources,
): Promise<SigningContext> {
  const client = await clientOf(bucketRef.profileId);
  const present = linkHosts.linkHost(bucketRef);
  // Download links of a CDN are signed by `makeCdnLink`; uploads go to OSS itself.
  const host = options.host === undefined ? hostAtOss(present) : parseLinkHost(options.host);
  const location = linkLocation(await client.locationOf(bucketRef.bucket), host);
  if (options.host !== undefined) {
    validatePlainHttp(location.endpoint, [profiles.get(bucketRef.profileId).endpoint, present?.endpoint]);
  }
  const { warnings, ...period } = await correctedPeriod(bucketRef.bucket, options, client, now, maxValiditySeconds());
  const keptHost = present?.cdn && options.host === undefined ? [uploadsKeepOwnHost(present)] : [];
  return { location, period, warnings: [...warnings, ...keptHost] };
}

function wildcardWarning(): LinkWarning {
  return {
    code: 'WildcardKey',
    text: l10n.t(
      'RAM treats * and ? as wildcards, so the session that signed the link can also access objects whose names match. The link itself works only for this object.',
    ),
    scope: 'link',
  };
}

/** Credentials that sign the link: the profile's own, or those of a role session for this link only. */
async function signingCredentials(
  { profileId }: ObjectTarget,
  options: LinkOptions,
  request: PresignRequest,
  validitySeconds: number,
  { profiles }: LinkSources,
): Promise<Credentials & { readonly roleArn?: string }> {
  if (!isSignedBySession(options, profiles.get(profileId).linkRole)) return profiles.credentialsOf(profileId);
  const { source } = options;
  return scopedCredentials(profileId, { request, validitySeconds, source }, profiles);
}

/** Upper bound on concurrent signing: each scoped link needs its own session, and STS limits the rate. */
const MAX_CONCURRENT_LINKS = 4;

/** Object and options of a link to make. */
export interface LinkSpec {
  readonly target: ObjectTarget;
  readonly options: LinkOptions;
}

/** Presigns links, a few at a time, and returns them in order. Throws the error of the first one that fails. */
export async function makeLinks(wanted: readonly LinkSpec[], sources: LinkSources): Promise<readonly Link[]> {
  const links = new Map<LinkSpec, Link>();
  const make = async (one: LinkSpec): Promise<void> => {
    links.set(one, await makeLink(one.target, one.options, sources));
  };
  await inParallel(wanted, MAX_CONCURRENT_LINKS, make, undefined);
  return wanted.flatMap((one) => links.get(one) ?? []);
}
