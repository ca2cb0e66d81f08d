import * as vscode from 'vscode';
import { visibleControls } from '../../text/plainText.ts';

/** Read-only reports. */
export interface Documents {
  /** Shows Markdown or plain text under a name, replacing the earlier text of that name. */
  show(name: string, text: string, extension?: 'md' | 'txt'): Promise<void>;
  /** Shows Markdown in a preview; as text if VS Code has no preview. */
  showRendered(name: string, text: string): Promise<void>;
}

const SCHEME = 'oss-links-report';

/** Virtual read-only documents, kept in memory until the window closes. */
export class ReadOnlyDocuments implements Documents, vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async show(name: string, text: string, extension: 'md' | 'txt' = 'md'): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#store(name, text, extension));
    await vscode.window.showTextDocument(document, { preview: false });
  }

  async showRendered(name: string, text: string): Promise<void> {
    // The preview has the name as its title and needs no extension.
    const uri = this.#store(name, text);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
      // Otherwise an open preview keeps its earlier text.
      await vscode.commands.executeCommand('markdown.preview.refresh');
    } catch {
      // The built-in extension for Markdown is disabled.
      await this.show(name, text);
    }
  }

  #store(name: string, text: string, extension?: 'md' | 'txt'): vscode.Uri {
    const fileName = visibleControls(name).replaceAll(/[/\\]/g, ' ');
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${fileName}${extension === undefined ? '' : `.${extension}`}`,
    });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
