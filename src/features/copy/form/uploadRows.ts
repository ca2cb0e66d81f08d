import * as l10n from '@vscode/l10n';
import { objectName, type ObjectTarget } from '../../../links/link.ts';
import { AUTO_CONTENT_TYPE } from '../../../links/linkOptions.ts';
import { InvalidInputError } from '../../../oss/errors/errors.ts';
import { contentLengthValue } from '../../../oss/requests/linkRequest.ts';
import { askContentType } from './askContentType.ts';
import { isUnanswered } from '../../../ui/prompts/questions.ts';
import { textRow, withOptions, type FormRow, type RowContext } from './formRow.ts';

/** Facts about the upload. */
export interface UploadFacts {
  readonly targets: readonly ObjectTarget[];
  readonly contentTypeFor: (name: string) => string;
}

/** Row of the option `contentType`. */
export function contentTypeRow({
  prompts,
  facts: {
    targets: [target],
    contentTypeFor,
  },
  options,
}: RowContext<UploadFacts>): FormRow {
  const { contentType } = options;
  const byName = contentTypeFor(objectName(target?.key ?? ''));
  return {
    label: 'Content-Type',
    value:
      contentType === undefined
        ? l10n.t('none – upload must omit it')
        : contentType === AUTO_CONTENT_TYPE
          ? l10n.t('{0}, from file name', byName)
          : contentType,
    isSet: contentType !== undefined && contentType !== AUTO_CONTENT_TYPE,
    fields: ['content-type'],
    ask: async (step) => {
      const answer = await askContentType(prompts, { ...step, canGoBack: true }, byName);
      if (isUnanswered(answer)) return answer;
      return withOptions(options, {
        contentType: answer.contentType === byName ? AUTO_CONTENT_TYPE : answer.contentType,
      });
    },
  };
}

const EXAMPLE_SIZE = '1048576';

/** Row of the option `contentLengthBytes`. */
export function sizeRow({ prompts, options }: RowContext): FormRow {
  const { contentLengthBytes } = options;
  return textRow(prompts, {
    label: l10n.t('Size'),
    prompt: l10n.t('Exact file size in bytes'),
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
  throw new InvalidInputError('content-length', 'Enter a number of bytes, such as {0}.', [EXAMPLE_SIZE]);
}
