import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { InvalidInputError } from '../../../oss/errors/errors.ts';
import { callbackParameters, type UploadCallback } from '../../../oss/requests/callback.ts';
import { listRow, textRow, withOptions, withPart, type FormRow, type RowContext } from './formRow.ts';

type Callback = NonNullable<LinkOptions['callback']>;

/** Body of a callback by default. */
const DEFAULT_BODY = 'bucket=${bucket}&object=${object}&size=${size}';

/** Rows of the option `callback`: the request that OSS sends after the upload. */
export function callbackRows({ prompts, options }: RowContext): readonly FormRow[] {
  const { callback } = options;
  const withCallback = (name: keyof Callback, value: unknown): LinkOptions =>
    withOptions(options, { callback: withPart(callback, name, value) });
  const checked = (part: Partial<UploadCallback>): unknown =>
    callbackParameters({ urls: ['https://example.com'], body: DEFAULT_BODY, ...part });
  const addresses = textRow(prompts, {
    label: l10n.t('Callback'),
    prompt: l10n.t('URLs that OSS calls after the upload, separated by spaces'),
    placeholder: 'https://example.com/uploaded',
    current: callback?.urls.join(' '),
    defaultText: l10n.t('none'),
    fields: ['callback'],
    check: (text) => checked({ urls: text.split(/\s+/) }),
    apply: (text) =>
      withOptions(options, {
        callback: text === undefined ? undefined : { body: DEFAULT_BODY, ...callback, urls: text.split(/\s+/) },
      }),
  });
  if (!callback) return [addresses];
  return [
    addresses,
    textRow(prompts, {
      label: l10n.t('Callback Body'),
      prompt: l10n.t('Body of the callback'),
      placeholder: DEFAULT_BODY,
      current: callback.body,
      defaultText: DEFAULT_BODY,
      fields: [],
      check: (body) => checked({ body }),
      apply: (text) => withCallback('body', text ?? DEFAULT_BODY),
    }),
    listRow<{ type: Callback['bodyType'] }>(prompts, {
      label: l10n.t('Callback Body Type'),
      value: callback.bodyType ?? 'application/x-www-form-urlencoded',
      isSet: callback.bodyType !== undefined,
      fields: [],
      placeholder: l10n.t('Select the type of the body'),
      choices: () =>
        (['application/x-www-form-urlencoded', 'application/json'] as const).map((type) => ({
          label: type,
          value: { type },
        })),
      apply: ({ type }) => withCallback('bodyType', type),
    }),
    textRow(prompts, {
      label: l10n.t('Callback Host'),
      prompt: l10n.t('Host header of the callback'),
      placeholder: 'example.com',
      current: callback.host,
      defaultText: l10n.t('same as the URL'),
      fields: [],
      check: (host) => checked({ host }),
      apply: (text) => withCallback('host', text),
    }),
    textRow(prompts, {
      label: l10n.t('Callback Variables'),
      prompt: l10n.t('Values for ${x:name} in the body, as JSON'),
      placeholder: '{"x:user": "me"}',
      current: callback.variables && JSON.stringify(callback.variables),
      defaultText: l10n.t('none'),
      fields: [],
      check: (text) => checked({ variables: parseVariables(text) }),
      apply: (text) => withCallback('variables', text === undefined ? undefined : parseVariables(text)),
    }),
    listRow<{ sends: boolean | undefined }>(prompts, {
      label: l10n.t('Callback SNI'),
      value: callback.sendsSni ? l10n.t('with SNI') : l10n.t('without SNI'),
      isSet: callback.sendsSni !== undefined,
      fields: [],
      placeholder: l10n.t('Select whether OSS sends SNI (the host name) when it opens a TLS connection'),
      choices: () => [
        { label: l10n.t('without SNI'), value: { sends: undefined } },
        { label: l10n.t('with SNI'), value: { sends: true } },
      ],
      apply: ({ sends }) => withCallback('sendsSni', sends),
    }),
  ];
}

function parseVariables(text: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      const entries = Object.entries(parsed).map(([name, value]): [string, string] => [name, String(value)]);
      return Object.fromEntries(entries);
    }
  } catch {
    // Reported below, like JSON that is not an object.
  }
  throw new InvalidInputError('callback', 'Enter the variables as a JSON object such as {0}.', ['{"x:user": "me"}']);
}
