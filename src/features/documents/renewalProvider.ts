import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { COMMANDS } from '../../ids.ts';
import { linkExpiryText, linkName } from '../../links/details/linkFacts.ts';
import type { KnownCdn } from '../../oss/presignedUrls/cdnLink.ts';
import { linkValidityAt, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { eachPresignedUrl, presignedUrlAt } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { TimeSlices } from '../../links/bulk/timeSlices.ts';
import { plainText } from '../../text/plainText.ts';
import { rangeOf, textAround } from '../../ui/editors/documentText.ts';

export interface RenewalContext {
  readonly now: () => Date;
  readonly locale: string;
  /** CDNs whose links are known. */
  readonly cdns: readonly KnownCdn[];
}

/** Time before expiry within which links get a hint. */
const SOON_SECONDS = 86_400;
/** Upper bound on hints of a document. */
const MAX_HINTS = 1000;

/** Code actions that replace the link at the cursor. Their arguments are its location, never the link. */
export function renewalActions(
  document: vscode.TextDocument,
  { start }: vscode.Range,
  { now, cdns }: RenewalContext,
): readonly vscode.CodeAction[] {
  const { text, startIndex } = textAround(document, start);
  const index = start.character - startIndex;
  const found = presignedUrlAt(text, index, cdns);
  if (!found) return [];
  const position = start.with({ character: startIndex + found.startIndex });
  const location = { uri: document.uri.toString(), startIndex: document.offsetAt(position) };
  const kind = isEndingSoon(found.link, now()) ? vscode.CodeActionKind.QuickFix : vscode.CodeActionKind.RefactorRewrite;
  return [
    { title: l10n.t('Renew Link'), command: COMMANDS.renewLinks },
    { title: l10n.t('Replace with oss:// Address'), command: COMMANDS.replaceLinks },
    { title: l10n.t('Remove Signature'), command: COMMANDS.removeSignature },
  ].map(({ title, command }) => {
    const action = new vscode.CodeAction(title, kind);
    action.command = { title, command, arguments: [location] };
    return action;
  });
}

/** Hints for links in a text that have expired or expire within a day. */
export async function expiryHints(
  document: vscode.TextDocument,
  text: string,
  { now, locale, cdns }: RenewalContext,
): Promise<readonly vscode.Diagnostic[]> {
  const slices = new TimeSlices();
  const hints: vscode.Diagnostic[] = [];
  for (const found of eachPresignedUrl(text, { cdns })) {
    await slices.pauseIfUsedUp();
    if (hints.length === MAX_HINTS) break;
    if (!found || !isEndingSoon(found.link, now())) continue;
    const { link, startIndex, endIndex } = found;
    const name = linkName({ link, method: link.method });
    const message = plainText(`${name} ${linkExpiryText(link, { now: now(), locale })}`);
    const range = rangeOf(document, startIndex, endIndex);
    const hint = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
    hint.source = 'OSS';
    hints.push(hint);
  }
  return hints;
}

function isEndingSoon(link: PresignedUrl, now: Date): boolean {
  const { state, secondsLeft } = linkValidityAt(link, now);
  return state === 'expired' || (state === 'alive' && secondsLeft <= SOON_SECONDS);
}
