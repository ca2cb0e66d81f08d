import * as vscode from 'vscode';
import { placedText } from './documentText.ts';

/** Text editors of the user. */
export interface Editors {
  /** Shows text in a new untitled document. */
  open(text: string, languageId: string): Promise<void>;
  /** The active text editor. */
  active(): ActiveEditor | undefined;
}

export interface ActiveEditor {
  readonly languageId: string;
  /** Number of cursors. */
  readonly cursors: number;
  /**
   * Inserts a text at each cursor or selection as one undo step, on its own lines if it is a block, and focuses the
   * editor; false if it refuses.
   */
  insert(texts: readonly string[], isBlock?: boolean): Promise<boolean>;
}

/** Text editors of this window. */
export const editors: Editors = {
  async open(content, language) {
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document, { preview: false });
  },

  active() {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return undefined;
    const { selections } = editor;
    return {
      languageId: editor.document.languageId,
      cursors: selections.length,
      async insert(texts, isBlock = false) {
        if (!vscode.window.visibleTextEditors.includes(editor)) return false;
        const isDone = await editor.edit((edit) => {
          for (const [index, selection] of selections.entries()) {
            edit.replace(selection, placedText(editor.document, selection, texts[index] ?? '', isBlock));
          }
        });
        // Otherwise the focus stays in the tree, and the user types there.
        if (isDone) await vscode.window.showTextDocument(editor.document, editor.viewColumn);
        return isDone;
      },
    };
  },
};

/** The file of the active tab, in a text editor or a custom editor. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const fromTab =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
  const uri = vscode.window.activeTextEditor?.document.uri ?? fromTab;
  return uri?.scheme === 'untitled' ? undefined : uri;
}

/** Calls the listener when another file becomes active. */
export function onDidChangeActiveFile(listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(listener),
    vscode.window.tabGroups.onDidChangeTabs(listener),
    vscode.window.tabGroups.onDidChangeTabGroups(listener),
  );
}
