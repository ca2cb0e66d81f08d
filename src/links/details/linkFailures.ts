import * as l10n from '@vscode/l10n';
import type { OssError } from '../../oss/errors/errors.ts';
import { linkRemedyFor, type ErrorText, type LinkStep } from '../../oss/errors/remedies.ts';

/** Action that fixes a failure. */
export type NextStep = LinkStep;

/** Cause of a failing link and advice, in the language of its holder. */
export interface LinkFailure {
  readonly cause: string;
  readonly fix: string;
  readonly step?: NextStep;
}

/** Failure of a link that has expired. */
export function expiredLink(): LinkFailure {
  return { cause: l10n.t('The link has expired.'), fix: l10n.t('Sign the link again.'), step: 'signAgain' };
}

/** Failure of a link that does not work yet. */
export function earlyLink(): LinkFailure {
  return {
    cause: l10n.t('The signing time of the link is more than 15 minutes off, according to OSS.'),
    fix: l10n.t('Set the clock of the computer that signed the link, and sign again.'),
    step: 'signAgain',
  };
}

/** Failure of an upload link for an existing object. */
export function overwriteForbidden(): LinkFailure {
  return {
    cause: l10n.t('An object with this name exists, and the link forbids overwriting it.'),
    fix: l10n.t('Sign a link for another name, or one that allows overwriting.'),
    step: 'signAgain',
  };
}

/** Cause of OSS's refusal of a link, and advice. */
export function refusalOfLink(error: OssError): LinkFailure {
  const { code, serverMessage } = error;
  const remedy = linkRemedyFor(error);
  if (remedy === undefined) {
    return {
      cause: l10n.t(
        'OSS refused the link ({0}).',
        serverMessage === undefined ? code : `${code}: ${serverMessage.replace(/\.$/, '')}`,
      ),
      fix: l10n.t('Sign again, or ask the owner of the host.'),
      step: 'signAgain',
    };
  }
  const { cause, fix, step } = remedy;
  return { cause: localize(cause, error), fix: localize(fix, error), ...(step && { step }) };
}

function localize({ template, fields = [] }: ErrorText, { details, serverMessage, code }: OssError): string {
  const valueOf = (field: string): string =>
    field === 'Message' ? (serverMessage ?? code).replace(/\.$/, '') : (details.get(field) ?? '');
  return l10n.t(template, ...fields.map(valueOf));
}
