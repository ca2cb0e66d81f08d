import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { omitUndefined } from '../../../oss/optional.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type Choice, type StepInfo, type Prompts } from '../../../ui/prompts/questions.ts';

/** Row of the form: the current value of an option, and the question for a new one. */
export interface FormRow<Options = LinkOptions> {
  /** Unique in the form, since errors are shown at their row. */
  readonly label: string;
  /** Current value, or the text of the default. */
  readonly value: string;
  readonly isSet: boolean;
  /** The `field` of errors that belong to this row, in lower case, or what is before a hyphen of it. */
  readonly fields: readonly string[];
  /** Asks for a value and returns the changed options. */
  readonly ask: (step: StepInfo) => Promise<Answer<Options>>;
}

/** Options and facts from which rows are created. */
export interface RowContext<Facts = unknown, Options = LinkOptions> {
  readonly prompts: Prompts;
  readonly facts: Facts;
  readonly options: Options;
}

/** Changed options; `undefined` removes an option. */
export function withOptions(
  options: LinkOptions,
  changes: { readonly [Name in keyof LinkOptions]?: LinkOptions[Name] | undefined },
): LinkOptions {
  // Method and validity are never removed.
  return omitUndefined({ ...options, ...changes }) as LinkOptions;
}

/** Option with a changed part; `undefined` once its last part is removed. */
export function withPart<T extends object>(whole: T | undefined, name: keyof T, value: unknown): T | undefined {
  const parts = Object.entries({ ...whole, [name]: value }).filter(([, part]) => part !== undefined);
  return parts.length === 0 ? undefined : (Object.fromEntries(parts) as T);
}

/** Properties of a row whose value is typed. */
export interface TextRow<Options = LinkOptions> {
  readonly label: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly current: string | undefined;
  /** Text of the default. */
  readonly defaultText: string;
  readonly fields: readonly string[];
  /** Throws an `InvalidInputError` for an invalid text. */
  readonly check: (text: string) => unknown;
  readonly apply: (text: string | undefined) => Options;
}

/** Row whose value is typed; an empty text removes the option. */
export function textRow<Options = LinkOptions>(prompts: Prompts, row: TextRow<Options>): FormRow<Options> {
  const { label, current: present, defaultText, fields } = row;
  return {
    label,
    value: present ?? defaultText,
    isSet: present !== undefined,
    fields,
    ask: async (step) => {
      const answer = await prompts.input({
        ...step,
        canGoBack: true,
        prompt: present === undefined ? row.prompt : l10n.t('{0} (leave empty to remove it)', row.prompt),
        placeholder: row.placeholder,
        value: present ?? '',
        check: (text) => (text === '' ? undefined : checkInput(row.check, text)),
      });
      return isUnanswered(answer) ? answer : row.apply(answer === '' ? undefined : answer);
    },
  };
}

/** Row that Enter toggles. */
export function toggleRow<Options = LinkOptions>(
  row: Omit<FormRow<Options>, 'ask' | 'value'> & {
    readonly on: string;
    readonly off: string;
    readonly apply: () => Options;
  },
): FormRow<Options> {
  const { on, off, apply, ...rest } = row;
  return { ...rest, value: row.isSet ? on : off, ask: () => Promise.resolve(apply()) };
}

/** Row whose value is picked from a list. */
export function listRow<T extends object, Options = LinkOptions>(
  prompts: Prompts,
  row: Omit<FormRow<Options>, 'ask'> & {
    readonly placeholder: string;
    readonly choices: () => readonly Choice<T>[];
    readonly typed?: (text: string) => Choice<T> | undefined;
    readonly apply: (value: T) => Options;
  },
): FormRow<Options> {
  const { placeholder, choices, typed, apply, ...rest } = row;
  return {
    ...rest,
    ask: async (step) => {
      const answer = await prompts.pick<T>({
        ...step,
        canGoBack: true,
        placeholder,
        choices: choices(),
        activeLabel: row.value,
        ...(typed && { typed }),
      });
      return isUnanswered(answer) ? answer : apply(answer);
    },
  };
}
