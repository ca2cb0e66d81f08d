import * as l10n from '@vscode/l10n';
import { describeLinkHost, parseLinkHost } from '../../../links/linkHosts.ts';
import { parseEndpoint } from '../../../oss/hosts/endpoint.ts';
import { endpointKindChoices } from '../../profiles/endpointDraft.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import type { Choice, Prompts } from '../../../ui/prompts/questions.ts';
import { listRow, withOptions, type FormRow, type RowContext } from './formRow.ts';

/** Facts about the hosts of the bucket. */
export interface LinkHostFacts {
  readonly region: string;
  /** Link host of the bucket, used unless a link has its own. */
  readonly bucketHost: string;
}

interface HostChoice {
  readonly host: string | undefined;
}

/** Row of the option `host`. */
export function hostRow({ prompts, facts, options }: RowContext<LinkHostFacts>): FormRow {
  return linkHostRow(prompts, facts, options.host, (host) => withOptions(options, { host }));
}

/** Row of a host that is chosen instead of the bucket's link host. */
export function linkHostRow<Options>(
  prompts: Prompts,
  { region, bucketHost }: LinkHostFacts,
  current: string | undefined,
  apply: (host: string | undefined) => Options,
): FormRow<Options> {
  const asBucket = l10n.t("Bucket's link host");
  return listRow<HostChoice, Options>(prompts, {
    label: l10n.t('Host'),
    value: current === undefined ? bucketHost : describeLinkHost(parseLinkHost(current), region),
    isSet: current !== undefined,
    fields: ['host', 'endpoint', 'addressing'],
    placeholder: l10n.t('Select the host of this link, or type a custom domain'),
    choices: () => [
      { label: asBucket, description: bucketHost, icon: 'account', value: { host: undefined } },
      ...endpointKindChoices(region).map(({ value, ...choice }) => ({
        ...choice,
        icon: 'cloud',
        value: { host: value },
      })),
    ],
    typed: (text): Choice<HostChoice> | undefined =>
      text.includes('.') && !checkInput(parseLinkHost, text)
        ? { label: text, description: customDomainText(text), icon: 'globe', value: { host: text } }
        : undefined,
    apply: ({ host }) => apply(host),
  });
}

function customDomainText(text: string): string {
  const { scheme, isLoopback } = parseEndpoint(text, { allowPlainHttp: true });
  return scheme === 'http' && !isLoopback
    ? l10n.t('use this custom domain over plain HTTP. Anyone on the network can use the link')
    : l10n.t('use this custom domain');
}
