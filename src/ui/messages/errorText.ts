import * as l10n from '@vscode/l10n';
import { needsCustomDomain, InvalidInputError, OssError, TransportError } from '../../oss/errors/errors.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import { redact } from '../../oss/errors/redact.ts';
import { visibleText } from '../../oss/errors/serverText.ts';
import { CdnKeyMissingError } from '../../links/cdn/cdnKeys.ts';
import { ProfileGoneError, SecretMissingError, SecretStorageError } from '../../profiles/profile.ts';
import { CredentialSourceError, type SourceProblem } from '../../profiles/sources/sourceError.ts';
import type { CommandName } from '../../ids.ts';
import type { ObjectTarget } from '../../links/link.ts';
import { NotCopyableError } from '../../transfers/copy/copyErrors.ts';
import { NotEditableError } from '../../transfers/edit/editErrors.ts';
import {
  ContentMismatchError,
  FileChangedError,
  ObjectChangedError,
  OutsideFolderError,
  RemoteFileTooLargeError,
  UploadUncertainError,
} from '../../transfers/transferErrors.ts';
import { copyErrorText } from './copyErrorText.ts';
import { editErrorText } from './editErrorText.ts';
import { fileErrorText } from './fileErrorText.ts';
import { inputErrorText } from '../prompts/checkInput.ts';

/** Upper bound on a key in details: keys have at most 1,023 bytes. */
const MAX_KEY_LENGTH = 1023;

/** Explanation of an error for the user. */
export interface Explanation {
  /** Cause and next step, in the user's language. */
  readonly message: string;
  /** Details for a bug report, in English: codes, request ID and EC, no secrets. */
  readonly details: string;
  /** Command that fixes the cause. */
  readonly command?: { readonly name: CommandName; readonly label: string; readonly args: readonly unknown[] };
}

/** Explanation of an error: what failed, why, and the next step. Links and secrets are redacted. */
export function explainError(error: unknown): Explanation {
  const explanation = explain(error);
  return { ...explanation, message: redact(explanation.message), details: redact(explanation.details) };
}

function explain(error: unknown): Explanation {
  if (error instanceof InvalidInputError) {
    return { message: inputErrorText(error), details: `${error.code} ${error.field}: ${error.message}` };
  }
  if (error instanceof OssError) {
    const lacked = missingPermission(error);
    const { profileId, bucket } = error;
    const bucketRef = profileId === undefined || bucket === undefined ? [] : [{ profileId, bucket }];
    const host = { name: 'chooseLinkHost', label: l10n.t('Choose Link Host…'), args: bucketRef } as const;
    return {
      message: lacked
        ? l10n.t('Permission missing: {0}. {1}', lacked.action, ossErrorText(error))
        : ossErrorText(error),
      details: ossErrorDetails(error),
      ...changeOf(error),
      ...(lacked && { command: { name: 'copyPolicy', label: l10n.t('Copy Minimal Policy'), args: [lacked] } }),
      ...(needsCustomDomain(error) && { command: host }),
      ...restoreCommand(error),
    };
  }
  const transfer = transferErrorText(error) ?? copyErrorText(error) ?? editErrorText(error);
  if (transfer !== undefined) return { message: transfer, details: String(error), ...restoreCommand(error) };
  if (error instanceof TransportError) {
    const { code, remedy, message } = error;
    const details = `${code}: ${message}${causeText(error)}`;
    return { message: `${l10n.t(remedy)} (${message})`, details, ...changeOf(error) };
  }
  if (error instanceof SecretMissingError) {
    return {
      message: l10n.t('The secret for profile "{0}" is missing on this computer.', error.profileName),
      details: error.code,
      command: { name: 'enterSecret', label: l10n.t('Enter Secret…'), args: [error.profileId] },
    };
  }
  if (error instanceof CdnKeyMissingError) {
    return {
      message: l10n.t('The CDN key of {0} is missing on this computer.', error.host),
      details: error.code,
      command: { name: 'enterCdnKey', label: l10n.t('Enter Key…'), args: [error.host] },
    };
  }
  if (error instanceof SecretStorageError) {
    return {
      message: l10n.t(
        "VS Code's secret storage failed. On Linux it needs a keyring such as gnome-keyring. AccessKeys in environment variables don't need it.",
      ),
      details: `${error.code}${causeText(error)}`,
    };
  }
  if (error instanceof CredentialSourceError) {
    const message = l10n.t(error.template, ...error.args);
    const details = `${error.code} ${error.problem}: ${error.message}`;
    return { message, details, ...remedyCommand(error) };
  }
  if (error instanceof ProfileGoneError) {
    return { message: l10n.t('This profile no longer exists. Choose another one.'), details: error.code };
  }
  const text = error instanceof Error ? error.message : String(error);
  const details = error instanceof Error ? `${error.stack ?? text}${causeText(error)}` : text;
  return { message: fileErrorText(error) ?? l10n.t('Unexpected error: {0}', text), details };
}

