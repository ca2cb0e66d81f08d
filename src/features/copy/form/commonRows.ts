import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { isScoped } from '../../../links/scopedCredentials.ts';
import type { LinkRole } from '../../../profiles/profile.ts';
import { sourceParameters } from '../../../oss/requests/linkRequest.ts';
import { parseSourceRange } from '../../../oss/requests/sourceRange.ts';
import { parseTrafficLimit } from '../../../oss/requests/trafficLimit.ts';
import { listRow, textRow, toggleRow, withOptions, withPart, type FormRow, type RowContext } from './formRow.ts';

type Source = NonNullable<LinkOptions['source']>;

/** Rows of the option `source`: the allowed source addresses of requests. */
export function sourceRows({ prompts, options }: RowContext): readonly FormRow[] {
  const { source } = options;
  const withSource = (name: keyof Source, value: unknown): LinkOptions =>
    withOptions(options, { source: withPart(source, name, value) });
  // CDNs refuse all restrictions of the source at once: at each row that has one.
  const refusedAsWhole = (name: keyof Source): readonly string[] => (source?.[name] === undefined ? [] : ['source']);
  return [
    textRow(prompts, {
      label: l10n.t('Source Addresses'),
      prompt: l10n.t('IP address or CIDR block that the link works from'),
      placeholder: '203.0.113.0/24',
      current: source?.addresses,
      defaultText: l10n.t('any'),
      fields: ['x-oss-ac-source-ip', 'x-oss-ac-subnet-mask', ...refusedAsWhole('addresses')],
      check: parseSourceRange,
      apply: (text) => withSource('addresses', text),
    }),
    textRow(prompts, {
      label: l10n.t('Source VPC'),
      prompt: l10n.t('ID of the VPC that the link works from'),
      placeholder: 'vpc-t4nlw426y44rd3iq4xxxx',
      current: source?.vpcId,
      defaultText: l10n.t('any'),
      fields: ['x-oss-ac-vpc-id', ...refusedAsWhole('vpcId')],
      check: (vpcId) => sourceParameters({ vpcId }),
      apply: (text) => withSource('vpcId', text),
    }),
    listRow<{ allow: boolean | undefined }>(prompts, {
      label: l10n.t('Forwarding Proxies'),
      value: proxiesText(source?.forwardAllow),
      isSet: source?.forwardAllow !== undefined,
      fields: refusedAsWhole('forwardAllow'),
      placeholder: l10n.t('Select whether a proxy can forward the request'),
      choices: () => [undefined, true, false].map((allow) => ({ label: proxiesText(allow), value: { allow } })),
      apply: ({ allow }) => withSource('forwardAllow', allow),
    }),
  ];
}

/** Row of the option `requestPayer`. */
export function payerRow({ options }: RowContext): FormRow {
  const { requestPayer } = options;
  return toggleRow({
    label: l10n.t('Payer'),
    on: l10n.t('the receiver'),
    off: l10n.t('bucket owner'),
    isSet: requestPayer !== undefined,
    fields: ['requestpayer'],
    apply: () => withOptions(options, { requestPayer: requestPayer === undefined ? 'requester' : undefined }),
  });
}

/** Row of the option `trafficLimit`. */
export function trafficLimitRow({ prompts, options }: RowContext): FormRow {
  return textRow(prompts, {
    label: l10n.t('Traffic Limit'),
    prompt: l10n.t('Maximum speed, 100 KB/s to 100 MB/s'),
    placeholder: '1 MB/s',
    current: options.trafficLimit,
    defaultText: l10n.t('none'),
    fields: ['x-oss-traffic-limit', 'trafficlimit'],
    check: parseTrafficLimit,
    apply: (text) => withOptions(options, { trafficLimit: text }),
  });
}

function proxiesText(allow: boolean | undefined): string {
  if (allow === undefined) return l10n.t('no restriction');
  return allow ? l10n.t('allowed') : l10n.t('forbidden');
}

/** Facts about the signer. */
export interface SignatureFacts {
  /** RAM role whose sessions can sign links of the profile. */
  readonly linkRole: LinkRole | undefined;
}

/** Row of the option `scoped`; none without a link role. */
export function scopedRows({ facts: { linkRole }, options }: RowContext<SignatureFacts>): readonly FormRow[] {
  const scoped = isScoped(options.scoped, linkRole);
  if (!linkRole && !scoped) return [];
  const row = toggleRow({
    label: l10n.t('Signed By'),
    on: l10n.t('a session for this link only'),
    off: l10n.t('the profile'),
    isSet: scoped,
    fields: ['scoped'],
    apply: () => withOptions(options, { scoped: !scoped }),
  });
  return [row];
}

/** Row of the option `bindHost`. */
export function bindHostRow({ options }: RowContext): FormRow {
  const { bindHost = false } = options;
  return toggleRow({
    label: l10n.t('Bind to Host'),
    on: l10n.t('yes (this host only)'),
    off: l10n.t('no (any host of the bucket)'),
    isSet: bindHost,
    fields: ['bindhost'],
    apply: () => withOptions(options, { bindHost: bindHost ? undefined : true }),
  });
}

/** Row of the option `stable`. */
export function stableRow({ prompts, options }: RowContext): FormRow {
  const { stable } = options;
  return listRow<{ period: LinkOptions['stable'] }>(prompts, {
    label: l10n.t('Stable URL'),
    value: stableText(stable),
    isSet: stable !== undefined,
    fields: ['stable'],
    placeholder: l10n.t('Select how long new links with the same options have the same URL, so that caches work'),
    choices: () =>
      ([undefined, 'hour', 'day'] as const).map((period) => ({ label: stableText(period), value: { period } })),
    apply: ({ period }) => withOptions(options, { stable: period }),
  });
}

/** Row of the option `signatureVersion`. */
export function signatureVersionRow({ options }: RowContext): FormRow {
  const { signatureVersion = 'v4' } = options;
  return toggleRow({
    label: l10n.t('Signature'),
    on: 'V1',
    off: 'V4',
    isSet: signatureVersion === 'v1',
    fields: ['signatureversion'],
    apply: () => withOptions(options, { signatureVersion: signatureVersion === 'v1' ? undefined : 'v1' }),
  });
}

function stableText(period: LinkOptions['stable']): string {
  if (period === undefined) return l10n.t('off');
  return period === 'hour' ? l10n.t('for an hour') : l10n.t('for a day');
}
