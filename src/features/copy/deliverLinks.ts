import * as l10n from '@vscode/l10n';
import { curl } from '../../links/formats/commands/curl.ts';
import type { LinkFormat } from '../../links/formats/format.ts';
import { renderLinks } from '../../links/formats/formattedLink.ts';
import { qrFormat, urlFormat } from '../../links/formats/url.ts';
import { refusedHostWarning, type HostWarning } from '../../links/linkWarnings.ts';
import { objectName, shortName, type Link, type ObjectTarget } from '../../links/link.ts';
import { formatMoment } from '../../text/moment.ts';
import { describeCount } from '../../text/describe.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import { checkBeforeCopy } from '../check/checkBeforeCopy.ts';
import { chooseFormat } from './form/askFormat.ts';
import { chooseLinkHost } from '../hosts/chooseHost.ts';
import { askAndSaveRecipe } from './askAndSaveRecipe.ts';
import { notifyScope } from './scopedLinkNotice.ts';
import type { Services } from '../services.ts';

/** How links are handed over: on the clipboard, as bare URLs unless told otherwise. */
export interface Delivery {
  readonly format?: LinkFormat;
  /** Shows them in an untitled document, which is for whoever has asked for it. */
  readonly inEditor?: boolean;
  /** The file that an upload sends, where one is known. */
  readonly filePath?: string | undefined;
}

/** Hands links over, and says whose they are and when they end; no link is ever shown unasked. */
export async function deliverLinks(
  links: readonly Link[],
  services: Services,
  { format = urlFormat, inEditor = false, filePath }: Delivery = {},
): Promise<void> {
  const [first] = links;
  if (!first || !(await confirmAndRecord(links, format.id, services))) return;
  const { clipboard, editors } = services;
  const text = renderLinks(format, links, filePath);
  if (format === qrFormat) await showQrCode(first, services);
  else if (inEditor) await editors.open(text, format.languageId);
  else await clipboard.writeText(text);
  const isShown = inEditor || format === qrFormat;
  const copied = isShown ? shownText(format) : copiedText(links, first, format, services);
  notifyLinks(links, copied, services);
  if (first.method === 'PUT' && format === urlFormat) offerUploadHelp(links, copied, services, filePath);
}

/** Tells whether links may leave, and enters them as handed out. */
export async function confirmAndRecord(links: readonly Link[], formatId: string, services: Services): Promise<boolean> {
  if (!(await checkBeforeCopy(links, services))) return false;
  services.inspector.sessionLinks.add(links);
  await services.ledger.record(links, formatId);
  return true;
}

/** Says what has become of links, and what the user should know before others have them. */
export function notifyLinks(links: readonly Link[], said: string, services: Services): void {
  const { notifications } = services;
  const { news, notes } = hostWarnings(links, services);
  notifications.status([said, ...notifyScope(links, services), ...notes].join(' · '));
  for (const warning of new Set(links.flatMap(({ warnings }) => warnings))) notifications.warn(warning);
  for (const { code, text, target } of news) {
    const run = (): Promise<void> => chooseLinkHost(target, services);
    // No other host makes a token last longer.
    const actions = code === 'TokenMayEndFirst' ? [] : [{ label: l10n.t('Choose Link Host…'), run }];
    notifications.warn(text, ...actions);
  }
}

interface HostNews extends Pick<HostWarning, 'code' | 'text'> {
  readonly target: ObjectTarget;
}

/** What a host brings is told in full once a session for each bucket; after that a few words with each copy are enough. */
function hostWarnings(links: readonly Link[], { linkHosts, tree }: Services): { news: HostNews[]; notes: Set<string> } {
  const news: HostNews[] = [];
  const notes = new Set<string>();
  for (const { target, url, hostWarnings: warnings } of links) {
    const refused = tree.requiresCustomDomain(target.profileId, target.bucket) ? refusedHostWarning(url) : undefined;
    for (const { code, text, note } of refused ? [refused, ...warnings] : warnings) {
      if (linkHosts.isNews(target, code)) news.push({ code, text, target });
      else if (!news.some((one) => one.text === text)) notes.add(note);
    }
  }
  return { news, notes };
}

function showQrCode({ url, target, expiration }: Link, { qrCodes, now, locale }: Services): Promise<void> {
  return qrCodes.show({ url, name: objectName(target.key), expires: formatMoment(expiration, { now: now(), locale }) });
}

function shownText({ label }: LinkFormat): string {
  return l10n.t('{0} opened; whoever sees it can use the link', label);
}

function copiedText(
  links: readonly Link[],
  { method, target, expiration }: Link,
  format: LinkFormat,
  { now, locale }: Services,
): string {
  const moment = formatMoment(expiration, { now: now(), locale });
  const name = shortName(target.key);
  if (format !== urlFormat) {
    return links.length === 1
      ? l10n.t('{0} link for {1} copied as {2}, expires {3}', method, name, format.label, moment)
      : l10n.t(
          '{0} {1} links copied as {2}, they expire {3}',
          describeCount(links.length, locale),
          method,
          format.label,
          moment,
        );
  }
  return links.length === 1
    ? l10n.t('{0} link for {1} copied, expires {2}', method, name, moment)
    : l10n.t('{0} {1} links copied, they expire {2}', describeCount(links.length, locale), method, moment);
}

/** An upload has to send exactly what was signed, so whoever gets the link needs the headers too. */
function offerUploadHelp(
  links: readonly Link[],
  copied: string,
  services: Services,
  filePath: string | undefined,
): void {
  const { clipboard, notifications, memory } = services;
  const [first] = links;
  const names = [...new Set(links.flatMap(({ signedHeaders }) => Object.keys(signedHeaders)))];
  const demand =
    names.length === 0
      ? l10n.t('The upload must not send a Content-Type.')
      : l10n.t('The upload has to send the headers that were signed: {0}.', names.join(', '));
  const actions: NotificationAction[] = [
    {
      label: l10n.t('Copy as curl'),
      run: async () => {
        await clipboard.writeText(renderLinks(curl, links, filePath));
        if (first) await memory.rememberLink({ ...first, format: curl.id });
        notifications.status(l10n.t('curl command copied'));
      },
    },
  ];
  actions.push({
    label: l10n.t('Copy As…'),
    run: async () => {
      const targets = links.map(({ target }) => target);
      const answer = await chooseFormat(targets, ['PUT'], services);
      if (!answer) return;
      await deliverLinks(links, services, { ...answer, filePath });
      if (first) await memory.rememberLink({ ...first, format: answer.format.id });
    },
  });
  if (names.length > 0 && links.length === 1) {
    const headers = Object.entries(first?.signedHeaders ?? {}).map(([name, value]) => `${name}: ${value}`);
    actions.push({
      label: l10n.t('Copy Headers'),
      run: async () => {
        await clipboard.writeText(headers.join('\n'));
        notifications.status(l10n.t('Headers copied'));
      },
    });
  }
  if (first) {
    actions.push({
      label: l10n.t('Save as Recipe…'),
      run: async () => {
        await askAndSaveRecipe(first.target, first, services);
      },
    });
  }
  notifications.info(`${copied}. ${demand}`, ...actions);
}
