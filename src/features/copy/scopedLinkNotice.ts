import * as l10n from '@vscode/l10n';
import type { Link } from '../../links/link.ts';
import { formatMoment } from '../../text/moment.ts';
import { showHowToRevoke } from './showHowToRevoke.ts';
import type { Services } from '../services.ts';

/**
 * Tells of links that role sessions signed: in full once a session for each bucket, how to end them too; it gives a few
 * words that go with each copy, or nothing for other links.
 */
export function notifyScope(links: readonly Link[], services: Services): readonly string[] {
  const { linkHosts, notifications, now, locale } = services;
  const first = links.find(({ signedByRole }) => signedByRole !== undefined);
  if (first?.signedByRole === undefined) return [];
  const { signedByRole, target, method, expiration } = first;
  const role = signedByRole.slice(signedByRole.lastIndexOf('/') + 1);
  if (linkHosts.isNews(target, `signed by ${signedByRole} for ${method}`)) {
    const moment = formatMoment(expiration, { now: now(), locale });
    notifications.info(
      method === 'PUT'
        ? l10n.t(
            'The link was signed by a session of the role {0} that may only write this object. It ends {1}; to end it before, take that permission from the role in RAM.',
            role,
            moment,
          )
        : l10n.t(
            'The link was signed by a session of the role {0} that may only read this object. It ends {1}; to end it before, take that permission from the role in RAM.',
            role,
            moment,
          ),
      // With a button the message shows whole; VS Code folds one without.
      { label: l10n.t('How to End It'), run: () => showHowToRevoke([], services) },
    );
  }
  return [l10n.t('signed by a session of role {0}', role)];
}
