import * as l10n from '@vscode/l10n';
import { isActive, type IssuedLink } from '../../links/ledger/ledger.ts';
import { describeCount } from '../../text/describe.ts';
import type { Services } from '../services.ts';

/** Takes entries out of the ledger, asking where several or active ones would go: the links themselves go on working. */
export async function forgetIssued(links: readonly IssuedLink[], services: Services): Promise<void> {
  const { ledger, prompts, notifications, now, locale } = services;
  const [first] = links;
  if (!first) return;
  const active = links.filter((link) => isActive(link, now())).length;
  if (active > 0 || links.length > 1) {
    const forget = l10n.t('Forget');
    const answer = await prompts.decide({
      message:
        links.length === 1
          ? l10n.t('Forget that this link was issued?')
          : l10n.t('Forget that these {0} links were issued?', describeCount(links.length, locale)),
      detail:
        active === 0
          ? l10n.t('They have expired.')
          : l10n.t('Forgetting ends no link: {0} of them can still be used.', describeCount(active, locale)),
      answers: [forget],
    });
    if (answer !== forget) return;
  }
  await ledger.forget(links.map(({ id }) => id));
  notifications.status(l10n.t('Forgotten: {0}', describeCount(links.length, locale)));
}

/** Takes out all that have expired. */
export async function forgetExpired(services: Services): Promise<void> {
  const { ledger, now, notifications, locale } = services;
  const expired = ledger.list().filter((link) => !isActive(link, now()));
  await ledger.forget(expired.map(({ id }) => id));
  notifications.status(l10n.t('Forgotten: {0}', describeCount(expired.length, locale)));
}
