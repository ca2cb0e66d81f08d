import * as l10n from '@vscode/l10n';
import { askHeaders } from './askHeaders.ts';
import { isUnanswered } from '../../../ui/prompts/questions.ts';
import { withOptions, type FormRow, type RowContext } from './formRow.ts';

/** Row of the option `headers`: metadata, storage class, ACL, conditions and others. */
export function headersRow({ prompts, options }: RowContext): FormRow {
  const { method, contentType, headers = {} } = options;
  const names = Object.keys(headers);
  return {
    label: l10n.t('Headers'),
    value: names.length === 0 ? l10n.t('none') : names.join(', '),
    isSet: names.length > 0,
    fields: [
      'x-oss-meta',
      'x-oss-object',
      'x-oss-storage',
      'x-oss-server',
      'x-oss-forbid',
      'content-md5',
      'headers',
      'if',
    ],
    ask: async (step) => {
      const otherHeaders: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
      const question = { method, otherHeaders, doneLabel: l10n.t('Use These Headers') };
      const answer = await askHeaders(prompts, { ...step, canGoBack: true }, headers, question);
      if (isUnanswered(answer)) return answer;
      return withOptions(options, { headers: Object.keys(answer).length > 0 ? { ...answer } : undefined });
    },
  };
}
