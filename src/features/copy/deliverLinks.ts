import * as l10n from '@vscode/l10n';
import { curl } from '../../links/formats/commands/curl.ts';
import type { LinkFormat } from '../../links/formats/format.ts';
import { renderLinks } from '../../links/formats/formattedLink.ts';
import { qrFormat, urlFormat } from '../../links/formats/url.ts';
import { objectName, shortName, type Link } from '../../links/link.ts';
import { makeLinks, type LinkSpec } from '../../links/makeLink.ts';
import { hasExpired } from '../../links/linkSources.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { headerTitle } from '../../oss/requests/headerRules.ts';
import { formatMoment } from '../../text/moment.ts';
import { describeCount } from '../../text/describe.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import { checkBeforeCopy } from '../check/checkBeforeCopy.ts';
import { chooseFormat } from './form/askFormat.ts';
import { notifyLinks } from './linkNotices.ts';
import type { Services } from '../services.ts';

/** Header with which OSS refuses to overwrite an object. */
const FORBID_OVERWRITE = 'x-oss-forbid-overwrite';

/** Format and destination of links; default: plain URLs on the clipboard. */
export interface Delivery {
  readonly format?: LinkFormat;
  /** Opens a read-only document instead of using the clipboard. */
  readonly inEditor?: boolean;
  /** File that an upload sends, if it is known. */
  readonly filePath?: string | undefined;
  /** Whether the objects of upload links exist, so that an upload overwrites them. */
  readonly overwrites?: boolean;
}

/**
 * Makes links, delivers them, and stores the first one as the last link. Returns the delivered links: none if the user
 * cancelled after a failed check.
 */
export async function copyLinks(
  specs: readonly LinkSpec[],
  services: Services,
  delivery: Delivery = {},
): Promise<readonly Link[]> {
  const links = await makeLinks(specs, services);
  const [first] = links;
  if (!first || !(await deliverLinks(links, services, delivery))) return [];
  await rememberDelivered(first, delivery.format, services);
  return links;
}

/** Delivers links and notifies the user. Returns false if the user cancelled after a failed check. */
export async function deliverLinks(
  links: readonly Link[],
  services: Services,
  delivery: Delivery = {},
): Promise<boolean> {
  const { format = urlFormat, inEditor = false } = delivery;
  const [first] = links;
  if (!first || !(await confirmAndRecord(links, format.id, services))) return false;
  const { clipboard, linkDocuments } = services;
  const text = renderLinks(format, links, delivery.filePath);
  if (format === qrFormat) await showQrCode(first, services);
  else if (inEditor) await linkDocuments.show({ name: l10n.t('Links'), text }, format.languageId);
  else await clipboard.writeText(text);
  const isShown = inEditor || format === qrFormat;
  const status = isShown ? shownText(format) : copiedText(links, first, format, services);
  notifyLinks(links, status, services);
  if (format === urlFormat) offerHelp(links, first, status, services, delivery);
  return true;
}

/**
 * Checks links if the user wants that, and records them as issued. Returns false if the user cancelled after a failed
 * check. Throws an `InvalidInputError` for links that have expired while the user decided.
 */
export async function confirmAndRecord(links: readonly Link[], formatId: string, services: Services): Promise<boolean> {
  if (!(await checkBeforeCopy(links, services))) return false;
  if (await someExpired(links, services)) {
    throw new InvalidInputError('validity', 'The link has expired before it was copied. Copy it again.');
  }
  services.inspector.sessionLinks.add(links);
  await services.ledger.record(links, formatId);
  await services.shortcuts.use(
    'linked',
    links.map(({ target }) => target),
  );
  return true;
}

/** Whether a link has expired since it was made. */
async function someExpired(links: readonly Link[], services: Pick<Services, 'clientOf' | 'now'>): Promise<boolean> {
  for (const link of links) if (await hasExpired(link, services)) return true;
  return false;
}

/** Stores a link as the last one, with the format in which it was copied. */
export function rememberDelivered(
  link: Link,
  format: LinkFormat | undefined,
  { memory }: Pick<Services, 'memory'>,
): Promise<void> {
  return memory.rememberLink({ ...link, ...(format && format !== urlFormat && { format: format.id }) });
}

function showQrCode(
  { url, target, expiration }: Link,
  { qrCodes, now, locale }: Pick<Services, 'qrCodes' | 'locale' | 'now'>,
): Promise<void> {
  return qrCodes.show({ url, name: objectName(target.key), expires: formatMoment(expiration, { now: now(), locale }) });
}

function shownText({ label }: LinkFormat): string {
  return l10n.t('{0} opened. Anyone who can see it can use the link.', label);
}

