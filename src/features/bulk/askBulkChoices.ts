import * as l10n from '@vscode/l10n';
import type { BulkFormat } from '../../links/bulk/bulkFormats.ts';
import { EMPTY_FILTER, type FilterTexts } from '../../links/bulk/objectFilter.ts';
import type { Validity } from '../../links/validity.ts';
import { askObjectFilter, type ObjectSource } from './askObjectFilter.ts';
import { askValidity, type ValidityQuestion } from '../copy/form/askValidity.ts';
import { isUnanswered, type Prompts } from '../../ui/prompts/questions.ts';
import { runSteps, type Step } from '../../ui/prompts/wizard.ts';

/** Formats, filter and validities that the questions offer. */
export interface BulkQuestion extends ValidityQuestion {
  readonly formats: readonly BulkFormat[];
  /** Initial filter; absent if there is nothing to filter. */
  readonly filter: FilterTexts | undefined;
  /** Source of the objects besides a listing. */
  readonly source?: ObjectSource | undefined;
}

/** Answers for a bulk export. */
export interface BulkChoices {
  readonly format: BulkFormat;
  readonly validity: Validity;
  readonly filter: FilterTexts;
}

/** Asks for the objects, the validity and the format of a bulk export. */
export function askBulkChoices(
  prompts: Prompts,
  title: string,
  question: BulkQuestion,
): Promise<BulkChoices | undefined> {
  const { formats, filter, last } = question;
  const [format] = formats;
  if (!format) return Promise.resolve(undefined);
  const askFilter: Step<BulkChoices> = {
    ask: async (state, step) => {
      const answer = await askObjectFilter(prompts, { title, ...step }, state.filter, question.source);
      return isUnanswered(answer) ? answer : { ...state, filter: answer };
    },
  };
  const askFormat: Step<BulkChoices> = {
    ask: async (state, step) => {
      const answer = await prompts.pick({
        ...{ title, ...step },
        placeholder: l10n.t('Select a format'),
        choices: formats.map((format) => ({ label: format.label, description: format.detail, value: format })),
      });
      return isUnanswered(answer) ? answer : { ...state, format: answer };
    },
  };
  const askHowLong: Step<BulkChoices> = {
    ask: async (state, step) => {
      const answer = await askValidity(prompts, { title, ...step }, { ...question, last: state.validity });
      return isUnanswered(answer) ? answer : { ...state, validity: answer };
    },
  };
  return runSteps<BulkChoices>([...(filter ? [askFilter] : []), askHowLong, askFormat], {
    filter: filter ?? EMPTY_FILTER,
    validity: last,
    format,
  });
}
