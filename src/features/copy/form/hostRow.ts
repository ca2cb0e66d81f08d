import * as l10n from '@vscode/l10n';
import { describeLinkHost, parseLinkHost } from '../../../links/linkHosts.ts';
import { parseEndpoint } from '../../../oss/hosts/endpoint.ts';
import { endpointKindChoices } from '../../profiles/endpointDraft.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import type { Choice } from '../../../ui/prompts/questions.ts';
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
export function hostRow({ prompts, facts: { region, bucketHost }, options }: RowContext<LinkHostFacts>): FormRow {
  const asBucket = l10n.t("Bucket's link host");
  return listRow<HostChoice>(prompts, {
    label: l10n.t('Host'),
    value: options.host === undefined ? bucketHost : describeLinkHost(parseLinkHost(options.host), region),
    isSet: options.host !== undefined,
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
    apply: ({ host }) => withOptions(options, { host }),
  });
}

function customDomainText(text: string): string {
  const { scheme, isLoopback } = parseEndpoint(text, { allowPlainHttp: true });
  return scheme === 'http' && !isLoopback
    ? l10n.t('use this custom domain over plain HTTP. Anyone on the network can use the link')
    : l10n.t('use this custom domain');
}
