import * as l10n from '@vscode/l10n';
import { curlUpload } from '../links/curl.ts';
import { objectName, type Link } from '../links/link.ts';
import { formatMoment } from '../links/moment.ts';
import type { NotificationAction } from '../ui/notifications.ts';
import type { Services } from './services.ts';

type DeliveryServices = Pick<Services, 'clipboard' | 'notifications' | 'now' | 'locale'>;

/** Puts links on the clipboard, one a line, and says whose they are and when they end; no link is ever shown. */
export async function deliverLinks(
  links: readonly Link[],
  services: DeliveryServices,
  filePath?: string,
): Promise<void> {
  const [first] = links;
  if (!first) return;
  const { clipboard, notifications } = services;
  await clipboard.writeText(links.map(({ url }) => url).join('\n'));
  const copied = copiedText(links, first, services);
  notifications.status(copied);
  if (first.method === 'PUT') offerUploadHelp(links, copied, services, filePath);
  for (const warning of new Set(links.flatMap(({ warnings }) => warnings))) notifications.warn(warning);
}

function copiedText(
  links: readonly Link[],
  { method, target, expiration }: Link,
  { now, locale }: DeliveryServices,
): string {
  const moment = formatMoment(expiration, { now: now(), locale });
  return links.length === 1
    ? l10n.t('{0} link for {1} copied, expires {2}', method, objectName(target.key), moment)
    : l10n.t('{0} {1} links copied, they expire {2}', links.length, method, moment);
}

/** An upload has to send exactly what was signed, so whoever gets the link needs the headers too. */
function offerUploadHelp(
  links: readonly Link[],
  copied: string,
  { clipboard, notifications }: DeliveryServices,
  filePath: string | undefined,
): void {
  const names = [...new Set(links.flatMap(({ signedHeaders }) => Object.keys(signedHeaders)))];
  const demand =
    names.length === 0
      ? l10n.t('The upload must not send a Content-Type.')
      : l10n.t('The upload has to send the headers that were signed: {0}.', names.join(', '));
  const curl = links.map((link) => curlUpload(link, filePath ?? objectName(link.target.key))).join('\n');
  const actions: NotificationAction[] = [
    {
      label: l10n.t('Copy as curl'),
      run: async () => {
        await clipboard.writeText(curl);
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
