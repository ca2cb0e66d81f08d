import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import type { ObjectTarget } from '../../links/link.ts';
import type { LinkCheck } from '../../links/details/linkCheck.ts';
import { linkName } from '../../links/details/linkFacts.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { describeCount } from '../../text/describe.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { linkCheckLabel, linkCheckText } from '../check/linkCheckText.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { chooseLinkHost } from '../hosts/hostCommands.ts';
import { explainRefusal } from './explainRefusal.ts';
import { chooseLink, resolveWithHeaders } from './chooseLink.ts';
import { revealObject } from '../explorer/revealObject.ts';
import { checkKnownLinks, checkMadeLinks, type CheckedLink } from '../check/runLinkChecks.ts';
import type { Services } from '../services.ts';
import { defaultLinks } from '../copy/defaultLinks.ts';
import { copyNewLink } from './signLinkAgain.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Makes and checks the links that a copy of these objects would contain, and shows the result. */
export async function checkObjectLinks(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  const { specs: wanted } = await defaultLinks(targets, 'GET', services);
  const links = await makeLinks(wanted, services);
  const checked = await checkMadeLinks(links, services);
  if (checked) await showChecks(checked, services);
}

/** Checks an existing link: the one at the cursor, on the clipboard, copied last, or pasted. */
export async function checkChosenLink(args: CommandArguments, services: Services): Promise<void> {
  const title = l10n.t('Check Link');
  const chosen = await chooseLink(args, services, title);
  const details = chosen && (await resolveWithHeaders(chosen, services, title));
  if (details) await checkResolvedLink(details, services);
}

/** Checks a link and shows the result. */
export async function checkResolvedLink(known: LinkDetails, services: Services): Promise<void> {
  const checked = await checkKnownLinks([known], services);
  if (checked) await showChecks(checked, services);
}

async function showChecks(checked: readonly CheckedLink[], services: Services): Promise<void> {
  const [first, second] = checked;
  if (!first) return;
  if (!second) {
    showCheck(first, services);
    return;
  }
  const { prompts, locale } = services;
  const failed = checked.filter((one) => one.check.kind === 'failure').length;
  const answer = await prompts.pick({
    title: l10n.t('Check Link'),
    placeholder:
      failed === 0
        ? l10n.t('All {0} links work', describeCount(checked.length, locale))
        : l10n.t(
            failed === 1 ? "1 of {1} links doesn't work" : "{0} of {1} links don't work",
            describeCount(failed, locale),
            describeCount(checked.length, locale),
          ),
    choices: [...checked]
      .sort((a, b) => Number(b.check.kind === 'failure') - Number(a.check.kind === 'failure'))
      .map((one) => ({
        label: linkName(one.known),
        description: linkCheckLabel(one.check),
        detail: one.check.kind === 'failure' ? one.check.failure.cause : objectText(one.known),
        icon: one.check.kind === 'failure' ? 'error' : 'pass',
        value: one,
      })),
  });
  if (!isUnanswered(answer)) showCheck(answer, services);
}

function objectText({ bucket, link: { key = '' } }: LinkDetails): string {
  return [bucket, key].filter(Boolean).join('/');
}

function showCheck({ known, check: result }: CheckedLink, services: Services): void {
  const { notifications, now, locale } = services;
  const text = linkCheckText(known, result, { now: now(), locale });
  if (result.kind !== 'failure') {
    notifications.info(text, { label: l10n.t('Copy Link'), run: () => copyCheckedLink(known, services) });
    return;
  }
  notifications.warn(text, ...remedyActions(known, result, services), ...detailsActions(result, services));
}

/** Copies the checked link itself, not a new one. */
async function copyCheckedLink(
  { link, made }: LinkDetails,
  { clipboard, inspector, notifications }: Pick<Services, 'notifications' | 'clipboard' | 'inspector'>,
): Promise<void> {
  if (made) inspector.sessionLinks.add([made]);
  await clipboard.writeText(link.url);
  notifications.status(l10n.t('Copied link'));
}

function remedyActions(
  known: LinkDetails,
  { failure: { step }, error }: Extract<LinkCheck, { readonly kind: 'failure' }>,
  services: Services,
): NotificationAction[] {
  if (step === undefined) return [];
  const { target } = known;
  const signAgain: NotificationAction = {
    label: l10n.t('Sign Again'),
    run: () => copyNewLink(known, services),
  };
  switch (step) {
    case 'signAgain':
      return [signAgain];
    case 'chooseHost':
      return [{ label: l10n.t('Choose Link Host…'), run: () => chooseLinkHost(target, services) }, signAgain];
    case 'explain':
      return [{ label: l10n.t('Explain…'), run: () => explainRefusal(known, services, error) }, signAgain];
    case 'reveal':
      if (!target) return [];
      return [{ label: l10n.t('Reveal in Buckets'), run: () => revealObject(target, services) }];
    case 'restore':
      if (!target) return [];
      return [{ label: l10n.t('Restore…'), run: () => services.runCommand('restoreObjects', [target]) }];
  }
}

function detailsActions(
  { error }: Extract<LinkCheck, { readonly kind: 'failure' }>,
  { clipboard }: Pick<Services, 'clipboard'>,
): NotificationAction[] {
  if (!error) return [];
  const { details } = explainError(error);
  return [{ label: l10n.t('Copy Details'), run: () => clipboard.writeText(details) }];
}
