import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import type { LinkMethod, ObjectTarget } from '../../links/link.ts';
import { linkName } from '../../links/details/linkFacts.ts';
import { makeLink } from '../../links/makeLink.ts';
import { optionsOfLink } from '../../links/details/optionsOfLink.ts';
import { validityText } from '../../links/validity.ts';
import { askBucketRef, askProfileId } from '../targets/askTarget.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { deliverLinks } from '../copy/deliverLinks.ts';
import { givenLink, knowGivenLink } from './resolveLink.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Copies a fresh link with the options of one that somebody has. */
export async function signLinkAgain(args: CommandArguments, services: Services): Promise<void> {
  const title = l10n.t('Sign Link Again');
  const given = await givenLink(args, services, title);
  const known = given && (await knowGivenLink(given, services, title));
  if (known) await signKnownLinkAgain(known, services);
}

/** Copies a fresh link with the options of this one, of the profile that signed it, else of one that is chosen. */
export async function signKnownLinkAgain(known: LinkDetails, services: Services): Promise<void> {
  const { memory, notifications } = services;
  const title = l10n.t('Sign Link Again');
  if (!(await requireProfile(services))) return;
  const method = await methodOf(known, services, title);
  if (!method) return;
  const { key } = known.link;
  if (method === 'other' || key === undefined) {
    notifications.warn(l10n.t('{0} is no link for a download or an upload: it cannot be made here.', linkName(known)));
    return;
  }
  const target = known.target ?? (await askTarget(known, key, services, title));
  if (!target) return;
  const otherwise = validityText(memory.lastValidity(method));
  const link = await makeLink(target, optionsOfLink(known, method, otherwise), services);
  await deliverLinks([link], services);
  await memory.rememberLink(link);
}

async function methodOf(
  { method }: LinkDetails,
  { prompts }: Services,
  title: string,
): Promise<LinkMethod | 'other' | undefined> {
  if (method !== undefined) return method === 'GET' || method === 'PUT' ? method : 'other';
  const answer = await prompts.pick<LinkMethod>({
    title,
    placeholder: l10n.t('The link does not tell what it is for. What shall the new one be for?'),
    choices: [
      { label: l10n.t('Download (GET)'), icon: 'cloud-download', value: 'GET' },
      { label: l10n.t('Upload (PUT)'), icon: 'cloud-upload', value: 'PUT' },
    ],
  });
  return isUnanswered(answer) ? undefined : answer;
}

async function askTarget(
  { bucket }: LinkDetails,
  key: string,
  services: Services,
  title: string,
): Promise<ObjectTarget | undefined> {
  if (bucket === undefined) {
    const place = await askBucketRef(services, title);
    return place && { ...place, key };
  }
  const profileId = await askProfileId(services, title);
  return profileId === undefined ? undefined : { profileId, bucket, key };
}
