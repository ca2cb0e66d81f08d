import * as l10n from '@vscode/l10n';
import { hasOwnAccessKey, type LinkDetails } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkFacts, linkName } from '../../links/details/linkFacts.ts';
import { unsignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { checkResolvedLink } from './checkLink.ts';
import { explainRefusal } from './explainRefusal.ts';
import { chooseLink, resolveWithHeaders, resolveFromServices, type ChosenLink } from './chooseLink.ts';
import { factChoices, type Action } from './factChoices.ts';
import { showUploadForm, uploadFormAt } from './inspectUploadForm.ts';
import { removeSignatures } from './removeSignatures.ts';
import { revealObject } from '../explorer/revealObject.ts';
import type { Services } from '../services.ts';
import { enterCdnKey } from '../hosts/enterCdnKey.ts';
import { copyNewLink } from './signLinkAgain.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Shows the facts in a link or an upload form, and the actions for it. Sends no request. */
export async function inspectLink(args: CommandArguments, services: Services): Promise<void> {
  const form = await uploadFormAt(args, services);
  if (form) {
    await showUploadForm(form, services);
    return;
  }
  const chosen = await chooseLink(args, services, l10n.t('Inspect Link'));
  if (chosen) await showDetails(chosen, await resolveFromServices(chosen.link, services), services);
}

async function showDetails(chosen: ChosenLink, details: LinkDetails, services: Services): Promise<void> {
  const { prompts, now, locale } = services;
  const context = { now: now(), locale };
  const facts = factChoices(linkFacts(details, context), services);
  const answer = await prompts.pick<Action>({
    title: `${l10n.t('Inspect Link')} · ${linkName(details)}`,
    placeholder: l10n.t('{0}. Select an action, or a value to copy it.', linkExpiryText(details.link, context)),
    choices: [...actionsFor(chosen, details, services), { heading: l10n.t('Details') }, ...facts],
  });
  if (!isUnanswered(answer)) await answer();
}

function actionsFor(chosen: ChosenLink, details: LinkDetails, services: Services): readonly Choice<Action>[] {
  const { clipboard, notifications, inspector } = services;
  const { link, target, method } = details;
  /** Action on the link after asking for unknown values of signed headers. */
  const withHeaders = (title: string, act: (details: LinkDetails) => Promise<void>): Action => {
    return async () => {
      const details = await resolveWithHeaders(chosen, services, title);
      if (details) await act(details);
    };
  };
  const check = l10n.t('Check Link');
  const signAgain = l10n.t('Sign Again');
  const explain = l10n.t('Explain a Refusal…');
  const { location } = chosen;
  return [
    ...(link.cdn ? cdnKeyAction(link.host, details, services) : askProfilesAction(chosen, details, services)),
    { label: check, icon: 'pass', value: withHeaders(check, (details) => checkResolvedLink(details, services)) },
    { label: signAgain, icon: 'link', value: withHeaders(signAgain, (details) => copyNewLink(details, services)) },
    ...(target
      ? [
          {
            label: l10n.t('Reveal in Buckets'),
            icon: 'list-tree',
            value: () => revealObject(target, services),
          },
        ]
      : []),
    ...(method === 'GET' || method === undefined
      ? [
          {
            label: l10n.t('Open in Browser'),
            icon: 'link-external',
            value: async () => {
              await inspector.openInBrowser(link.url);
            },
          },
        ]
      : []),
    {
      label: l10n.t('Copy Without Signature'),
      icon: 'copy',
      value: async () => {
        await clipboard.writeText(unsignedUrl(link));
        notifications.status(l10n.t('Copied URL without signature'));
      },
    },
    ...(location
      ? [
          {
            label: l10n.t('Remove Signature Here'),
            icon: 'eraser',
            value: () => removeSignatures([{ link, ...location }], services),
          },
        ]
      : []),
    ...(link.cdn
      ? []
      : [
          {
            label: explain,
            icon: 'question',
            value: withHeaders(explain, (details) => explainRefusal(details, services)),
          },
        ]),
  ];
}

/** Action that enters the key of a CDN if no stored key verifies the link. */
function cdnKeyAction(
  host: string,
  { verification }: LinkDetails,
  services: Pick<Services, 'linkHosts' | 'prompts' | 'notifications'>,
): readonly Choice<Action>[] {
  return verification
    ? []
    : [{ label: l10n.t('Enter Key…'), description: host, icon: 'key', value: () => enterCdnKey(host, services) }];
}

/** Action that loads the AccessKey IDs of profiles with temporary credentials, if no loaded AccessKey signed the link. */
function askProfilesAction(chosen: ChosenLink, details: LinkDetails, services: Services): readonly Choice<Action>[] {
  const { profiles, notifications } = services;
  const names = profiles.list().flatMap((profile) => (hasOwnAccessKey(profile) ? [] : [profile.name]));
  if (details.signer || details.made || names.length === 0) return [];
  const ask = async (): Promise<void> => {
    const title = l10n.t('Getting the credentials of {0}', names.join(', '));
    const found = await notifications.progress(title, (_, signal) =>
      resolveFromServices(chosen.link, services, { mayAsk: () => true, signal }),
    );
    if (!found) return;
    if (!found.signer) notifications.status(l10n.t('No profile has this AccessKey now'));
    await showDetails(chosen, found, services);
  };
  return [
    {
      label: l10n.t('Find the Signing Profile…'),
      description: l10n.t('gets the temporary credentials of {0}', names.join(', ')),
      icon: 'search',
      value: ask,
    },
  ];
}
