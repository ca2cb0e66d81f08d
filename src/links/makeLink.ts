import * as l10n from '@vscode/l10n';
import type { BucketLocation } from '../oss/client/bucketLocation.ts';
import type { OssClient } from '../oss/client/client.ts';
import { presignOffsetMs, type ClockOffsets } from '../oss/client/serviceClock.ts';
import type { Credentials } from '../oss/credentials.ts';
import { linkWarnings } from '../oss/requests/linkWarnings.ts';
import { isNamedAlone } from '../oss/errors/permissions.ts';
import { presign, type PresignOptions, type PresignRequest } from '../oss/signing/presign.ts';
import type { Profiles } from '../profiles/profiles.ts';
import { asHostWarning, ownHostWarnings } from './linkWarnings.ts';
import type { Link, ObjectTarget } from './link.ts';
import { linkLocation, parseLinkHost, type BucketRef, type LinkHosts } from './linkHosts.ts';
import { linkPeriod, type LinkPeriod } from './linkPeriod.ts';
import type { LinkOptions } from './linkOptions.ts';
import { requestForOptions } from './requestOfOptions.ts';
import { isSignedBySession, scopedCredentials, type RoleProfiles } from './scopedCredentials.ts';
import { inParallel } from '../oss/inParallel.ts';

/** What a link is made with. */
export interface LinkSources {
  readonly profiles: RoleProfiles & Pick<Profiles, 'credentialsOf'>;
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'locationOf'> & ClockOffsets>;
  /** The hosts that were chosen for links; browsing keeps its own. */
  readonly linkHosts: Pick<LinkHosts, 'linkHost'>;
  /** No link lives longer, whatever its options say. */
  readonly maxValiditySeconds: () => number;
  readonly now: () => Date;
}

/** What all links have in common that are made of a bucket at once. */
export interface SigningContext {
  readonly location: BucketLocation;
  readonly period: Omit<LinkPeriod, 'warnings'>;
  /** In the user's language. */
  readonly warnings: readonly string[];
}

/** Presigns one object's link as the options say. Throws an `InvalidInputError` for options that do not go together. */
export async function makeLink(target: ObjectTarget, chosen: LinkOptions, sources: LinkSources): Promise<Link> {
  const { key, versionId } = target;
  // An upload makes a new version, whichever one it was begun at.
  const options = versionId === undefined || chosen.method !== 'GET' ? chosen : { ...chosen, versionId };
  const { method, signatureVersion = 'v4' } = options;
  const request = await requestForOptions(target, options);
  const { location, period, warnings } = await signingContext(target, options, sources);
  const { roleArn, ...credentials } = await signingCredentials(target, options, request, period.expires, sources);
  const signing: PresignOptions = { credentials, ...location, ...period, signatureVersion };
  const result = presign(request, signing);
  // By where the link leads in the end, which the profile alone does not tell.
  const found = linkWarnings(request, signing, result);
  const isDownload = options.download?.type === 'attachment';
  return {
    ...result,
    method,
    target,
    options,
    ...(roleArn !== undefined && { signedByRole: roleArn }),
    warnings: [
      ...found.filter((one) => !asHostWarning(one)).map(({ template, args }) => l10n.t(template, ...args)),
      ...warnings,
      ...(roleArn !== undefined && !isNamedAlone(key) ? [wildcardWarning()] : []),
    ],
    hostWarnings: [
      ...found.flatMap((one) => asHostWarning(one) ?? []),
      ...ownHostWarnings({ method, key, isDownload, location }),
    ],
  };
}

/** Where the links of a bucket lead and how long they live; the same for all that are made at once. */
export async function signingContext(
  place: BucketRef,
  options: LinkOptions,
  { clientOf, linkHosts, now, maxValiditySeconds }: LinkSources,
): Promise<SigningContext> {
  const client = await clientOf(place.profileId);
  const host = options.host === undefined ? linkHosts.linkHost(place) : parseLinkHost(options.host);
  const location = linkLocation(await client.locationOf(place.bucket), host);
  // The service's clock decides when a link begins and ends, so a clock that is off is corrected here too.
  const signedAt = new Date(now().getTime() + presignOffsetMs(client));
  const { warnings, ...period } = linkPeriod(options, signedAt, maxValiditySeconds());
  return { location, period, warnings };
}

function wildcardWarning(): string {
  return l10n.t(
    'RAM takes * and ? for any character, so that the session which signed the link may do the same with names that differ there. The link itself is for this object alone.',
  );
}

/** Whose signature the link carries: the profile's own, or that of a role session made for this link alone. */
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

/** Each scoped link takes a session of its own, and STS refuses whoever asks for too many at once. */
const MAX_CONCURRENT_LINKS = 4;

/** A link that is to be made. */
export interface LinkSpec {
  readonly target: ObjectTarget;
  readonly options: LinkOptions;
}

/** Presigns links, a few at once, and gives them in their order. Throws what `makeLink` does for the first that fails. */
export async function makeLinks(wanted: readonly LinkSpec[], sources: LinkSources): Promise<readonly Link[]> {
  const links = new Map<LinkSpec, Link>();
  const make = async (one: LinkSpec): Promise<void> => {
    links.set(one, await makeLink(one.target, one.options, sources));
  };
  await inParallel(wanted, MAX_CONCURRENT_LINKS, make, undefined);
  return wanted.flatMap((one) => links.get(one) ?? []);
}
