// Lazy border: loaded at activation by the providers, which load `documentTexts.ts` for everything else.
import * as vscode from 'vscode';
import { MAX_SCANNED_LENGTH, windowAround, type TextWindow } from '../../links/details/textWindow.ts';

/** Start of a document, as far as it is searched for links. */
export function beginningOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(MAX_SCANNED_LENGTH)));
}

/** Text around a position within its line; `startIndex` counts from the start of the line. */
export function textAround(document: vscode.TextDocument, { line, character }: vscode.Position): TextWindow {
  return windowAround(document.lineAt(line).text, character);
}

/** Range between two offsets from the start of the document. */
export function rangeOf(document: vscode.TextDocument, startIndex: number, endIndex: number): vscode.Range {
  return new vscode.Range(document.positionAt(startIndex), document.positionAt(endIndex));
}

/** Text for a range, with blank lines around it if it must stand on its own lines. */
export function placedText(
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
  text: string,
  isBlock: boolean,
): string {
  if (!isBlock) return text;
  const before = document.lineAt(start.line).text.slice(0, start.character);
  const after = document.lineAt(end.line).text.slice(end.character);
  return `${before.trim() === '' ? '' : '\n\n'}${text}${after.trim() === '' ? '' : '\n\n'}`;
}
