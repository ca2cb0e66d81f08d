import * as vscode from 'vscode';
import { describeSize } from '../../../text/describe.ts';
import { formatMoment } from '../../../text/moment.ts';
import { explainError } from '../../../ui/messages/errorText.ts';
import { isCancellation } from '../../../ui/prompts/questions.ts';
import type { Services } from '../../services.ts';
import { addressParts, type AddressPart } from './addressCompletions.ts';

const KINDS = {
  bucket: vscode.CompletionItemKind.Folder,
  folder: vscode.CompletionItemKind.Folder,
  object: vscode.CompletionItemKind.File,
} as const satisfies Record<AddressPart['kind'], vscode.CompletionItemKind>;
const TIMEOUT_MS = 10_000;

/** Completions of the text after `oss://`, up to the position. */
export async function addressCompletions(
  document: vscode.TextDocument,
  position: vscode.Position,
  typed: string,
  token: vscode.CancellationToken,
  services: Services,
): Promise<vscode.CompletionList | undefined> {
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => {
    abort.abort();
  });
  try {
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const { parts, isComplete } = await addressParts(typed, document.uri, services, signal);
    const segment = typed.slice(typed.lastIndexOf('/') + 1);
    const range = new vscode.Range(position.translate(0, -segment.length), position);
    return new vscode.CompletionList(
      parts.map((part) => itemOf(part, range, services)),
      !isComplete,
    );
  } catch (error) {
    // Without a notification, which would appear for each keystroke.
    if (!isCancellation(error)) services.log.error(explainError(error).details);
    return undefined;
  } finally {
    listener.dispose();
  }
}

function itemOf(
  { kind, name, sizeBytes, lastModified }: AddressPart,
  range: vscode.Range,
  { locale, now }: Pick<Services, 'locale' | 'now'>,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(name, KINDS[kind]);
  item.range = range;
  if (sizeBytes !== undefined) item.detail = describeSize(sizeBytes, locale);
  if (lastModified) item.documentation = formatMoment(lastModified, { now: now(), locale });
  // VS Code requests the names in the folder at once.
  if (kind !== 'object') item.command = { title: '', command: 'editor.action.triggerSuggest' };
  return item;
}
