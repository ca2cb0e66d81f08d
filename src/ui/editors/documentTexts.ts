import * as vscode from 'vscode';
import { rangeOf, textAround } from './documentText.ts';
import { readWorkspace, type WorkspaceReading, type WorkspaceText } from './workspaceTexts.ts';

/** Location in a document, which commands get in place of the link itself. */
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
  /** Text of a document from a location on. */
  from(location: DocumentLocation, maxLength: number): Promise<string>;
  /** Opens a document and selects a range. */
  show(location: DocumentLocation, length: number): Promise<void>;
  /** Applies all changes as one undo step; false if VS Code refused. */
  change(changes: readonly TextChange[]): Promise<boolean>;
  /** Whole text of the active editor, and the URI of its folder if the files of that can be searched. */
  document(): (WorkspaceText & { readonly folder?: string }) | undefined;
  /** Path of a document relative to its workspace folder. */
  pathOf(uri: string): string;
  /** Text files of the workspace, or of one folder, that are not excluded, including unsaved changes. */
  readWorkspace(signal: AbortSignal, folder?: string): Promise<WorkspaceReading>;
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
    const documents = new Map<string, vscode.TextDocument>();
    for (const { uri, startIndex, endIndex, text } of changes) {
      const document = documents.get(uri) ?? (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true)));
      documents.set(uri, document);
      edit.replace(document.uri, rangeOf(document, startIndex, endIndex), text);
    }
    return vscode.workspace.applyEdit(edit);
  },

  document() {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return undefined;
    const uri = document.uri.toString();
    const isInFolder =
      document.uri.scheme === 'file' || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
    const folder = isInFolder ? { folder: vscode.Uri.joinPath(document.uri, '..').toString() } : {};
    return { uri, path: texts.pathOf(uri), text: document.getText(), ...folder };
  },

  pathOf: (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)),

  readWorkspace,
};
