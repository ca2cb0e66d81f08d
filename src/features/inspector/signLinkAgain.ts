import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import type { ObjectTarget } from '../../links/link.ts';
import type { LinkMethod } from '../../links/linkOptions.ts';
import { linkName } from '../../links/details/linkFacts.ts';
import { addressOptions } from '../../links/details/linkAddress.ts';
import { renewedOptions, type UserChoices } from '../../links/details/renewedOptions.ts';
import { readLink } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { askBucketRef, askProfileId } from '../targets/askTarget.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { copyLinks } from '../copy/deliverLinks.ts';
import { chooseLink, resolveWithHeaders } from './chooseLink.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Copies a new link with the options of an existing one. */
export async function signLinkAgain(args: CommandArguments, services: Services): Promise<void> {
  const title = l10n.t('Sign Link Again');
  const chosen = await chooseLink(args, services, title);
  const details = chosen && (await resolveWithHeaders(chosen, services, title));
  if (details) await copyNewLink(details, services);
}

/** Copies a new link with the options of this one, signed by the same profile, or else by a chosen one. */
export async function copyNewLink(known: LinkDetails, services: Services): Promise<void> {
  const { notifications } = services;
  const title = l10n.t('Sign Link Again');
  if (!(await requireProfile(services))) return;
  const method = await methodOf(known, services, title);
  if (!method) return;
  const { key } = known.link;
  if (method === 'other' || key === undefined) {
    notifications.warn(l10n.t("{0} is not a download or upload link, so it can't be signed again.", linkName(known)));
    return;
  }
  const target = known.target ?? (await askTarget(known, key, services, title));
  if (!target) return;
  const options = renewedOptions(known, method, userChoices(services));
  const [link] = await copyLinks([{ target, options }], services);
  if (!link) return;
  const { host } = readLink(link.url, services.linkHosts.cdnDomains());
  if (host === known.link.host) return;
  notifications.info(l10n.t('The new link uses your host {0} instead of {1}.', host, known.link.host));
}

/** Choices of the user for new links, which no existing link overrides. */
export function userChoices(
  services: Pick<Services, 'memory' | 'now' | 'profiles' | 'linkHosts' | 'ledger'>,
): UserChoices {
  const { memory, now } = services;
  const { bucketAt } = addressOptions(services);
  return { validity: memory.defaultValidity, bucketAt: (host) => bucketAt?.(host), now: now() };
}

async function methodOf(
  { method }: LinkDetails,
  { prompts }: Pick<Services, 'prompts'>,
  title: string,
): Promise<LinkMethod | 'other' | undefined> {
  if (method !== undefined) return method === 'GET' || method === 'PUT' ? method : 'other';
  const answer = await prompts.pick<LinkMethod>({
    title,
    placeholder: l10n.t('Select the type of the new link'),
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
  services: Pick<Services, 'prompts' | 'profiles' | 'clientOf'>,
  title: string,
): Promise<ObjectTarget | undefined> {
  if (bucket === undefined) {
    const bucketRef = await askBucketRef(services, title);
    return bucketRef && { ...bucketRef, key };
  }
  const profileId = await askProfileId(services, title);
  return profileId === undefined ? undefined : { profileId, bucket, key };
}
