import * as l10n from '@vscode/l10n';
import { curl } from '../links/formats/commands/curl.ts';
import { formattedLink } from '../links/formats/formattedLink.ts';
import { refusedHostWarning } from '../links/hostWarnings.ts';
import { objectName, type Link, type ObjectTarget } from '../links/link.ts';
import { formatMoment } from '../links/moment.ts';
import type { NotificationAction } from '../ui/notifications.ts';
import { chooseLinkHost } from './chooseLinkHost.ts';
import type { Services } from './services.ts';

/** Puts links on the clipboard, one a line, and says whose they are and when they end; no link is ever shown. */
export async function deliverLinks(links: readonly Link[], services: Services, filePath?: string): Promise<void> {
  const [first] = links;
  if (!first) return;
  const { clipboard, notifications } = services;
  await clipboard.writeText(links.map(({ url }) => url).join('\n'));
  const copied = copiedText(links, first, services);
  const { news, notes } = hostWarnings(links, services);
  notifications.status([copied, ...notes].join(' · '));
  if (first.method === 'PUT') offerUploadHelp(links, copied, services, filePath);
  for (const warning of new Set(links.flatMap(({ warnings }) => warnings))) notifications.warn(warning);
  for (const { text, target } of news) {
    const run = (): Promise<void> => chooseLinkHost(target, services);
    notifications.warn(text, { label: l10n.t('Choose Link Host…'), run });
  }
}

interface HostNews {
  readonly text: string;
  readonly target: ObjectTarget;
}

/** What a host brings is told in full once a session for each bucket; after that a few words with each copy are enough. */
function hostWarnings(links: readonly Link[], { linkHosts, tree }: Services): { news: HostNews[]; notes: Set<string> } {
  const news: HostNews[] = [];
  const notes = new Set<string>();
  for (const { target, url, hostWarnings: warnings } of links) {
    const refused = tree.isRefusedOnOwnHosts(target.profileId, target.bucket) ? refusedHostWarning(url) : undefined;
    for (const { code, text, note } of refused ? [refused, ...warnings] : warnings) {
      if (linkHosts.isNews(target, code)) news.push({ text, target });
      else if (!news.some((one) => one.text === text)) notes.add(note);
    }
  }
  return { news, notes };
}

function copiedText(links: readonly Link[], { method, target, expiration }: Link, { now, locale }: Services): string {
  const moment = formatMoment(expiration, { now: now(), locale });
  return links.length === 1
    ? l10n.t('{0} link for {1} copied, expires {2}', method, objectName(target.key), moment)
    : l10n.t('{0} {1} links copied, they expire {2}', links.length, method, moment);
}

/** An upload has to send exactly what was signed, so whoever gets the link needs the headers too. */
function offerUploadHelp(
  links: readonly Link[],
  copied: string,
  { clipboard, notifications }: Services,
  filePath: string | undefined,
): void {
  const names = [...new Set(links.flatMap(({ signedHeaders }) => Object.keys(signedHeaders)))];
  const demand =
    names.length === 0
      ? l10n.t('The upload must not send a Content-Type.')
      : l10n.t('The upload has to send the headers that were signed: {0}.', names.join(', '));
  const commands = links.map((link) => curl.render(formattedLink(link, filePath))).join('\n');
  const actions: NotificationAction[] = [
    {
      label: l10n.t('Copy as curl'),
      run: async () => {
        await clipboard.writeText(commands);
        notifications.status(l10n.t('curl command copied'));
      },
    },
  ];
  if (names.length > 0 && links.length === 1) {
    const headers = Object.entries(links[0]?.signedHeaders ?? {}).map(([name, value]) => `${name}: ${value}`);
    actions.push({
      label: l10n.t('Copy Headers'),
      run: async () => {
        await clipboard.writeText(headers.join('\n'));
        notifications.status(l10n.t('Headers copied'));
      },
    });
  }
  notifications.info(`${copied}. ${demand}`, ...actions);
}
