import * as l10n from '@vscode/l10n';
import type { LinkDetails } from './linkDetails.ts';
import { expiredLink, type LinkFailure } from './linkFailures.ts';

/** Access rules of a CDN besides URL signing, by their names in X-Tengine-Error. */
const ACCESS_RULES: readonly (readonly [pattern: RegExp, name: () => string])[] = [
  [/referer/i, () => l10n.t('Referer list')],
  [/\bip acl\b|whitelist/i, () => l10n.t('IP address list')],
  [/\bua\b/i, () => l10n.t('User-Agent list')],
];

/**
 * Why a CDN refuses a link, and what helps. `reason` is its header X-Tengine-Error; `isExpired` says what the link says
 * about itself.
 */
export function cdnRefusal(reason: string, { link, verification }: LinkDetails, isExpired: boolean): LinkFailure {
  const { host, cdn } = link;
  if (/expired timestamp/i.test(reason)) {
    if (isExpired || cdn === undefined) return expiredLink();
    return {
      cause: l10n.t(
        'The CDN {0} says that the link has expired, so the validity set there is shorter than the one entered.',
        host,
      ),
      fix: l10n.t('Enter the validity that the CDN console shows, and sign again.'),
      step: 'chooseHost',
    };
  }
  if (!/req auth/i.test(reason)) {
    const rule = ACCESS_RULES.find(([pattern]) => pattern.test(reason))?.[1]() ?? l10n.t('access rule');
    return {
      cause: l10n.t('The CDN {0} refuses this request by its {1}.', host, rule),
      fix: l10n.t('Others may be able to use the link. Check the access control of the domain in the CDN console.'),
    };
  }
  if (cdn === undefined) {
    return {
      cause: l10n.t('{0} is a CDN that checks links by its own key and refuses OSS signatures.', host),
      fix: l10n.t('Select "CDN with URL Signing…" as link host, and sign again.'),
      step: 'chooseHost',
    };
  }
  if (/invalid md5hash/i.test(reason)) {
    return {
      cause:
        verification?.verifies === true
          ? l10n.t('The key stored for {0} is not the one set at the CDN, or the type differs.', host)
          : l10n.t(
              'The CDN {0} refuses the signature: the link was changed, or signed with another key or type.',
              host,
            ),
      fix: l10n.t('Compare type and key with the CDN console, and sign again.'),
      step: 'chooseHost',
    };
  }
  return {
    cause: l10n.t(
      'The CDN {0} finds no signature of its type in the link, which has type {1}.',
      host,
      cdn.type.slice(0, 1),
    ),
    fix: l10n.t('Compare the type with the CDN console, and sign again.'),
    step: 'chooseHost',
  };
}
