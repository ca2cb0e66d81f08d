import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Disposable } from '../../emitter.ts';
import { visibleControls } from '../../text/plainText.ts';

/** Read-only reports. */
export interface Documents {
  /** Shows Markdown or plain text under a name, replacing the earlier text of that name. */
  show(name: string, text: string, extension?: 'md' | 'txt'): Promise<void>;
  /** Shows Markdown in a preview; as text if VS Code has no preview. */
  showRendered(name: string, text: string, source?: ReportSource): Promise<void>;
}

/** Source of a report that is read again while the report is open. */
export interface ReportSource {
  readonly onDidChange: (listener: () => void) => Disposable;
  /** Present text; `undefined` if it cannot be read. */
  readonly read: () => Promise<string | undefined>;
}

/** Time in which further changes are awaited before a report is read again. */
const SETTLING_MS = 150;

const SCHEME = 'oss-links-report';

/** Virtual read-only documents, kept in memory until the window closes. */
export class ReadOnlyDocuments implements Documents, vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  /** Subscriptions of the reports that are read again, by their path. */
  readonly #sources = new Map<string, Disposable>();

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async show(name: string, text: string, extension: 'md' | 'txt' = 'md'): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#store(name, text, extension));
    await vscode.window.showTextDocument(document, { preview: false });
  }

  async showRendered(name: string, text: string, source?: ReportSource): Promise<void> {
    // The preview has the name as its title and needs no extension.
    const uri = this.#store(name, text);
    this.#follow(uri, source);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
      // Otherwise an open preview keeps its earlier text.
      await vscode.commands.executeCommand('markdown.preview.refresh');
    } catch {
      // The built-in extension for Markdown is disabled.
      await this.show(name, text);
    }
  }

  /** Reads a report again when its source changes, until no tab shows it. */
  #follow(uri: vscode.Uri, source: ReportSource | undefined): void {
    this.#sources.get(uri.path)?.dispose();
    this.#sources.delete(uri.path);
    if (!source) return;
    let timer: NodeJS.Timeout | undefined;
    const update = async (): Promise<void> => {
      if (!isShown(uri)) {
        following.dispose();
        return;
      }
      const text = await source.read();
      if (text === undefined || this.#sources.get(uri.path) !== following) return;
      this.#replace(uri, text);
      await vscode.commands.executeCommand('markdown.preview.refresh');
    };
    const subscription = source.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        update().catch(() => undefined);
      }, SETTLING_MS);
    });
    const following = {
      dispose: () => {
        clearTimeout(timer);
        subscription.dispose();
      },
    };
    this.#sources.set(uri.path, following);
  }

  #store(name: string, text: string, extension?: 'md' | 'txt'): vscode.Uri {
    const fileName = visibleControls(name).replaceAll(/[/\\]/g, ' ');
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${fileName}${extension === undefined ? '' : `.${extension}`}`,
    });
    this.#replace(uri, text);
    return uri;
  }

  #replace(uri: vscode.Uri, text: string): void {
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    // VS Code restores the tab of a report after a restart.
    return this.#texts.get(path) ?? l10n.t('This report was not kept when the window closed. Show it again.');
  }

  dispose(): void {
    for (const source of this.#sources.values()) source.dispose();
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** True if a tab shows a report: as text, or in a preview, which has the report's name in its label. */
function isShown({ path }: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input, label }) =>
      input instanceof vscode.TabInputText
        ? input.uri.scheme === SCHEME && input.uri.path === path
        : label.includes(path.slice(1)),
    );
}
