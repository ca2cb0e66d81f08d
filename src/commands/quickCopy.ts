import * as l10n from '@vscode/l10n';
import { makeLink } from '../links/makeLink.ts';
import { copyGetUrl } from './copyGetUrl.ts';
import { deliverLinks } from './deliverLinks.ts';
import type { Services } from './services.ts';

/** Copies a fresh link of the last object with the last choices; before there is one it asks for an object. */
export async function quickCopy(services: Services): Promise<void> {
  const { memory, profiles, notifications } = services;
  const { last } = memory;
  if (!last || !profiles.list().some(({ id }) => id === last.target.profileId)) {
    if (last) notifications.status(l10n.t('The profile of the last link is gone: choose another object.'));
    await copyGetUrl([], services);
    return;
  }
  const link = await makeLink(last.target, last.options, services);
  await deliverLinks([link], services);
}
