import * as l10n from '@vscode/l10n';
import { needsCustomDomain, OssError, TransportError } from '../../oss/errors/errors.ts';
import type { TransportErrorCode } from '../../oss/errors/transportErrorCode.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import { SecretMissingError, type Profile } from '../../profiles/profile.ts';
import { CredentialSourceError, type SourceProblem } from '../../profiles/sources/sourceError.ts';
import type { ProblemText } from './explorerProvider.ts';
import { ListingCancelledError } from '../../tree/listing.ts';
import type { ProblemNode } from '../../tree/nodes.ts';
import { explainError, isAboutBase } from '../../ui/messages/errorText.ts';

/** Row of a failed listing, with the command that fixes it. */
export function problemText({ error, parent }: ProblemNode, profiles: readonly Profile[]): ProblemText {
  const { message, details } = explainError(error);
  if (error instanceof SecretMissingError) {
    const title = l10n.t('Enter Secret…');
    return {
      label: l10n.t('Secret missing on this computer'),
      details: message,
      command: { name: 'enterSecret', title },
    };
  }
  const missing = error instanceof OssError ? missingPermission(error) : undefined;
  if (parent.kind === 'profile' && missing) {
    const title = l10n.t('Add Bucket or Folder…');
    return { label: l10n.t('No permission to list buckets'), details: message, command: { name: 'addBucket', title } };
  }
  if (missing) {
    const title = l10n.t('Copy Minimal Policy');
    const label = l10n.t('Missing {0}', missing.action);
    return { label, details: `${message}\n\n${details}`, command: { name: 'copyPolicy', title } };
  }
  if (needsCustomDomain(error)) {
    return {
      label: l10n.t('Custom domain required for this data'),
      details: message,
      command: { name: 'chooseLinkHost', title: l10n.t('Choose Link Host…') },
    };
  }
  if (error instanceof CredentialSourceError && error.problem === 'CommandNotAgreed') {
    const title = l10n.t('Review Command…');
    return {
      label: l10n.t('Credential command not approved'),
      details: message,
      command: { name: 'reviewCommand', title },
    };
  }
  if (error instanceof CredentialSourceError && isAboutBase(error.problem)) {
    const title = l10n.t('Edit Profile…');
    return {
      label: l10n.t('Base profile of the role missing'),
      details: message,
      command: { name: 'editProfile', title },
    };
  }
  // The label names the cause; the tooltip contains the next step.
  const row = { label: failureLabel(error) ?? message, details: `${message}\n\n${details}` };
  const profile = profiles.find(({ id }) => id === parent.profileId);
  const part = error instanceof OssError || error instanceof TransportError ? error.profilePart : undefined;
  // AccessKeys from other tools or the environment are corrected there.
  if (part === 'credentials' && profile && storesAccessKey(profile)) {
    return { ...row, command: { name: 'enterSecret', title: l10n.t('Enter Secret…') } };
  }
  if (
    part !== undefined &&
    part !== 'credentials' &&
    profile?.source === 'stored' &&
    mayNameWrongHost(profile, error)
  ) {
    return { ...row, command: { name: 'editProfile', title: l10n.t('Edit Profile…') } };
  }
  return { ...row, command: { name: 'refresh', title: l10n.t('Retry') } };
}

/** Short label of a failure in our own words; the server's message is in the tooltip. */
function failureLabel(error: unknown): string | undefined {
  if (error instanceof ListingCancelledError) return l10n.t('The listing was canceled');
  if (error instanceof TransportError) return transportLabel(error.code);
  if (error instanceof CredentialSourceError) return sourceLabel(error.problem);
  if (!(error instanceof OssError)) return undefined;
  const { code, status } = error;
  if (code === 'BadResponse' || code === 'BadErrorResponse') {
    return l10n.t('Web page instead of an OSS response (proxy or sign-in?)');
  }
  if (status >= 500 || status === 429) return l10n.t('OSS is temporarily unavailable');
  switch (code) {
    case 'InvalidAccessKeyId':
      return l10n.t("The AccessKey ID doesn't exist");
    case 'SignatureDoesNotMatch':
      return l10n.t('AccessKey secret probably wrong');
    case 'InvalidSecurityToken':
    case 'SecurityTokenExpired':
      return l10n.t('Temporary credentials expired');
    case 'NoSuchBucket':
      return l10n.t("The bucket doesn't exist");
    default:
      return l10n.t('OSS refused the request: {0}', code);
  }
}

/** Label of a failed credential source; `undefined` if its message is short or needs its names. */
function sourceLabel(problem: SourceProblem): string | undefined {
  switch (problem) {
    case 'ServiceSilent':
      return l10n.t("Couldn't get temporary credentials");
    case 'ServiceRefused':
    case 'RoleRefused':
    case 'RoleAllowsLess':
      return l10n.t('Temporary credentials refused');
    case 'NoInstanceRole':
      return l10n.t('No such role on this ECS instance');
    case 'CommandMissing':
      return l10n.t('Credential command not found');
    case 'CommandFailed':
    case 'CommandTimeout':
      return l10n.t('Credential command failed');
    case 'TokenFileUnreadable':
      return l10n.t('OIDC token file unreadable');
    case 'FileUnreadable':
    case 'FileMalformed':
      return l10n.t('Credentials file unreadable');
    case 'ProfileMissing':
    case 'FieldMissing':
    case 'ModeUnsupported':
    case 'ProfilesInCircle':
      return l10n.t('Profile incomplete in its file');
    case 'TokenEnded':
      return l10n.t('Temporary credentials expired');
    case 'BaseGone':
    case 'BaseInCircle':
    case 'CommandNotAgreed':
    case 'LinkRoleMissing':
    case 'OutputMalformed':
    case 'TlsUnchecked':
    case 'UriUnsupported':
      return undefined;
  }
}

function transportLabel(code: TransportErrorCode): string {
  switch (code) {
    case 'Timeout':
      return l10n.t("The server didn't respond");
    case 'ConnectionRefused':
      return l10n.t('Connection refused');
    case 'HostNotFound':
      return l10n.t('Host not found');
    case 'TlsError':
      return l10n.t('Certificate not trusted');
    case 'ProxyError':
      return l10n.t('The proxy refused the connection');
    case 'BodyTruncated':
    case 'ConnectionFailed':
    case 'ConnectionReset':
    case 'ProtocolError':
      return l10n.t('Connection lost');
  }
}

/**
 * Whether the profile may be the cause of a failed request. Its public hosts were reached when it was added, so where
 * one does not respond, the network is the cause.
 */
function mayNameWrongHost({ endpoint }: Profile, error: unknown): boolean {
  return !(error instanceof TransportError) || endpoint.kind === 'custom' || endpoint.kind === 'internal';
}

function storesAccessKey({ source, credentialSource }: Profile): boolean {
  return source === 'stored' && credentialSource === undefined;
}
