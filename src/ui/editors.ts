import * as vscode from 'vscode';

/** Documents that the user works in. */
export interface Editors {
  /** Shows text in a new document of a language; closing it asks whether to save it. */
  open(text: string, languageId: string): Promise<void>;
}

/** The editors of this window. */
export const editors: Editors = {
  async open(content, language) {
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document, { preview: false });
  },
};
