import * as vscode from 'vscode';
import { rangeOf, textAround } from './documentText.ts';
import { readWorkspace, type WorkspaceReading } from './workspaceTexts.ts';

/** Offset in a document, which commands get in place of the link itself. */
export interface DocumentLocation {
  readonly uri: string;
  /** In UTF-16 code units. */
  readonly startIndex: number;
}

/** Replacement of a range of a document. */
export interface TextChange extends DocumentLocation {
  readonly endIndex: number;
  readonly text: string;
}

/** Selection, or text around the cursor, of the active editor. */
export interface CursorText extends DocumentLocation {
  readonly text: string;
  /** Offset of the cursor in the text; absent for a selection. */
  readonly cursorIndex?: number;
}

/** Access to the texts of editors and workspace files. */
export interface Texts {
  /** The selection, or the text around the cursor. */
  cursor(): CursorText | undefined;
  /** Text of a document from an offset on. */
  from(location: DocumentLocation, maxLength: number): Promise<string>;
  /** Opens a document and selects a range. */
  show(location: DocumentLocation, length: number): Promise<void>;
  /** Applies all changes as one undo step; false if VS Code refused. */
  change(changes: readonly TextChange[]): Promise<boolean>;
  /** Text files of the workspace that are not excluded, including unsaved changes. */
  readWorkspace(signal: AbortSignal): Promise<WorkspaceReading>;
}

/** Texts of VS Code's documents, including untitled, remote and virtual ones. */
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
