import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { askObject } from '../targets/askTarget.ts';
import { deliverLinks } from './deliverLinks.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Copies download links made with the last choices; without targets it asks for an object. */
export async function copyGetUrl(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  if (targets.length === 0) {
    if (!(await requireProfile(services))) return;
    const chosen = await askObject(services, l10n.t('Copy Presigned GET URL'));
    if (chosen) await copyGetUrl([chosen], services);
    return;
  }
  const { memory } = services;
  const wanted = targets.map((target) => ({ target, options: memory.plainOptions(target, 'GET') }));
  const links = await makeLinks(wanted, services);
  await deliverLinks(links, services);
  const [first] = links;
  if (first) await memory.rememberLink(first);
}
