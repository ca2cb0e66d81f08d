import * as l10n from '@vscode/l10n';
import { issuedTarget, type IssuedLink } from '../../links/ledger/ledger.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { makeLinks } from '../../links/makeLinks.ts';
import { serializeValidity } from '../../links/validity.ts';
import { deliverLinks } from '../copy/deliverLinks.ts';
import type { Services } from '../services.ts';

/** Signs links anew with the choices that they were made with, and copies them in the format that they were handed out in. */
export async function issueAgain(issued: readonly IssuedLink[], services: Services): Promise<void> {
  const { profiles, memory, notifications } = services;
  const known = new Set(profiles.list().map(({ id }) => id));
  const signable = issued.filter(({ profileId }) => known.has(profileId));
  if (signable.length < issued.length) {
    notifications.warn(
      l10n.t('The profile that signed the link has been removed. Add it again, or choose the object in the tree.'),
    );
  }
  const wanted = signable.flatMap((one) => {
    const target = issuedTarget(one);
    return target ? [{ target, options: optionsOf(one, services) }] : [];
  });
  const links = await makeLinks(wanted, services);
  // The table of formats is large, and most commands need none of it.
  const { formatById } = await import('../../links/formats/formats.ts');
  const format = formatById(signable[0]?.format ?? '');
  await deliverLinks(links, services, format && { format });
  const [first] = links;
  if (first) await memory.rememberLast({ ...first, ...(format && { format: format.id }) });
}

/** A moment that was named is past by now or soon will be; the last duration stands in for it. */
function optionsOf({ method, options }: IssuedLink, { memory }: Services): LinkOptions {
  const duration = serializeValidity(memory.validity(method)) ?? '15m';
  if (!options) return { method, validity: duration };
  return /^(\d+[dhms])+$/.test(options.validity) ? options : { ...options, validity: duration };
}
