import type { Credentials } from '../oss/credentials.ts';
import { InvalidInputError } from '../oss/errors/errors.ts';
import { linkPolicy } from '../oss/requests/linkPolicies.ts';
import type { SourceRestriction } from '../oss/requests/linkRequest.ts';
import { omitUndefined } from '../oss/optional.ts';
import type { PresignRequest } from '../oss/signing/presign.ts';
import type { LinkRole, Profile } from '../profiles/profile.ts';
import type { Profiles } from '../profiles/profiles.ts';
import { CredentialSourceError } from '../profiles/sources/sourceError.ts';
import { compactDuration } from '../text/duration.ts';
import type { LinkOptions } from './linkOptions.ts';

/** Session durations that STS allows. https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole */
const MIN_SESSION_SECONDS = 900;
export const MAX_SESSION_SECONDS = 43_200;
/** Time by which a session outlives its link, so that the round trip to STS does not shorten the link. */
const SESSION_MARGIN_SECONDS = 60;
/** Session name in the account's audit logs. */
const SESSION_NAME = 'oss-presigned-links';

/** Policy that allows nothing, to test whether a role can be assumed. */
const DENY_ALL_POLICY = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Deny', Action: ['*'], Resource: ['*'] }],
});

/** What a session may do, and how long what it signs has to work. */
export interface SessionScope {
  /** Policy in the form that STS takes. */
  readonly policy: string;
  readonly validitySeconds: number;
}

/** Scope of a link, which is also the scope of its session. */
export interface LinkScope {
  readonly request: PresignRequest;
  readonly validitySeconds: number;
  readonly source?: SourceRestriction | undefined;
}

/** Profiles, as far as scoped links need them. */
export interface RoleProfiles extends Pick<Profiles, 'assumeRole'> {
  get(id: string): Pick<Profile, 'name' | 'linkRole' | 'endpoint' | 'signatureVersion'>;
}

/** True if a link is scoped: by its option, else by the setting of its profile. */
export function isScoped(scoped: boolean | undefined, linkRole: LinkRole | undefined): boolean {
  return scoped ?? linkRole?.forEveryLink ?? false;
}

/**
 * True if a role session signs links with these options. Throws an `InvalidInputError` if another option prevents that.
 */
export function isSignedBySession({ scoped, stable }: LinkOptions, linkRole: LinkRole | undefined): boolean {
  const isBySession = isScoped(scoped, linkRole);
  if (isBySession && stable !== undefined) {
    throw new InvalidInputError('stable', "A scoped link is signed by its own session, so its URL can't be stable.");
  }
  return isBySession;
}

/**
 * Credentials for one link: a new session of the profile's role that may do only what the link does. The link expires
 * with the session if the role allows no longer one. Throws a `CredentialSourceError`.
 */
export async function scopedCredentials(
  profileId: string,
  { request, validitySeconds, source }: LinkScope,
  profiles: RoleProfiles,
): Promise<SessionCredentials> {
  const { key } = request;
  if (key === undefined) throw new InvalidInputError('scoped', 'A scoped link can be for one object only.');
  return sessionCredentials(profileId, { policy: linkPolicy({ ...request, key }, source), validitySeconds }, profiles);
}

/** Credentials of a role session. */
export type SessionCredentials = Credentials & { readonly roleArn: string };

/** Credentials of a new session of the profile's role that may do what a policy allows. Throws a `CredentialSourceError`. */
export async function sessionCredentials(
  profileId: string,
  { policy, validitySeconds }: SessionScope,
  profiles: RoleProfiles,
): Promise<SessionCredentials> {
  const { linkRole, name } = profiles.get(profileId);
  if (!linkRole) throw new CredentialSourceError('LinkRoleMissing', name);
  const wantedSeconds = Math.max(validitySeconds + SESSION_MARGIN_SECONDS, MIN_SESSION_SECONDS);
  const durationSeconds = Math.min(wantedSeconds, linkRole.maxSessionSeconds);
  const credentials = await assumeLinkRole(profileId, linkRole, { policy, durationSeconds }, profiles);
  return { ...credentials, roleArn: linkRole.roleArn };
}

/** Tests that a role can be assumed for its full session duration, with a policy that allows nothing. Throws a `CredentialSourceError`. */
export async function checkLinkRole(profileId: string, linkRole: LinkRole, profiles: RoleProfiles): Promise<void> {
  const session = { policy: DENY_ALL_POLICY, durationSeconds: linkRole.maxSessionSeconds };
  await assumeLinkRole(profileId, linkRole, session, profiles);
}

async function assumeLinkRole(
  profileId: string,
  { roleArn, externalId }: LinkRole,
  session: { readonly policy: string; readonly durationSeconds: number },
  profiles: RoleProfiles,
): Promise<Credentials> {
  const wanted = omitUndefined({ roleArn, externalId, sessionName: SESSION_NAME, ...session });
  try {
    return await profiles.assumeRole(profileId, wanted);
  } catch (error) {
    throw explainRefusal(error, roleArn, session.durationSeconds);
  }
}

/** Error that explains why STS refused the role. */
function explainRefusal(error: unknown, roleArn: string, durationSeconds: number): unknown {
  if (!(error instanceof CredentialSourceError) || error.problem !== 'ServiceRefused') return error;
  const [code = ''] = error.args;
  if (code === 'InvalidParameter.DurationSeconds') {
    return new CredentialSourceError('RoleAllowsLess', roleArn, compactDuration(durationSeconds));
  }
  const isAboutRole = code === 'NoPermission' || code === 'EntityNotExist.Role';
  return isAboutRole ? new CredentialSourceError('RoleRefused', roleArn, code) : error;
}

/**
 * Earliest expiry of the credentials that sign for these targets, or of the longest session for scoped links. `undefined`
 * if the credentials do not expire, or their expiry is unknown.
 */
export async function tokenExpiry(
  targets: readonly { readonly profileId: string }[],
  { profiles, now }: { readonly profiles: Pick<Profiles, 'get' | 'credentialsOf'>; readonly now: () => Date },
): Promise<Date | undefined> {
  const endOf = async (id: string): Promise<Date | undefined> => {
    const { linkRole } = profiles.get(id);
    if (linkRole && isScoped(undefined, linkRole)) return new Date(now().getTime() + linkRole.maxSessionSeconds * 1000);
    return (await profiles.credentialsOf(id)).expiration;
  };
  const ids = [...new Set(targets.map(({ profileId }) => profileId))];
  const ends = (await Promise.all(ids.map(endOf))).flatMap((end) => end ?? []);
  return ends.sort((a, b) => a.getTime() - b.getTime())[0];
}
