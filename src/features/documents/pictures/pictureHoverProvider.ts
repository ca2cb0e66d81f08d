import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { resolveLink } from '../../../links/details/linkDetails.ts';
import { objectName, type ObjectTarget } from '../../../links/link.ts';
import { OssError } from '../../../oss/errors/errors.ts';
import { readOssUris } from '../../../oss/names/ossUrisInText.ts';
import { readPresignedUrls } from '../../../oss/presignedUrls/presignedUrlsInText.ts';
import { describeSize } from '../../../text/describe.ts';
import { formatMoment } from '../../../text/moment.ts';
import { textAround } from '../../../ui/editors/documentText.ts';
import { explainError } from '../../../ui/messages/errorText.ts';
import { asText } from '../../inspector/linkProvider.ts';
import type { Services } from '../../services.ts';
import { profileOfBucket } from '../profileOfBucket.ts';
import { objectCard, type ObjectCard } from './objectCard.ts';

interface Kept {
  readonly card: Promise<ObjectCard>;
  readonly untilMs: number;
}

const TIMEOUT_MS = 10_000;
const KEPT_MS = 60_000;
const MAX_KEPT = 50;

/** Hovers with thumbnail, size and date of the object of an address or a link. They contain no URL of the object. */
export class PictureHovers {
  readonly #services: Services;
  readonly #kept = new Map<string, Kept>();

  constructor(services: Services) {
    this.#services = services;
    services.profiles.onDidForgetEverything(() => {
      this.#kept.clear();
    });
  }

  async hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const found = await this.#targetAt(document, position);
    if (!found || token.isCancellationRequested) return undefined;
    const { target, range } = found;
    const markdown = new vscode.MarkdownString();
    try {
      const { thumbnail, ...facts } = await this.#card(target);
      if (thumbnail !== undefined) markdown.appendMarkdown(`![${asText(objectName(target.key))}](${thumbnail})\n\n`);
      markdown.appendMarkdown(asText([objectName(target.key), ...this.#factTexts(facts)].join(' · ')));
    } catch (error) {
      const isGone = error instanceof OssError && error.status === 404;
      markdown.appendMarkdown(asText(isGone ? l10n.t("The object doesn't exist.") : explainError(error).message));
    }
    return new vscode.Hover(markdown, range);
  }

  #factTexts({ sizeBytes, lastModified }: ObjectCard): readonly string[] {
    const { now, locale } = this.#services;
    return [
      ...(sizeBytes === undefined ? [] : [describeSize(sizeBytes, locale)]),
      ...(lastModified ? [formatMoment(lastModified, { now: now(), locale })] : []),
    ];
  }

  #card(target: ObjectTarget): Promise<ObjectCard> {
    const id = JSON.stringify(target);
    const nowMs = this.#services.now().getTime();
    const kept = this.#kept.get(id);
    if (kept && kept.untilMs > nowMs) return kept.card;
    const card = this.#read(target);
    this.#kept.delete(id);
    this.#kept.set(id, { card, untilMs: nowMs + KEPT_MS });
    for (const oldest of [...this.#kept.keys()].slice(0, -MAX_KEPT)) this.#kept.delete(oldest);
    card.catch(() => this.#kept.delete(id));
    return card;
  }

  async #read(target: ObjectTarget): Promise<ObjectCard> {
    const client = await this.#services.clientOf(target.profileId);
    return objectCard(target, client, AbortSignal.timeout(TIMEOUT_MS));
  }

  /** Object of the address or link at a position, if a profile has its bucket. Sends nothing to hosts in the text. */
  async #targetAt(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ readonly target: ObjectTarget; readonly range: vscode.Range } | undefined> {
    const { mappings, linkHosts, inspector } = this.#services;
    const { text, startIndex } = textAround(document, position);
    const index = position.character - startIndex;
    const isHere = (one: { readonly startIndex: number; readonly endIndex: number }): boolean =>
      one.startIndex <= index && index <= one.endIndex;
    const rangeAt = (one: { readonly startIndex: number; readonly endIndex: number }): vscode.Range =>
      new vscode.Range(
        position.with({ character: startIndex + one.startIndex }),
        position.with({ character: startIndex + one.endIndex }),
      );
    const address = readOssUris(text).find(isHere);
    if (address) {
      const { bucket, key } = address;
      if (key === '' || key.endsWith('/')) return undefined;
      await mappings.whenRead();
      const mapped = mappings.ofBucket(document.uri, bucket);
      const signer = mapped && mappings.profiles.profileFor(mapped);
      const profileId = signer?.id ?? (await profileOfBucket(bucket, key, this.#services));
      return profileId === undefined ? undefined : { target: { profileId, bucket, key }, range: rangeAt(address) };
    }
    const found = readPresignedUrls(text, linkHosts.cdnDomains()).find(isHere);
    if (!found) return undefined;
    const { sessionLinks } = inspector;
    const { bucket, target } = await resolveLink(found.link, { ...this.#services, sessionLinks });
    const { key, versionId } = found.link;
    if (bucket === undefined || key === undefined || key.endsWith('/')) return undefined;
    const profileId = target?.profileId ?? (await profileOfBucket(bucket, key, this.#services));
    if (profileId === undefined) return undefined;
    const object = { profileId, bucket, key, ...(versionId !== undefined && { versionId }) };
    return { target: object, range: rangeAt(found) };
  }
}
