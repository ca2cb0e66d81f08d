import * as vscode from 'vscode';

/** Read-only reports. */
export interface Documents {
  /** Shows Markdown or plain text under a name, replacing the earlier text of that name. */
  show(name: string, text: string, extension?: 'md' | 'txt'): Promise<void>;
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
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll(/[/\\]/g, ' ')}.${extension}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
