import * as vscode from 'vscode';
import { rangeOf, textAround } from './documentText.ts';
import { readWorkspace, type WorkspaceReading } from './workspaceTexts.ts';

/** A place in a document: so commands are told of a link without being handed it. */
export interface DocumentLocation {
  readonly uri: string;
  /** In UTF-16 code units. */
  readonly startIndex: number;
}

/** A change of a text between two places. */
export interface TextChange extends DocumentLocation {
  readonly endIndex: number;
  readonly text: string;
}

/** Text of the editor in front. */
export interface CursorText extends DocumentLocation {
  readonly text: string;
  /** Where the cursor is in it; absent where the text was selected. */
  readonly cursorIndex?: number;
}

/** The texts of editors and files. */
export interface Texts {
  /** The selection, or what stands around the cursor. */
  cursor(): CursorText | undefined;
  /** The text of a document, from a place in it on. */
  from(place: DocumentLocation, maxLength: number): Promise<string>;
  /** Opens a document at a place and selects what is there. */
  show(place: DocumentLocation, length: number): Promise<void>;
  /** Makes all changes at once, so that one undo takes them back; false where it could not be. */
  change(changes: readonly TextChange[]): Promise<boolean>;
  /** The text files of the workspace that are not excluded, with what is unsaved in editors. */
  readWorkspace(signal: AbortSignal): Promise<WorkspaceReading>;
}

/** Reads and changes texts through VS Code, so that untitled, remote and virtual ones work too. */
export const texts: Texts = {
  cursor() {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return undefined;
    const { document, selection } = editor;
    const uri = document.uri.toString();
    if (!selection.isEmpty) {
      return { uri, startIndex: document.offsetAt(selection.start), text: document.getText(selection) };
    }
    const { text, startIndex } = textAround(document, selection.active);
    const lineStart = document.offsetAt(selection.active.with({ character: 0 }));
    return { uri, startIndex: lineStart + startIndex, text, cursorIndex: selection.active.character - startIndex };
  },

  async from({ uri, startIndex }, maxLength) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    return document.getText(rangeOf(document, startIndex, startIndex + maxLength));
  },

  async show({ uri, startIndex }, length) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    await vscode.window.showTextDocument(document, { selection: rangeOf(document, startIndex, startIndex + length) });
  },

  async change(changes) {
    const edit = new vscode.WorkspaceEdit();
    for (const { uri, startIndex, endIndex, text } of changes) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
      edit.replace(document.uri, rangeOf(document, startIndex, endIndex), text);
    }
    return vscode.workspace.applyEdit(edit);
  },

  readWorkspace,
};
