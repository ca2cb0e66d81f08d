import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { COMMANDS, type CommandName } from '../../ids.ts';
import { resolveLink, type DetailSources } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkFacts, linkName } from '../../links/details/linkFacts.ts';
import { readOssUris } from '../../oss/names/ossUrisInText.ts';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { rangeOf, textAround } from '../../ui/editors/documentText.ts';
import { plainText } from '../../text/plainText.ts';
import type { DocumentLocation } from '../../ui/editors/documentTexts.ts';

export interface ProviderSources extends DetailSources {
  readonly now: () => Date;
  readonly locale: string;
}

/** Link in a terminal with the command that opens it. The argument is not sent to another process. */
export interface FoundTerminalLink extends vscode.TerminalLink {
  readonly command: CommandName;
  readonly argument: { readonly url: string } | { readonly bucket: string; readonly key: string };
}

/** Upper bound on code lenses of a document. */
const MAX_LENSES = 200;
const HOVER_ACTIONS = ['checkLink', 'signLinkAgain', 'inspectLink'] as const satisfies readonly CommandName[];

/** Hovers, code lenses and links in documents and terminals. Commands get the location of a link, never the link. */
export class LinkProvider {
  readonly #sources: ProviderSources;

  constructor(sources: ProviderSources) {
    this.#sources = sources;
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { text, startIndex } = textAround(document, position);
    const index = position.character - startIndex;
    const found = readPresignedUrls(text, this.#sources.linkHosts.cdnDomains()).find(
      (one) => one.startIndex <= index && index <= one.endIndex,
    );
    if (!found) return undefined;
    const { now, locale } = this.#sources;
    const known = await resolveLink(found.link, this.#sources);
    const start = position.with({ character: startIndex + found.startIndex });
    const range = new vscode.Range(start, position.with({ character: startIndex + found.endIndex }));
    const card = new vscode.MarkdownString();
    card.isTrusted = { enabledCommands: HOVER_ACTIONS.map((name) => COMMANDS[name]) };
    card.appendMarkdown(`${asText(l10n.t('Presigned URL of OSS'))}\n\n`);
    for (const { name, value } of linkFacts(known, { now: now(), locale })) {
      card.appendMarkdown(`- ${asText(`${name}: ${value}`)}\n`);
    }
    const location: DocumentLocation = { uri: document.uri.toString(), startIndex: document.offsetAt(start) };
    card.appendMarkdown(`\n${actionLinks(location)}`);
    return new vscode.Hover(card, range);
  }

  codeLenses(document: vscode.TextDocument, text: string): vscode.CodeLens[] {
    const { now, locale } = this.#sources;
    return readPresignedUrls(text, this.#sources.linkHosts.cdnDomains())
      .slice(0, MAX_LENSES)
      .map(({ link, startIndex, endIndex }) => {
        const location: DocumentLocation = { uri: document.uri.toString(), startIndex };
        const life = linkExpiryText(link, { now: now(), locale });
        return new vscode.CodeLens(rangeOf(document, startIndex, endIndex), {
          title: plainText(l10n.t('Presigned URL: {0}, {1}', linkName({ link, method: link.method }), life)),
          command: COMMANDS.inspectLink,
          arguments: [location],
        });
      });
  }

  documentLinks(document: vscode.TextDocument, text: string): vscode.DocumentLink[] {
    return readOssUris(text).map(({ bucket, key, startIndex, endIndex }) => {
      const range = rangeOf(document, startIndex, endIndex);
      const link = new vscode.DocumentLink(range, commandUri('openOssUri', { bucket, key }));
      link.tooltip = l10n.t('Show in OSS or copy a link');
      return link;
    });
  }

  terminalLinks(line: string): FoundTerminalLink[] {
    return [
      ...readPresignedUrls(line, this.#sources.linkHosts.cdnDomains()).map(({ link, startIndex, endIndex }) => ({
        startIndex,
        length: endIndex - startIndex,
        tooltip: l10n.t('Inspect presigned URL'),
        command: 'inspectLink' as const,
        argument: { url: link.url },
      })),
      ...readOssUris(line).map(({ bucket, key, startIndex, endIndex }) => ({
        startIndex,
        length: endIndex - startIndex,
        tooltip: l10n.t('Show in OSS or copy a link'),
        command: 'openOssUri' as const,
        argument: { bucket, key },
      })),
    ];
  }
}

/** Markdown that shows a text literally. VS Code's own escape makes spaces non-breaking, so no line would wrap. */
function asText(text: string): string {
  return new vscode.MarkdownString().appendText(text).value.replaceAll('&nbsp;', ' ');
}

function actionLinks(location: DocumentLocation): string {
  const labels = { checkLink: l10n.t('Check'), signLinkAgain: l10n.t('Sign Again'), inspectLink: l10n.t('More…') };
  return HOVER_ACTIONS.map((name) => `[${labels[name]}](${commandUri(name, location).toString()})`).join(' · ');
}

function commandUri(name: CommandName, argument: unknown): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: COMMANDS[name], query: JSON.stringify([argument]) });
}
