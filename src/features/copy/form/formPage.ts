import type { InvalidInputError } from '../../../oss/errors/errors.ts';
import { inputErrorText } from '../../../ui/prompts/checkInput.ts';
import {
  BACK,
  isUnanswered,
  type Choice,
  type Heading,
  type Prompts,
  type StepInfo,
} from '../../../ui/prompts/questions.ts';
import type { FormRow } from './formRow.ts';

/** Rows of a form below a heading. */
export interface RowGroup<Options> {
  readonly heading: string;
  readonly rows: readonly FormRow<Options>[];
}

/** Step after an action of a form: stay on the page, or leave it with a result. */
type FormStep<Result> = 'stay' | { readonly result: Result };

/** Action of a form. */
export type FormAction<Result> = () => FormStep<Result> | Promise<FormStep<Result>>;

/** Form for the current options. */
export interface FormPage<Options, Result> {
  readonly title: string;
  readonly placeholder: string;
  /** Actions before the rows; Enter takes the first one. */
  readonly actions: readonly (Choice<FormAction<Result>> | Heading)[];
  readonly groups: readonly RowGroup<Options>[];
  /** Actions after the rows. */
  readonly more?: readonly (Choice<FormAction<Result>> | Heading)[];
  /** Reason why the options are invalid; shown at its row. */
  readonly error?: InvalidInputError | undefined;
  readonly stepOf: (row: FormRow<Options>) => StepInfo;
}

type Picked<Options, Result> = { readonly act: FormAction<Result> } | { readonly row: FormRow<Options> };

/** Asks for options on one page until an action leaves it; `undefined` if the user cancels. */
export async function askForm<Options, Result>(
  prompts: Prompts,
  initial: Options,
  pageOf: (options: Options) => Promise<FormPage<Options, Result>>,
): Promise<Result | undefined> {
  let options = initial;
  let activeLabel: string | undefined;
  for (;;) {
    const page = await pageOf(options);
    const picked = await prompts.pick<Picked<Options, Result>>({
      title: page.title,
      placeholder: page.placeholder,
      choices: [...actionChoices(page.actions), ...rowChoices(page), ...actionChoices(page.more ?? [])],
      ...(activeLabel !== undefined && { activeLabel }),
    });
    if (isUnanswered(picked)) return undefined;
    if ('act' in picked) {
      const step = await picked.act();
      if (step !== 'stay') return step.result;
      continue;
    }
    const answer = await picked.row.ask(page.stepOf(picked.row));
    // After Back the row stays active; after an answer Enter takes the first action.
    activeLabel = isUnanswered(answer) ? picked.row.label : undefined;
    if (answer !== undefined && answer !== BACK) options = answer;
  }
}

function actionChoices<Result>(
  choices: readonly (Choice<FormAction<Result>> | Heading)[],
): readonly (Choice<{ readonly act: FormAction<Result> }> | Heading)[] {
  return choices.map((choice) => ('heading' in choice ? choice : { ...choice, value: { act: choice.value } }));
}

function rowChoices<Options, Result>({
  groups,
  error,
}: FormPage<Options, Result>): readonly (Choice<Picked<Options, Result>> | Heading)[] {
  return groups.flatMap(({ heading, rows }) => [
    { heading },
    ...rows.map((row) => {
      const wrong = error !== undefined && isAbout(row, error);
      return {
        label: row.label,
        description: wrong ? `${row.value} · ${inputErrorText(error)}` : row.value,
        icon: wrong ? 'error' : row.isSet ? 'circle-filled' : 'circle-outline',
        value: { row },
      };
    }),
  ]);
}

function isAbout<Options>({ fields }: FormRow<Options>, { field }: InvalidInputError): boolean {
  return fields.some((one) => `${field.toLowerCase()}-`.startsWith(`${one}-`));
}
