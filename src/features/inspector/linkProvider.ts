import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { COMMANDS, type CommandName } from '../../ids.ts';
import { resolveLink, type DetailSources } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkFacts, linkName, type LinkFact } from '../../links/details/linkFacts.ts';
import { signerOfForm, uploadFormFacts, uploadFormName } from '../../links/details/uploadFormFacts.ts';
import { readUploadForms } from '../../oss/presignedUrls/uploadForms.ts';
import { eachOssUri, readOssUris } from '../../oss/names/ossUrisInText.ts';
import { eachPresignedUrl, presignedUrlAt, readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { TimeSlices } from '../../links/bulk/timeSlices.ts';
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
/** Upper bound on links of a document; VS Code asks for all of them at each change. */
const MAX_DOCUMENT_LINKS = 200;
type HoverAction = 'checkLink' | 'signLinkAgain' | 'inspectLink';
const HOVER_ACTIONS: readonly HoverAction[] = ['checkLink', 'signLinkAgain', 'inspectLink'];
const FORM_ACTIONS: readonly HoverAction[] = ['inspectLink'];

/** Hovers, code lenses and links in documents and terminals. Commands get the location of a link, never the link. */
export class LinkProvider {
  readonly #sources: ProviderSources;

  constructor(sources: ProviderSources) {
    this.#sources = sources;
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const { text, startIndex } = textAround(document, position);
    const index = position.character - startIndex;
    const found = presignedUrlAt(text, index, this.#sources.linkHosts.cdnDomains());
    const form = found
      ? undefined
      : readUploadForms(text).find((one) => one.startIndex <= index && index <= one.endIndex);
    const place = found ?? form;
    if (!place) return undefined;
    const { now, locale, profiles } = this.#sources;
    const context = { now: now(), locale };
    const start = position.with({ character: startIndex + place.startIndex });
    const range = new vscode.Range(start, position.with({ character: startIndex + place.endIndex }));
    const location: DocumentLocation = { uri: document.uri.toString(), startIndex: document.offsetAt(start) };
    if (form) {
      const facts = uploadFormFacts(form.form, await signerOfForm(form.form, profiles), context);
      return new vscode.Hover(hoverCard(l10n.t('Upload form of OSS'), facts, FORM_ACTIONS, location), range);
    }
    const facts = found ? linkFacts(await resolveLink(found.link, this.#sources), context) : [];
    return new vscode.Hover(hoverCard(l10n.t('Presigned URL of OSS'), facts, HOVER_ACTIONS, location), range);
  }

  async codeLenses(document: vscode.TextDocument, text: string): Promise<vscode.CodeLens[]> {
    const context = { now: this.#sources.now(), locale: this.#sources.locale };
    const urls = eachPresignedUrl(text, { cdns: this.#sources.linkHosts.cdnDomains() });
    const links = (await new TimeSlices().collect(urls, MAX_LENSES)).map(({ link, ...range }) => ({
      ...range,
      title: `${linkName({ link, method: link.method })}, ${linkExpiryText(link, context)}`,
    }));
    const forms = readUploadForms(text).map(({ form, ...range }) => ({
      ...range,
      title: `${uploadFormName(form)}, ${linkExpiryText(form, context)}`,
    }));
    return [...links, ...forms].slice(0, MAX_LENSES).map(({ startIndex, endIndex, title }) => {
      const location: DocumentLocation = { uri: document.uri.toString(), startIndex };
      return new vscode.CodeLens(rangeOf(document, startIndex, endIndex), {
        title: plainText(title),
        command: COMMANDS.inspectLink,
        arguments: [location],
      });
    });
  }

  async documentLinks(document: vscode.TextDocument, text: string): Promise<vscode.DocumentLink[]> {
    const uris = await new TimeSlices().collect(eachOssUri(text), MAX_DOCUMENT_LINKS);
    return uris.map(({ bucket, key, startIndex, endIndex }) => {
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
export function asText(text: string): string {
  return new vscode.MarkdownString().appendText(text).value.replaceAll('&nbsp;', ' ');
}

/** Facts and actions as a hover. Names and values are text, never Markdown. */
function hoverCard(
  title: string,
  facts: readonly LinkFact[],
  actions: readonly HoverAction[],
  location: DocumentLocation,
): vscode.MarkdownString {
  const card = new vscode.MarkdownString();
  card.isTrusted = { enabledCommands: actions.map((name) => COMMANDS[name]) };
  card.appendMarkdown(`${asText(title)}\n\n`);
  for (const { name, value } of facts) card.appendMarkdown(`- ${asText(`${name}: ${value}`)}\n`);
  card.appendMarkdown(`\n${actionLinks(actions, location)}`);
  return card;
}

function actionLinks(actions: readonly HoverAction[], location: DocumentLocation): string {
  const labels = { checkLink: l10n.t('Check'), signLinkAgain: l10n.t('Sign Again'), inspectLink: l10n.t('More…') };
  return actions.map((name) => `[${labels[name]}](${commandUri(name, location).toString()})`).join(' · ');
}

function commandUri(name: CommandName, argument: unknown): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: COMMANDS[name], query: JSON.stringify([argument]) });
}
