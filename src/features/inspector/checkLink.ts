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
import { chooseLinkHost } from '../hosts/chooseHost.ts';
import { explainRefusal } from './explainRefusal.ts';
import { givenLink, knowGivenLink } from './resolveLink.ts';
import { revealObject } from '../explorer/revealObject.ts';
import { checkKnownLinks, checkMadeLinks, type CheckedLink } from '../check/runLinkChecks.ts';
import type { Services } from '../services.ts';
import { signKnownLinkAgain } from './signLinkAgain.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Checks the links that a copy would make of these objects, and says what came of it. */
export async function checkObjectLinks(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  const { memory } = services;
  const wanted = targets.map((target) => ({ target, options: memory.plainOptions(target, 'GET') }));
  const links = await makeLinks(wanted, services);
  const checked = await checkMadeLinks(links, services);
  if (checked) await tellChecks(checked, services);
}

/** Checks a link that somebody has: at the cursor, in the clipboard, the last one, or a pasted one. */
export async function checkGivenLink(args: CommandArguments, services: Services): Promise<void> {
  const title = l10n.t('Check Link');
  const given = await givenLink(args, services, title);
  const known = given && (await knowGivenLink(given, services, title));
  if (known) await checkKnownLink(known, services);
}

/** Checks a link and says what came of it. */
export async function checkKnownLink(known: LinkDetails, services: Services): Promise<void> {
  const checked = await checkKnownLinks([known], services);
  if (checked) await tellChecks(checked, services);
}

async function tellChecks(checked: readonly CheckedLink[], services: Services): Promise<void> {
  const [first, second] = checked;
  if (!first) return;
  if (!second) {
    tellCheck(first, services);
    return;
  }
  const { prompts, locale } = services;
  const failed = checked.filter((one) => one.check.kind === 'failure').length;
  const answer = await prompts.pick({
    title: l10n.t('Check Link'),
    placeholder:
      failed === 0
        ? l10n.t('All {0} links work', describeCount(checked.length, locale))
        : l10n.t('{0} of {1} links do not work', describeCount(failed, locale), describeCount(checked.length, locale)),
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
  if (!isUnanswered(answer)) tellCheck(answer, services);
}

function objectText({ bucket, link: { key = '' } }: LinkDetails): string {
  return [bucket, key].filter(Boolean).join('/');
}

function tellCheck({ known, check: result }: CheckedLink, services: Services): void {
  const { notifications, now, locale } = services;
  const text = linkCheckText(known, result, { now: now(), locale });
  if (result.kind !== 'failure') {
    notifications.info(text, { label: l10n.t('Copy Link'), run: () => copyChecked(known, services) });
    return;
  }
  notifications.warn(text, ...stepOf(known, result, services), ...detailsOf(result, services));
}

/** The very link that was checked. */
async function copyChecked(
  { link, made }: LinkDetails,
  { clipboard, inspector, notifications }: Services,
): Promise<void> {
  if (made) inspector.sessionLinks.add([made]);
  await clipboard.writeText(link.url);
  notifications.status(l10n.t('Link copied'));
}

function stepOf(
  known: LinkDetails,
  { failure: { step }, error }: Extract<LinkCheck, { readonly kind: 'failure' }>,
  services: Services,
): NotificationAction[] {
  if (step === undefined) return [];
  const { target } = known;
  const signAgain: NotificationAction = {
    label: l10n.t('Sign Again'),
    run: () => signKnownLinkAgain(known, services),
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
      return [{ label: l10n.t('Reveal in the OSS View'), run: () => revealObject(target, services) }];
  }
}

function detailsOf(
  { error }: Extract<LinkCheck, { readonly kind: 'failure' }>,
  { clipboard }: Services,
): NotificationAction[] {
  if (!error) return [];
  const { details } = explainError(error);
  return [{ label: l10n.t('Copy Details'), run: () => clipboard.writeText(details) }];
}
