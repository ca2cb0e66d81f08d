import * as l10n from '@vscode/l10n';
import { isOssHost, type Link, type ObjectTarget } from '../../links/link.ts';
import { refusedHostWarning, type LinkWarning } from '../../links/linkWarnings.ts';
import { formatMoment } from '../../text/moment.ts';
import { chooseLinkHost } from '../hosts/hostCommands.ts';
import type { Services } from '../services.ts';
import { optionNotes } from './optionNotes.ts';
import { showHowToRevoke } from './showHowToRevoke.ts';

/** Shows a status text about links, and the warnings that matter before they are shared. */
export function notifyLinks(links: readonly Link[], status: string, services: Services): void {
  const { notifications } = services;
  const { newWarnings, shortTexts } = bucketWarnings(links, services);
  const texts = [status, ...differences(links, services), ...notifyScope(links, services), ...shortTexts];
  notifications.status(texts.join(' · '));
  const linkTexts = links.flatMap(({ warnings }) =>
    warnings.filter(({ scope }) => scope === 'link').map(({ text }) => text),
  );
  // VS Code shows a message in full only if it has a button.
  const understood = { label: l10n.t('OK'), run: () => Promise.resolve() };
  for (const text of new Set(linkTexts)) notifications.warn(text, understood);
  for (const { code, text, target } of newWarnings) {
    const run = (): Promise<void> => chooseLinkHost(target, services);
    // Another host does not extend the life of a token.
    const actions = code === 'TokenMayEndFirst' ? [understood] : [{ label: l10n.t('Choose Link Host…'), run }];
    notifications.warn(text, ...actions);
  }
}

/**
 * Texts about differences from a link with default options, and about hosts that are not OSS's own, without duplicates.
 */
function differences(links: readonly Link[], { defaultValiditySeconds, locale }: Services): readonly string[] {
  const [first] = links;
  const notes = first ? optionNotes(first.options, defaultValiditySeconds(), locale) : [];
  const hosts = links
    .filter(({ url }) => !isOssHost(url))
    .map(({ url, cdn }) => {
      const { host } = new URL(url);
      return cdn === undefined ? l10n.t('host {0}', host) : l10n.t('signed for the CDN {0}', host);
    });
  return [...new Set([...notes, ...hosts])];
}

interface NewWarning extends Pick<LinkWarning, 'code' | 'text'> {
  readonly target: ObjectTarget;
}

/** Warnings about buckets: those not shown yet in this session, and short texts for the others. */
function bucketWarnings(
  links: readonly Link[],
  { shownNotices, tree }: Services,
): { readonly newWarnings: readonly NewWarning[]; readonly shortTexts: ReadonlySet<string> } {
  const newWarnings: NewWarning[] = [];
  const shortTexts = new Set<string>();
  for (const { target, url, warnings } of links) {
    const { profileId, bucket } = target;
    const refused = tree.requiresCustomDomain(profileId, bucket) ? refusedHostWarning(url) : undefined;
    for (const { code, text, shortText, scope } of refused ? [refused, ...warnings] : warnings) {
      if (scope !== 'bucket') continue;
      // Credentials belong to the profile; all other warnings concern the host of the bucket.
      const about = code === 'TokenMayEndFirst' ? [profileId] : [profileId, bucket, new URL(url).host];
      if (shownNotices.markShown(...about, code)) newWarnings.push({ code, text, target });
      else if (shortText !== undefined && !newWarnings.some((one) => one.text === text)) shortTexts.add(shortText);
    }
  }
  return { newWarnings, shortTexts };
}

/** Notifies about links that role sessions signed: in full once for each bucket, role and method. Returns the short text for each copy. */
function notifyScope(links: readonly Link[], services: Services): readonly string[] {
  const { shownNotices, notifications, now, locale } = services;
  const first = links.find(({ signedByRole }) => signedByRole !== undefined);
  if (first?.signedByRole === undefined) return [];
  const { signedByRole, target, method, expiration } = first;
  const role = signedByRole.slice(signedByRole.lastIndexOf('/') + 1);
  if (shownNotices.markShown(target.profileId, target.bucket, signedByRole, method)) {
    const moment = formatMoment(expiration, { now: now(), locale });
    const messages = {
      GET: l10n.t(
        'The link was signed by a session of the role {0} that can only read this object. It expires at {1}. To revoke it earlier, remove that permission from the role in RAM.',
        role,
        moment,
      ),
      PUT: l10n.t(
        'The link was signed by a session of the role {0} that can only write this object. It expires at {1}. To revoke it earlier, remove that permission from the role in RAM.',
        role,
        moment,
      ),
    };
    const howToRevoke = { label: l10n.t('How to Revoke'), run: () => showHowToRevoke([], services) };
    notifications.info(messages[method], howToRevoke);
  }
  return [l10n.t('signed by a session of role {0}', role)];
}
