import type { Credentials } from '../oss/credentials.ts';
import { InvalidInputError } from '../oss/errors/errors.ts';
import { linkPolicy } from '../oss/requests/linkPolicies.ts';
import type { SourceRestriction } from '../oss/requests/linkRequest.ts';
import { omitUndefined } from '../oss/omitUndefined.ts';
import type { PresignRequest } from '../oss/signing/presign.ts';
import type { LinkRole, Profile } from '../profiles/profile.ts';
import type { Profiles } from '../profiles/profiles.ts';
import { CredentialSourceError } from '../profiles/sources/sourceError.ts';
import { compactDuration } from '../text/duration.ts';
import type { LinkOptions } from './linkOptions.ts';

/** STS gives no shorter session, */
const MIN_SESSION_SECONDS = 900;
/** and no longer one, whatever the role allows. */
export const MAX_SESSION_SECONDS = 43_200;
/** The session outlives its link by this, so that the time on the way to STS takes nothing from the link. */
const SESSION_MARGIN_SECONDS = 60;
/** By this name the sessions are found in the logs of the account. */
const SESSION_NAME = 'oss-presigned-links';

/** A policy that allows nothing, to find out whether a role gives sessions. */
const DENY_ALL_POLICY = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Deny', Action: ['*'], Resource: ['*'] }],
});

/** What a link is for, of which its session may do no more. */
export interface LinkScope {
  readonly request: PresignRequest;
  readonly validitySeconds: number;
  readonly source?: SourceRestriction | undefined;
}

/** What is known of profiles where links are signed. */
export interface RoleProfiles extends Pick<Profiles, 'assumeRole'> {
  get(id: string): Pick<Profile, 'name' | 'linkRole'>;
}

/** Says whether a link is scoped: as it is told, else as its profile has it. */
export function isScoped(scoped: boolean | undefined, linkRole: LinkRole | undefined): boolean {
  return scoped ?? linkRole?.forEveryLink ?? false;
}

/** As `isScoped` for options whole; throws an `InvalidInputError` where others of them clash with it. */
export function isSignedBySession({ scoped, stable }: LinkOptions, linkRole: LinkRole | undefined): boolean {
  const isBySession = isScoped(scoped, linkRole);
  if (isBySession && stable !== undefined) {
    throw new InvalidInputError('stable', 'A scoped link is signed by a session of its own and cannot stay the same.');
  }
  return isBySession;
}

/**
 * Credentials for one link alone: those of a new session of the profile's role that may do what the link is for and
 * nothing else. The link ends with the session where the role allows no longer one. Throws a `CredentialSourceError`.
 */
export async function scopedCredentials(
  profileId: string,
  { request, validitySeconds, source }: LinkScope,
  profiles: RoleProfiles,
): Promise<Credentials & { readonly roleArn: string }> {
  const { linkRole, name } = profiles.get(profileId);
  if (!linkRole) throw new CredentialSourceError('LinkRoleMissing', name);
  const { key } = request;
  if (key === undefined) throw new InvalidInputError('scoped', 'A scoped link is for one object.');
  const wantedSeconds = Math.max(validitySeconds + SESSION_MARGIN_SECONDS, MIN_SESSION_SECONDS);
  const credentials = await assumeLinkRole(
    profileId,
    linkRole,
    {
      policy: linkPolicy({ ...request, key }, source),
      durationSeconds: Math.min(wantedSeconds, linkRole.maxSessionSeconds),
    },
    profiles,
  );
  return { ...credentials, roleArn: linkRole.roleArn };
}

/** Makes sure that a role gives sessions of its full length: by one that may do nothing. Throws a `CredentialSourceError`. */
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

/** What STS refuses a role for, in words that lead on. */
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
 * When the first token of the profiles that sign ends, or the longest session that signs a scoped link; `undefined` where
 * their credentials last, or do not say.
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
