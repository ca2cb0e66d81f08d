import * as l10n from '@vscode/l10n';
import { documentFormat } from '../../links/formats/documentFormat.ts';
import { renderLinks } from '../../links/formats/formattedLink.ts';
import { shortName, type Link, type ObjectTarget } from '../../links/link.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { formatMoment } from '../../text/moment.ts';
import { confirmAndRecord } from './deliverLinks.ts';
import { defaultLinks } from './defaultLinks.ts';
import { notifyLinks } from './linkNotices.ts';
import { requireObjects } from './requireTarget.ts';
import type { Services } from '../services.ts';

/**
 * Inserts download links at the cursors, in the format of the document's language; without targets it asks for an object.
 * Returns the inserted links.
 */
export async function insertLinks(targets: readonly ObjectTarget[], services: Services): Promise<readonly Link[]> {
  const { editors, notifications } = services;
  const editor = editors.active();
  if (!editor) {
    notifications.warn(l10n.t('Open a file and place the cursor where the link should go.'));
    return [];
  }
  const objects = await requireObjects(targets, l10n.t('Insert Download Link'), services);
  if (objects.length === 0) return [];
  const linkTexts = await makeLinkTexts(objects, editor.languageId, services);
  if (!linkTexts) return [];
  const texts = linkTexts.map(({ text }) => text);
  // Like paste: one link for each cursor if the numbers match, else all links at each cursor.
  const isOneEach = texts.length === editor.cursors;
  const inserted = await editor.insert(
    isOneEach ? texts : Array<string>(editor.cursors).fill(joined(linkTexts)),
    linkTexts.some(({ isBlock }) => isBlock),
  );
  if (!inserted) {
    notifications.warn(l10n.t("Couldn't insert the link: this document is read-only."));
    return [];
  }
  const links = linksOf(linkTexts);
  await notifyInserted(links, services);
  return links;
}

/** Text for a document. */
export interface DocumentText {
  readonly text: string;
  /** The text must start on its own line. */
  readonly isBlock: boolean;
}

/**
 * Text of download links for objects dropped into a document; `undefined` if the user cancelled after a failed check.
 */
export async function linksForDrop(
  targets: readonly ObjectTarget[],
  languageId: string,
  services: Services,
): Promise<DocumentText | undefined> {
  const linkTexts = await makeLinkTexts(targets, languageId, services);
  if (!linkTexts) return undefined;
  await notifyInserted(linksOf(linkTexts), services);
  return { text: joined(linkTexts), isBlock: linkTexts.some(({ isBlock }) => isBlock) };
}

/** Several texts as one; blocks have a blank line between them. */
export function joined(texts: readonly DocumentText[]): string {
  return texts.map(({ text }) => text).join(texts.some(({ isBlock }) => isBlock) ? '\n\n' : '\n');
}

interface LinkText extends DocumentText {
  readonly link: Link;
}

function linksOf(made: readonly LinkText[]): readonly Link[] {
  return made.map(({ link }) => link);
}

/** Links with the default options, each with its text for a document of this language. */
async function makeLinkTexts(
  targets: readonly ObjectTarget[],
  languageId: string,
  services: Services,
): Promise<readonly LinkText[] | undefined> {
  const { specs } = await defaultLinks(targets, 'GET', services);
  const links = await makeLinks(specs, services);
  const linkTexts = links.map((link) => {
    const format = documentFormat(languageId, link.target.key);
    return { link, text: renderLinks(format, [link]), isBlock: format.isBlock === true };
  });
  const [first] = targets;
  if (!first) return undefined;
  return (await confirmAndRecord(links, documentFormat(languageId, first.key).id, services)) ? linkTexts : undefined;
}

/** Notifies the user of the links' expiry, which is not visible in the document. */
export async function notifyInserted(links: readonly Link[], services: Services): Promise<void> {
  const [first] = links;
  if (!first) return;
  const { memory, now, locale } = services;
  const moment = formatMoment(first.expiration, { now: now(), locale });
  const inserted =
    links.length === 1
      ? l10n.t(
          'Inserted link to {0} (expires at {1}). Anyone who reads the document can use it.',
          shortName(first.target.key),
          moment,
        )
      : l10n.t('Inserted {0} links (expire at {1}). Anyone who reads the document can use them.', links.length, moment);
  notifyLinks(links, inserted, services);
  await memory.rememberLink(first);
}
