import * as vscode from 'vscode';

/** Documents that the user works in. */
export interface Editors {
  /** Shows text in a new document of a language; closing it asks whether to save it. */
  open(text: string, languageId: string): Promise<void>;
  /** The text editor that the user was in last, if it is still shown. */
  active(): ActiveEditor | undefined;
}

export interface ActiveEditor {
  readonly languageId: string;
  /** How many places the user types at. */
  readonly cursors: number;
  /** Puts a text at each cursor, in place of what is selected there, as one step to undo; `false` where it may not. */
  insert(texts: readonly string[]): Promise<boolean>;
}

/** The editors of this window. */
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
      async insert(texts) {
        if (!vscode.window.visibleTextEditors.includes(editor)) return false;
        return editor.edit((edit) => {
          for (const [index, selection] of selections.entries()) edit.replace(selection, texts[index] ?? '');
        });
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
