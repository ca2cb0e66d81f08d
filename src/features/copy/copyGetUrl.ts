import * as l10n from '@vscode/l10n';
import type { Link, ObjectTarget } from '../../links/link.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';
import { deserializeValidity, validityText } from '../../links/validity.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { defaultLinks } from './defaultLinks.ts';
import { copyLinks } from './deliverLinks.ts';
import { isCdnLink } from '../../links/cdn/cdnLinks.ts';
import { askValidity, MAX_SECONDS } from './form/askValidity.ts';
import { requireObjects } from './requireTarget.ts';
import type { Services } from '../services.ts';

/** Copies download links with the default options; without targets it asks for an object. Returns the copied links. */
export async function copyGetUrl(targets: readonly ObjectTarget[], services: Services): Promise<readonly Link[]> {
  const objects = await requireObjects(targets, l10n.t('Copy Download Link'), services);
  const { specs, format } = await defaultLinks(objects, 'GET', services);
  return copyLinks(specs, services, format && { format });
}

/** Copies download links with another validity, which it asks for unless it is given. Returns the copied links. */
export async function copyGetUrlFor(
  targets: readonly ObjectTarget[],
  validity: string | undefined,
  services: Services,
): Promise<readonly Link[]> {
  const title = l10n.t('Copy Download Link For');
  const objects = await requireObjects(targets, title, services);
  const [first] = objects;
  if (!first) return [];
  const { specs, format } = await defaultLinks(objects, 'GET', services);
  const chosen = validity ?? (await askForValidity(objects, specs[0]?.options.validity, title, services));
  if (chosen === undefined) return [];
  const links = await copyLinks(
    specs.map(({ target, options }) => ({ target, options: { ...options, validity: chosen } })),
    services,
    format && { format },
  );
  if (links.length > 0) await services.memory.rememberValidity('GET', chosen);
  return links;
}

async function askForValidity(
  objects: readonly ObjectTarget[],
  current: string | undefined,
  title: string,
  services: Services,
): Promise<string | undefined> {
  const { prompts, memory, linkHosts, now, locale, maxValiditySeconds } = services;
  const maxSeconds = maxValiditySeconds();
  const isUnlimited = objects.every((object) => isCdnLink(object, { method: 'GET' }, linkHosts));
  const answer = await askValidity(
    prompts,
    { title },
    {
      recent: memory.recentValidities(),
      last: deserializeValidity(current) ?? memory.lastValidity('GET'),
      now,
      locale,
      ...(isUnlimited ? { signatureMaxSeconds: MAX_SECONDS } : { tokenExpiry: await tokenExpiry(objects, services) }),
      ...(Number.isFinite(maxSeconds) && { maxSeconds }),
    },
  );
  return isUnanswered(answer) ? undefined : validityText(answer);
}
