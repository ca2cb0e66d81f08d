import * as l10n from '@vscode/l10n';
import { needsCustomDomain, OssError } from '../../oss/errors/errors.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import { SecretMissingError, type Profile } from '../../profiles/profile.ts';
import { CredentialSourceError } from '../../profiles/sources/sourceError.ts';
import type { ProblemText } from './explorerProvider.ts';
import type { ProblemNode } from '../../tree/nodes.ts';
import { explainError, isAboutBase } from '../../ui/messages/errorText.ts';

/** Row of a failed listing, with the command that helps. */
export function problemText({ error, parent }: ProblemNode, profiles: readonly Profile[]): ProblemText {
  const { message, details } = explainError(error);
  if (error instanceof SecretMissingError) {
    const title = l10n.t('Enter it again…');
    return {
      label: l10n.t('The secret is not on this machine'),
      details: message,
      command: { name: 'enterSecret', title },
    };
  }
  const lacked = error instanceof OssError ? missingPermission(error) : undefined;
  if (parent.kind === 'profile' && lacked) {
    const title = l10n.t('Add a bucket or folder…');
    return { label: l10n.t('This key may not list buckets'), details: message, command: { name: 'addBucket', title } };
  }
  if (lacked) {
    const title = l10n.t('Copy Minimal Policy');
    const label = l10n.t('This key lacks {0}', lacked.action);
    return { label, details: `${message}\n\n${details}`, command: { name: 'copyPolicy', title } };
  }
  if (needsCustomDomain(error)) {
    return {
      label: l10n.t('OSS gives out this data on a custom domain only'),
      details: message,
      command: { name: 'chooseLinkHost', title: l10n.t('Choose it…') },
    };
  }
  if (error instanceof CredentialSourceError && error.problem === 'CommandNotAgreed') {
    const title = l10n.t('Review the command…');
    return {
      label: l10n.t('The credential command is not agreed to'),
      details: message,
      command: { name: 'reviewCommand', title },
    };
  }
  if (error instanceof CredentialSourceError && isAboutBase(error.problem)) {
    const title = l10n.t('Edit the profile…');
    return {
      label: l10n.t('The role stands on no other profile'),
      details: message,
      command: { name: 'editProfile', title },
    };
  }
  // The label says what happened; the tooltip says what to do.
  const label = error instanceof OssError ? (error.serverMessage ?? error.code) : message;
  const profile = profiles.find(({ id }) => id === parent.profileId);
  // AccessKeys from other tools or the environment are corrected there.
  if (error instanceof OssError && error.profilePart === 'credentials' && profile && storesAccessKey(profile)) {
    const title = l10n.t('Enter it again…');
    return { label, details: `${message}\n\n${details}`, command: { name: 'enterSecret', title } };
  }
  return { label, details: `${message}\n\n${details}`, command: { name: 'refresh', title: l10n.t('Try again') } };
}

function storesAccessKey({ source, credentialSource }: Profile): boolean {
  return source === 'stored' && credentialSource === undefined;
}
