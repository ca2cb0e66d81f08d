import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** Text with links in an editor, and the name that a file of it gets. */
export interface LinkDocument {
  readonly name: string;
  readonly text: string;
}

/** Editors that show links without storing them. */
export interface LinkDocuments {
  /** Shows a text with links in a new read-only editor. */
  show(document: LinkDocument, languageId: string): Promise<void>;
  /** Document at a URI, or else in the active editor; `undefined` if it shows no links. */
  find(uri: vscode.Uri | undefined): LinkDocument | undefined;
}

const SCHEME = 'oss-links-text';

/**
 * Read-only documents for links. VS Code backs up unsaved editors on disk, even after it is closed; it does not back up
 * these. Their text is kept in memory until the editor is closed.
 */
export class VirtualLinkDocuments implements LinkDocuments, vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #documents = new Map<string, LinkDocument>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        // Also fires when the language changes, while the editor stays open.
        if (!isShown(uri)) this.#documents.delete(uri.path);
      }),
    ];
  }

  async show(document: LinkDocument, languageId: string): Promise<void> {
    // A separate folder for each document, so that two with the same name are two editors.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${++this.#count}/${document.name}` });
    this.#documents.set(uri.path, document);
    const opened = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(opened, { preview: false });
    // CSV and JSON Lines are languages only if an extension contributes them.
    const isKnown = (await vscode.languages.getLanguages()).includes(languageId);
    if (isKnown && opened.languageId !== languageId) await vscode.languages.setTextDocumentLanguage(opened, languageId);
  }

  find(uri = vscode.window.activeTextEditor?.document.uri): LinkDocument | undefined {
    return uri?.scheme === SCHEME ? this.#documents.get(uri.path) : undefined;
  }

  /** Text of a document; for an editor that VS Code restored after a restart, a sentence that explains it. */
  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#documents.get(path)?.text ?? l10n.t('These links are no longer in memory. Create them again.');
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#documents.clear();
  }
}

function isShown(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}
