import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkFacts, linkName } from '../../links/details/linkFacts.ts';
import { unsignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { checkResolvedLink } from './checkLink.ts';
import { explainRefusal } from './explainRefusal.ts';
import { chooseLink, resolveWithHeaders, resolveFromServices, type ChosenLink } from './chooseLink.ts';
import { removeSignatures } from './removeSignatures.ts';
import { revealObject } from '../explorer/revealObject.ts';
import type { Services } from '../services.ts';
import { copyNewLink } from './signLinkAgain.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

type Action = () => Promise<void>;

/** Shows the facts that a link holds and the actions for it. No service is asked. */
export async function inspectLink(args: CommandArguments, services: Services): Promise<void> {
  const { prompts, clipboard, notifications, now, locale } = services;
  const title = l10n.t('Inspect Link');
  const chosen = await chooseLink(args, services, title);
  if (!chosen) return;
  const known = await resolveFromServices(chosen.link, services);
  const context = { now: now(), locale };
  const facts = linkFacts(known, context).map(({ name, value }): Choice<Action> => ({
    label: value,
    description: name,
    value: async () => {
      await clipboard.writeText(value);
      notifications.status(l10n.t('{0} copied', name));
    },
  }));
  const answer = await prompts.pick<Action>({
    title: `${title} · ${linkName(known)}`,
    placeholder: linkExpiryText(known.link, context),
    choices: [...actionsFor(chosen, known, services), { heading: l10n.t('What the link says') }, ...facts],
  });
  if (!isUnanswered(answer)) await answer();
}

function actionsFor(chosen: ChosenLink, known: LinkDetails, services: Services): readonly Choice<Action>[] {
  const { clipboard, notifications, inspector } = services;
  const { link, target, method } = known;
  /** Action on the link after asking for the values of signed headers that are not at hand. */
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
    { label: check, icon: 'pass', value: withHeaders(check, (details) => checkResolvedLink(details, services)) },
    { label: signAgain, icon: 'link', value: withHeaders(signAgain, (details) => copyNewLink(details, services)) },
    ...(target
      ? [
          {
            label: l10n.t('Reveal in the OSS View'),
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
        notifications.status(l10n.t('URL without signature copied'));
      },
    },
    ...(location
      ? [
          {
            label: l10n.t('Remove the Signature Here'),
            icon: 'eraser',
            value: () => removeSignatures([{ link, ...location }], services),
          },
        ]
      : []),
    { label: explain, icon: 'question', value: withHeaders(explain, (details) => explainRefusal(details, services)) },
  ];
}
