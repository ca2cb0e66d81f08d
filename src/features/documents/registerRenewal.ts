import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { SETTINGS } from '../../ids.ts';
import { mayContainLink } from '../../links/details/textWindow.ts';
import { beginningOf, textAround } from '../../ui/editors/documentText.ts';
import { registerWhile, showsExpiryHints } from '../../ui/settings/activationSettings.ts';
import type { Services } from '../services.ts';
import type { RenewalContext } from './renewalProvider.ts';

/** Typing pause after which the hints of a document are updated. */
const PAUSE_MS = 500;

/** Registers the code actions and hints of expired links; the reader is loaded when a text may hold a link. */
export function registerRenewal(
  load: () => Promise<Pick<Services, 'linkHosts' | 'now' | 'locale'>>,
  subscriptions: Subscriptions,
): void {
  const contextOf = async (): Promise<RenewalContext> => {
    const { linkHosts, now, locale } = await load();
    return { now, locale, cdns: linkHosts.cdnDomains() };
  };
  subscriptions.push(
    vscode.languages.registerCodeActionsProvider(
      '*',
      {
        async provideCodeActions(document, range) {
          if (!mayContainLink(textAround(document, range.start).text)) return [];
          const { renewalActions } = await import('./renewalProvider.ts');
          return [...renewalActions(document, range, await contextOf())];
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite] },
    ),
    registerWhile(SETTINGS.expiryHints, showsExpiryHints, () => new ExpiryHints(contextOf)),
  );
}

/** Hints for links in open documents. */
class ExpiryHints implements vscode.Disposable {
  readonly #contextOf: () => Promise<RenewalContext>;
  readonly #collection = vscode.languages.createDiagnosticCollection('oss');
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #listeners: vscode.Disposable;
  #isDisposed = false;

  constructor(contextOf: () => Promise<RenewalContext>) {
    this.#contextOf = contextOf;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => {
        void this.#update(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#schedule(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#cancel(document);
        this.#collection.delete(document.uri);
      }),
    );
    for (const document of vscode.workspace.textDocuments) void this.#update(document);
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#listeners.dispose();
    this.#collection.dispose();
  }

  #schedule(document: vscode.TextDocument): void {
    this.#cancel(document);
    const update = (): void => {
      void this.#update(document);
    };
    this.#timers.set(document.uri.toString(), setTimeout(update, PAUSE_MS));
  }

  #cancel({ uri }: vscode.TextDocument): void {
    clearTimeout(this.#timers.get(uri.toString()));
    this.#timers.delete(uri.toString());
  }

  async #update(document: vscode.TextDocument): Promise<void> {
    const text = beginningOf(document);
    if (!mayContainLink(text)) {
      this.#collection.delete(document.uri);
      return;
    }
    const { version } = document;
    const { expiryHints } = await import('./renewalProvider.ts');
    const hints = await expiryHints(document, text, await this.#contextOf());
    // A later change has its own turn.
    const isCurrent = !document.isClosed && document.version === version;
    if (isCurrent && !this.#isDisposed) this.#collection.set(document.uri, hints);
  }
}
