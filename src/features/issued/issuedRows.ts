import * as l10n from '@vscode/l10n';
import { issuedTarget, type IssuedLink } from '../../links/ledger/ledger.ts';
import { formatMomentInBothZones } from '../../text/moment.ts';
import { describeCount } from '../../text/describe.ts';
import type { Profile } from '../../profiles/profile.ts';

/** Context for formatting the rows of an issued link. */
export interface IssuedRowsOptions {
  readonly profiles: { list(): readonly Profile[] };
  readonly now: () => Date;
  readonly locale: string;
}

/** Facts about an issued link as name and value. Rows without a value are not shown. */
export function issuedRows(
  link: IssuedLink,
  { profiles, now, locale }: IssuedRowsOptions,
): readonly (readonly [name: string, value: string | undefined])[] {
  const moment = (ms: number): string => formatMomentInBothZones(new Date(ms), { now: now(), locale });
  return [
    [l10n.t('Profile'), profiles.list().find(({ id }) => id === link.profileId)?.name ?? l10n.t('removed')],
    [l10n.t('Bucket'), link.bucket],
    [issuedTarget(link) ? l10n.t('Key') : l10n.t('Folder'), link.key],
    [l10n.t('Version'), link.versionId],
    [l10n.t('Host'), link.host],
    [l10n.t('Format'), link.format === 'url' ? undefined : link.format],
    [l10n.t('Issued'), moment(link.issuedAtMs)],
    [l10n.t('Expires'), moment(link.expiresAtMs)],
    [l10n.t('Times copied'), describeCount(link.times, locale)],
    [l10n.t('Note'), link.note],
  ];
}
