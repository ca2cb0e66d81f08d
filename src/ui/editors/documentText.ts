import * as vscode from 'vscode';
import { MAX_SCANNED_LENGTH, windowAround, type TextWindow } from '../../links/details/textWindow.ts';

/** The beginning of a document, as far as it is looked through. */
export function beginningOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(MAX_SCANNED_LENGTH)));
}

/** What stands around a position in its line; `startIndex` counts in the line. */
export function textAround(document: vscode.TextDocument, { line, character }: vscode.Position): TextWindow {
  return windowAround(document.lineAt(line).text, character);
}

/** The range between two places of a text that was taken from the document's beginning. */
export function rangeOf(document: vscode.TextDocument, startIndex: number, endIndex: number): vscode.Range {
  return new vscode.Range(document.positionAt(startIndex), document.positionAt(endIndex));
}