/** Command that changes the part of the profile that a remedy is about. */
function changeOf(error: OssError | TransportError): Pick<Explanation, 'command'> {
  const { profilePart } = error;
  if (profilePart === undefined) return {};
  const args = error instanceof OssError && error.profileId !== undefined ? [error.profileId] : [];
  return profilePart === 'credentials'
    ? { command: { name: 'enterSecret', label: l10n.t('Enter Secret…'), args } }
    : { command: { name: 'editProfile', label: l10n.t('Edit Profile…'), args } };
}

/** Command that restores the archived object of an error. */
function restoreCommand(error: unknown): Pick<Explanation, 'command'> {
  const object = archivedObject(error);
  return object ? { command: { name: 'restoreObjects', label: l10n.t('Restore…'), args: [[object]] } } : {};
}

/** Object that could not be read or copied because it is archived; `undefined` for its versions and other errors. */
export function archivedObject(error: unknown): ObjectTarget | undefined {
  if (error instanceof NotCopyableError || error instanceof NotEditableError) {
    return error.reason === 'archived' || error.reason === 'notRestored' ? error.object : undefined;
  }
  if (!(error instanceof OssError) || error.code !== 'InvalidObjectState') return undefined;
  const { profileId, bucket, key, versionId } = error;
  if (profileId === undefined || bucket === undefined || key === undefined || versionId !== undefined) return undefined;
  return { profileId, bucket, key };
}

/** Command that fixes a credential source. */
function remedyCommand({ problem }: CredentialSourceError): Pick<Explanation, 'command'> {
  if (problem === 'CommandNotAgreed') {
    return { command: { name: 'reviewCommand', label: l10n.t('Review Command'), args: [] } };
  }
  if (isAboutBase(problem)) return { command: { name: 'editProfile', label: l10n.t('Edit Profile…'), args: [] } };
  if (problem === 'LinkRoleMissing' || problem === 'RoleRefused' || problem === 'RoleAllowsLess') {
    return { command: { name: 'chooseLinkRole', label: l10n.t('Choose Link Role…'), args: [] } };
  }
  return {};
}

/** True if the base profile of a role was removed or leads back to the profile. */
export function isAboutBase(problem: SourceProblem): boolean {
  return problem === 'BaseGone' || problem === 'BaseInCircle';
}

/** Text of an error of an upload or a download. */
function transferErrorText(error: unknown): string | undefined {
  if (error instanceof FileChangedError) {
    return l10n.t('Couldn\'t upload "{0}": the file changed during the upload. Upload it again.', error.target);
  }
  if (error instanceof ObjectChangedError) {
    return l10n.t('Couldn\'t download "{0}": the object changed during the download. Download it again.', error.target);
  }
  if (error instanceof ContentMismatchError) {
    return error.direction === 'upload'
      ? damagedUploadText(error)
      : l10n.t('Couldn\'t download "{0}": its checksum differs from that of OSS. Download it again.', error.target);
  }
  if (error instanceof UploadUncertainError) {
    return l10n.t(
      'OSS did not confirm "{0}": the object may be stored. Check it before you upload again.',
      error.target,
    );
  }
  if (error instanceof OutsideFolderError) {
    return l10n.t('Couldn\'t write "{0}": a symbolic link leads out of the chosen folder.', error.target);
  }
  if (error instanceof RemoteFileTooLargeError) {
    return l10n.t('The file is too large for a remote folder. Save it to a folder on this computer.');
  }
  return undefined;
}

function damagedUploadText({ target, stored }: ContentMismatchError): string {
  return stored
    ? l10n.t(
        '"{0}" was damaged during the upload: the object {1} in {2} is not the file. Upload it again, or delete the object.',
        target,
        stored.key,
        stored.bucket,
      )
    : l10n.t('"{0}" was damaged during the upload, so nothing was stored. Upload it again.', target);
}

function ossErrorText({ code, serverMessage, remedy, remedyArgs, ec }: OssError): string {
  const what = serverMessage === undefined ? code : `${code}: ${serverMessage}`;
  const refused = l10n.t('OSS refused ({0}).', ec === undefined ? what : `${what} · EC ${ec}`);
  return remedy === undefined ? refused : `${l10n.t(remedy, ...remedyArgs)} ${refused}`;
}

function ossErrorDetails(error: OssError): string {
  const rows: (readonly [string, string | undefined])[] = [
    ['Operation', error.operation],
    ['Bucket', error.bucket],
    ['Key', error.key === undefined ? undefined : visibleText(error.key, MAX_KEY_LENGTH)],
    ['Code', error.code],
    ['Status', String(error.status)],
    ['EC', error.ec],
    ['RequestId', error.requestId],
    ['HostId', error.hostId],
    ['Message', error.serverMessage],
    ...error.details,
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])).join('\n');
}

function causeText({ cause }: Error): string {
  return cause instanceof Error ? `\ncaused by ${cause.name}: ${cause.message}` : '';
}
