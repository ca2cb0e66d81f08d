import * as l10n from '@vscode/l10n';
import { objectName, type ObjectTarget } from '../../../links/link.ts';
import { AUTO_CONTENT_TYPE, type LinkOptions } from '../../../links/linkOptions.ts';
import { InvalidInputError } from '../../../oss/errors/errors.ts';
import { callbackParameters, type UploadCallback } from '../../../oss/requests/callback.ts';
import { contentLengthValue } from '../../../oss/requests/linkRequest.ts';
import { askContentType } from './askContentType.ts';
import { isUnanswered, type Prompts } from '../../../ui/prompts/questions.ts';
import { listRow, textRow, withOptions, withPart, type FormRow } from './formRow.ts';

/** What is known of the upload. */
export interface UploadFacts {
  readonly targets: readonly ObjectTarget[];
  readonly contentTypeFor: (name: string) => string;
}

/** What only uploads have: the content, and the call that OSS makes once it is stored. */
export function uploadRows(
  prompts: Prompts,
  facts: UploadFacts,
  options: LinkOptions,
): { readonly first: readonly FormRow[]; readonly second: readonly FormRow[] } {
  return {
    first: [contentTypeRow(prompts, facts, options), sizeRow(prompts, options)],
    second: callbackRows(prompts, options),
  };
}

function contentTypeRow(
  prompts: Prompts,
  { targets: [target], contentTypeFor }: UploadFacts,
  options: LinkOptions,
): FormRow {
  const { contentType } = options;
  const byName = contentTypeFor(objectName(target?.key ?? ''));
  return {
    label: 'Content-Type',
    value:
      contentType === undefined
        ? l10n.t('none may be sent')
        : contentType === AUTO_CONTENT_TYPE
          ? l10n.t('{0}, by the name', byName)
          : contentType,
    isSet: contentType !== undefined && contentType !== AUTO_CONTENT_TYPE,
    fields: ['content-type'],
    ask: async (place) => {
      const answer = await askContentType(prompts, { ...place, canGoBack: true }, byName);
      if (isUnanswered(answer)) return answer;
      return withOptions(options, {
        contentType: answer.contentType === byName ? AUTO_CONTENT_TYPE : answer.contentType,
      });
    },
  };
}

const EXAMPLE_SIZE = '1048576';

function sizeRow(prompts: Prompts, options: LinkOptions): FormRow {
  const { contentLengthBytes } = options;
  return textRow(prompts, {
    label: l10n.t('Size'),
    prompt: l10n.t('The only size that is accepted, in bytes'),
    placeholder: EXAMPLE_SIZE,
    current: contentLengthBytes?.toString(),
    defaultText: l10n.t('any'),
    fields: ['content-length'],
    check: (text) => contentLengthValue(parseSize(text)),
    apply: (text) => withOptions(options, { contentLengthBytes: text === undefined ? undefined : parseSize(text) }),
  });
}

function parseSize(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidInputError('content-length', 'A size is a number of bytes, such as {0}.', [EXAMPLE_SIZE]);
}

type Callback = NonNullable<LinkOptions['callback']>;

/** The body of a call that was not said otherwise. */
const DEFAULT_BODY = 'bucket=${bucket}&object=${object}&size=${size}';

function callbackRows(prompts: Prompts, options: LinkOptions): readonly FormRow[] {
  const { callback } = options;
  const withCallback = (name: keyof Callback, value: unknown): LinkOptions =>
    withOptions(options, { callback: withPart(callback, name, value) });
  const checked = (part: Partial<UploadCallback>): unknown =>
    callbackParameters({ urls: ['https://example.com'], body: DEFAULT_BODY, ...part });
  const addresses = textRow(prompts, {
    label: l10n.t('Callback'),
    prompt: l10n.t('The addresses that OSS calls once the upload is stored, with spaces between'),
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
      prompt: l10n.t('What OSS sends'),
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
      placeholder: l10n.t('Which type has the body?'),
      choices: () =>
        (['application/x-www-form-urlencoded', 'application/json'] as const).map((type) => ({
          label: type,
          value: { type },
        })),
      take: ({ type }) => withCallback('bodyType', type),
    }),
    textRow(prompts, {
      label: l10n.t('Callback Host'),
      prompt: l10n.t('The Host header of the call'),
      placeholder: 'example.com',
      current: callback.host,
      defaultText: l10n.t('as the address'),
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
      value: callback.sendsSni ? l10n.t('names the host') : l10n.t('does not name the host'),
      isSet: callback.sendsSni !== undefined,
      fields: [],
      placeholder: l10n.t('Does OSS name the host when it opens a TLS connection?'),
      choices: () => [
        { label: l10n.t('does not name the host'), value: { sends: undefined } },
        { label: l10n.t('names the host'), value: { sends: true } },
      ],
      take: ({ sends }) => withCallback('sendsSni', sends),
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
    // Said below, as for JSON that is no object.
  }
  throw new InvalidInputError('callback', 'The variables are a JSON object such as {0}.', ['{"x:user": "me"}']);
}
