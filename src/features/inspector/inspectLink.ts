import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkFacts, linkName } from '../../links/details/linkFacts.ts';
import { unsignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { checkKnownLink } from './checkLink.ts';
import { explainRefusal } from './explainRefusal.ts';
import { givenLink, knowGivenLink, know, type GivenLink } from './resolveLink.ts';
import { removeSignatures } from './removeSignatures.ts';
import { revealObject } from '../explorer/revealObject.ts';
import type { Services } from '../services.ts';
import { signKnownLinkAgain } from './signLinkAgain.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

type Action = () => Promise<void>;

/** Shows what a link says, without asking any service, and what can be done with it. */
export async function inspectLink(args: CommandArguments, services: Services): Promise<void> {
  const { prompts, clipboard, notifications, now, locale } = services;
  const title = l10n.t('Inspect Link');
  const given = await givenLink(args, services, title);
  if (!given) return;
  const known = await know(given.link, services);
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
    choices: [...actionsFor(given, known, services), { heading: l10n.t('What the link says') }, ...facts],
  });
  if (!isUnanswered(answer)) await answer();
}

function actionsFor(given: GivenLink, known: LinkDetails, services: Services): readonly Choice<Action>[] {
  const { clipboard, notifications, inspector } = services;
  const { link, target, method } = known;
  /** With the values of headers that only the user knows. */
  const withHeaders = (title: string, act: (told: LinkDetails) => Promise<void>): Action => {
    return async () => {
      const told = await knowGivenLink(given, services, title);
      if (told) await act(told);
    };
  };
  const check = l10n.t('Check Link');
  const signAgain = l10n.t('Sign Again');
  const explain = l10n.t('Explain a Refusal…');
  const { place } = given;
  return [
    { label: check, icon: 'pass', value: withHeaders(check, (told) => checkKnownLink(told, services)) },
    { label: signAgain, icon: 'link', value: withHeaders(signAgain, (told) => signKnownLinkAgain(told, services)) },
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
    ...(place
      ? [
          {
            label: l10n.t('Remove the Signature Here'),
            icon: 'eraser',
            value: () => removeSignatures([{ link, ...place }], services),
          },
        ]
      : []),
    { label: explain, icon: 'question', value: withHeaders(explain, (told) => explainRefusal(told, services)) },
  ];
}