function copiedText(
  links: readonly Link[],
  { method, target, expiration }: Link,
  format: LinkFormat,
  { now, locale }: Pick<Services, 'locale' | 'now'>,
): string {
  const moment = formatMoment(expiration, { now: now(), locale });
  const name = shortName(target.key);
  const count = describeCount(links.length, locale);
  if (format !== urlFormat) {
    return links.length === 1
      ? {
          GET: l10n.t('Copied download link for {0} as {1} (expires at {2})', name, format.label, moment),
          PUT: l10n.t('Copied upload link for {0} as {1} (expires at {2})', name, format.label, moment),
        }[method]
      : {
          GET: l10n.t('Copied {0} download links as {1} (expire at {2})', count, format.label, moment),
          PUT: l10n.t('Copied {0} upload links as {1} (expire at {2})', count, format.label, moment),
        }[method];
  }
  return links.length === 1
    ? {
        GET: l10n.t('Copied download link for {0} (expires at {1})', name, moment),
        PUT: l10n.t('Copied upload link for {0} (expires at {1})', name, moment),
      }[method]
    : {
        GET: l10n.t('Copied {0} download links (expire at {1})', count, moment),
        PUT: l10n.t('Copied {0} upload links (expire at {1})', count, moment),
      }[method];
}

function offerHelp(links: readonly Link[], first: Link, status: string, services: Services, delivery: Delivery): void {
  switch (first.method) {
    case 'GET':
      break;
    case 'PUT':
      offerUploadHelp(links, first, status, services, delivery);
  }
}

/** Offers the headers and commands of an upload, which must send exactly the signed headers. */
function offerUploadHelp(
  links: readonly Link[],
  first: Link,
  status: string,
  services: Services,
  delivery: Delivery,
): void {
  const { clipboard, notifications } = services;
  const { filePath } = delivery;
  const specs = links.map(({ target, options }) => ({ target, options }));
  const names = [...new Set(links.flatMap(({ signedHeaders }) => Object.keys(signedHeaders)))];
  const headers = Object.entries(first.signedHeaders).map(([name, value]) => `${headerTitle(name)}: ${value}`);
  const requirement =
    names.length === 0
      ? l10n.t('The upload must not send a Content-Type.')
      : l10n.t('The upload must send {0}.', (links.length === 1 ? headers : names.map(headerTitle)).join(', '));
  const copyAsCurl: NotificationAction = {
    label: l10n.t('Copy as curl'),
    run: async () => {
      // The message stays for hours: links that have expired meanwhile are made anew.
      if (await someExpired(links, services)) {
        await copyLinks(specs, services, { ...delivery, format: curl });
        return;
      }
      await clipboard.writeText(renderLinks(curl, links, filePath));
      await rememberDelivered(first, curl, services);
      notifications.status(l10n.t('Copied curl command'));
    },
  };
  const copyAs: NotificationAction = {
    label: l10n.t('Copy As…'),
    run: async () => {
      const targets = links.map(({ target }) => target);
      const answer = await chooseFormat(targets, ['PUT'], services);
      if (!answer) return;
      if (await someExpired(links, services)) {
        await copyLinks(specs, services, { ...delivery, ...answer });
        return;
      }
      if (await deliverLinks(links, services, { ...answer, filePath })) {
        await rememberDelivered(first, answer.format, services);
      }
    },
  };
  const copyHeaders: NotificationAction = {
    label: l10n.t('Copy Headers'),
    run: async () => {
      await clipboard.writeText(headers.join('\n'));
      notifications.status(l10n.t('Copied headers'));
    },
  };
  const hasHeaders = names.length > 0 && links.length === 1;
  const forbidOverwriting: NotificationAction = {
    label: l10n.t('Forbid Overwriting'),
    run: async () => {
      const headersNow = { ...first.options.headers, [FORBID_OVERWRITE]: 'true' };
      await copyLinks(
        specs.map(({ target, options }) => ({ target, options: { ...options, headers: headersNow } })),
        services,
        delivery,
      );
    },
  };
  const overwrites = delivery.overwrites === true && first.options.headers?.[FORBID_OVERWRITE] !== 'true';
  const consequence =
    links.length === 1
      ? l10n.t('It overwrites {0}.', shortName(first.target.key))
      : l10n.t('They overwrite the existing objects.');
  // VS Code cuts the labels of more than three buttons.
  const actions = overwrites
    ? [forbidOverwriting, copyAsCurl, copyAs]
    : [copyAsCurl, copyAs, ...(hasHeaders ? [copyHeaders] : [])];
  notifications.info([`${status}.`, ...(overwrites ? [consequence] : []), requirement].join(' '), ...actions);
}
