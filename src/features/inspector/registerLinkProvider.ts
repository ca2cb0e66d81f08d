import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../../ids.ts';
import { mayContainLink, mayContainUploadForm } from '../../links/details/textWindow.ts';
import { beginningOf, textAround } from '../../ui/editors/documentText.ts';
import type { FoundTerminalLink, LinkProvider } from './linkProvider.ts';
import { registerWhile, showsCodeLens } from '../../ui/settings/activationSettings.ts';
import type { Services } from '../services.ts';
import type { Subscriptions } from '../../emitter.ts';

type LinkProviderServices = Pick<Services, 'inspector' | 'profiles' | 'linkHosts' | 'ledger' | 'now' | 'locale'>;

const ANY_DOCUMENT: vscode.DocumentSelector = '*';
/** Maximum length of a searched terminal line. Longer ones contain data. */
const MAX_TERMINAL_LINE = 32_768;

/** Registers the providers of links in documents and terminals. The reader is loaded when a text may contain a link. */
export function registerLinkProvider(load: () => Promise<LinkProviderServices>, subscriptions: Subscriptions): void {
  const provider = async (): Promise<LinkProvider> => {
    const { LinkProvider: Provider } = await import('./linkProvider.ts');
    const { inspector, ...sources } = await load();
    return new Provider({ ...sources, sessionLinks: inspector.sessionLinks });
  };
  subscriptions.push(
    vscode.languages.registerHoverProvider(ANY_DOCUMENT, {
      async provideHover(document, position) {
        const { text } = textAround(document, position);
        return mayContainLink(text) || mayContainUploadForm(text)
          ? (await provider()).hover(document, position)
          : undefined;
      },
    }),
    vscode.languages.registerDocumentLinkProvider(ANY_DOCUMENT, {
      async provideDocumentLinks(document) {
        const text = beginningOf(document);
        return text.includes('oss://') ? (await provider()).documentLinks(document, text) : [];
      },
    }),
    vscode.window.registerTerminalLinkProvider({
      async provideTerminalLinks({ line }) {
        const isWorthReading = line.length <= MAX_TERMINAL_LINE && (mayContainLink(line) || line.includes('oss://'));
        return isWorthReading ? (await provider()).terminalLinks(line) : [];
      },
      async handleTerminalLink({ command, argument }: FoundTerminalLink) {
        await vscode.commands.executeCommand(COMMANDS[command], argument);
      },
    }),
    codeLenses(provider),
  );
}

/** Provider of code lenses, registered only while the setting is on, since VS Code asks it for every document. */
function codeLenses(load: () => Promise<LinkProvider>): vscode.Disposable {
  const provider: vscode.CodeLensProvider = {
    async provideCodeLenses(document) {
      const text = beginningOf(document);
      return mayContainLink(text) || mayContainUploadForm(text) ? (await load()).codeLenses(document, text) : [];
    },
  };
  return registerWhile(SETTINGS.inspectorCodeLens, showsCodeLens, () =>
    vscode.languages.registerCodeLensProvider(ANY_DOCUMENT, provider),
  );
}
