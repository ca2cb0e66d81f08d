import * as l10n from '@vscode/l10n';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';
import { askCdnKey } from './askCdn.ts';

type KeyServices = Pick<Services, 'linkHosts' | 'prompts' | 'notifications'>;

/** Asks for the key of a CDN host, or removes it; asks for the host unless it is given. */
export async function enterCdnKey(given: string | undefined, services: KeyServices): Promise<void> {
  const { linkHosts, prompts, notifications } = services;
  const title = l10n.t('Enter CDN Key');
  const hosts = [...new Set(linkHosts.cdnDomains().map(({ host }) => host))];
  if (hosts.length === 0) {
    notifications.info(l10n.t('No link host is a CDN with URL signing. Choose one with "Choose Link Host…".'));
    return;
  }
  const host = given ?? (hosts.length === 1 ? hosts[0] : await askHost(title, hosts, services));
  if (host === undefined) return;
  const hasKey = (await linkHosts.cdnKey(host)) !== undefined;
  const change = hasKey ? await askChange(title, host, services) : 'enter';
  if (change === undefined) return;
  if (change === 'remove') {
    await linkHosts.removeCdnKey(host);
    notifications.status(l10n.t('Removed the CDN key of {0}', host));
    return;
  }
  const key = await askCdnKey(prompts, { title }, host, { hasKey: false });
  if (isUnanswered(key)) return;
  await linkHosts.storeCdnKey(host, key);
  notifications.status(l10n.t('Saved the CDN key of {0}', host));
}

async function askHost(title: string, hosts: readonly string[], { prompts }: KeyServices): Promise<string | undefined> {
  const answer = await prompts.pick({
    title,
    placeholder: l10n.t('Select a CDN'),
    choices: hosts.map((host) => ({ label: host, icon: 'globe', value: host })),
  });
  return isUnanswered(answer) ? undefined : answer;
}

async function askChange(
  title: string,
  host: string,
  { prompts }: KeyServices,
): Promise<'enter' | 'remove' | undefined> {
  const answer = await prompts.pick<'enter' | 'remove'>({
    title,
    placeholder: l10n.t('Stored the key of {0}', host),
    choices: [
      { label: l10n.t('Change Key…'), icon: 'key', value: 'enter' },
      {
        label: l10n.t('Remove Key'),
        detail: l10n.t('Links that were copied keep working until the key is changed at the CDN'),
        icon: 'trash',
        value: 'remove',
      },
    ],
  });
  return isUnanswered(answer) ? undefined : answer;
}
