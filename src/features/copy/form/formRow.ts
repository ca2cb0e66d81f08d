import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { omitUndefined } from '../../../oss/optional.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type Choice, type StepInfo, type Prompts } from '../../../ui/prompts/questions.ts';

/** One choice of the form: its present value, and how it is asked for. */
export interface FormRow {
  /** Unique in the form, since what is wrong is said at it. */
  readonly label: string;
  /** What is chosen, or what holds where nothing is. */
  readonly value: string;
  readonly isSet: boolean;
  /** Beginnings of the fields of errors that are about this row. */
  readonly fields: readonly string[];
  /** Gives the options with the answer in them. */
  readonly ask: (place: StepInfo) => Promise<Answer<LinkOptions>>;
}

/** The options without those whose new value is `undefined`. */
export function withOptions(
  options: LinkOptions,
  changes: { readonly [Name in keyof LinkOptions]?: LinkOptions[Name] | undefined },
): LinkOptions {
  // The two options that every link has are never taken away.
  return omitUndefined({ ...options, ...changes }) as LinkOptions;
}

/** A part of an option that has several; the option goes with its last part. */
export function withPart<T extends object>(whole: T | undefined, name: keyof T, value: unknown): T | undefined {
  const parts = Object.entries({ ...whole, [name]: value }).filter(([, part]) => part !== undefined);
  return parts.length === 0 ? undefined : (Object.fromEntries(parts) as T);
}

/** What a row that takes a text says of it. */
export interface TextRow {
  readonly label: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly current: string | undefined;
  /** What holds where nothing is chosen. */
  readonly defaultText: string;
  readonly fields: readonly string[];
  /** Throws an `InvalidInputError` for what cannot be. */
  readonly check: (text: string) => unknown;
  readonly apply: (text: string | undefined) => LinkOptions;
}

/** A row whose value is typed; an empty text takes the choice back. */
export function textRow(prompts: Prompts, row: TextRow): FormRow {
  const { label, current: present, defaultText: otherwise, fields } = row;
  return {
    label,
    value: present ?? otherwise,
    isSet: present !== undefined,
    fields,
    ask: async (place) => {
      const answer = await prompts.input({
        ...place,
        canGoBack: true,
        prompt: present === undefined ? row.prompt : l10n.t('{0}; empty takes it back', row.prompt),
        placeholder: row.placeholder,
        value: present ?? '',
        check: (text) => (text === '' ? undefined : checkInput(row.check, text)),
      });
      return isUnanswered(answer) ? answer : row.apply(answer === '' ? undefined : answer);
    },
  };
}

/** A row that Enter switches over. */
export function toggleRow(
  row: Omit<FormRow, 'ask' | 'value'> & { readonly on: string; readonly off: string; readonly take: () => LinkOptions },
): FormRow {
  const { on, off, take, ...rest } = row;
  return { ...rest, value: row.isSet ? on : off, ask: () => Promise.resolve(take()) };
}

/** A row with a list of its own. */
export function listRow<T extends object>(
  prompts: Prompts,
  row: Omit<FormRow, 'ask'> & {
    readonly placeholder: string;
    readonly choices: () => readonly Choice<T>[];
    readonly typed?: (text: string) => Choice<T> | undefined;
    readonly take: (value: T) => LinkOptions;
  },
): FormRow {
  const { placeholder, choices, typed, take, ...rest } = row;
  return {
    ...rest,
    ask: async (place) => {
      const answer = await prompts.pick<T>({
        ...place,
        canGoBack: true,
        placeholder,
        choices: choices(),
        activeLabel: row.value,
        ...(typed && { typed }),
      });
      return isUnanswered(answer) ? answer : take(answer);
    },
  };
}
