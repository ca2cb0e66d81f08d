import * as l10n from '@vscode/l10n';
import type { PropertyChanges } from '../../../transfers/edit/propertyChanges.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type Choice, type StepInfo } from '../../../ui/prompts/questions.ts';
import type { FormRow } from '../../copy/form/formRow.ts';
import { countText } from './propertyPreview.ts';
import { valueText, type RowContext, type Values } from './propertyValues.ts';

/** A property of the selection, and its change so far. */
interface PropertyRow {
  readonly label: string;
  /** Beginning of the `field` of errors about it. */
  readonly field: string;
  readonly values: Values;
  readonly change: string | null | undefined;
}

/** Row whose value is typed, or picked first where the objects have several values. */
export function valueRow(
  { prompts, locale }: RowContext,
  row: PropertyRow & {
    readonly placeholder: string;
    readonly canRemove: boolean;
    /** Throws an `InvalidInputError` for an invalid value. */
    readonly check: (text: string) => void;
    readonly apply: (value: string | null) => PropertyChanges;
  },
): FormRow<PropertyChanges> {
  const { label, field, values, change, placeholder, canRemove, check, apply } = row;
  const askText = async (step: StepInfo, value: string): Promise<Answer<PropertyChanges>> => {
    const answer = await prompts.input({
      ...{ ...step, canGoBack: true, placeholder, value },
      prompt: canRemove ? l10n.t('{0} (leave empty to remove it)', label) : label,
      check: (text) => (text === '' && canRemove ? undefined : checkInput(check, text)),
    });
    return isUnanswered(answer) ? answer : apply(answer === '' ? null : answer);
  };
  const askAmong = async (step: StepInfo): Promise<Answer<PropertyChanges>> => {
    const present = [...values].flatMap(([value, count]): readonly Choice<() => Promise<Answer<PropertyChanges>>>[] =>
      typeof value === 'string'
        ? [
            {
              ...{ label: value, description: countText(count, locale), icon: 'circle-outline' },
              value: () => Promise.resolve(apply(value)),
            },
          ]
        : [],
    );
    const picked = await prompts.pick<() => Promise<Answer<PropertyChanges>>>({
      ...{ ...step, canGoBack: true, placeholder: l10n.t('Select one value for all objects') },
      choices: [
        { label: l10n.t('Other Value…'), icon: 'edit', value: () => askText(step, '') },
        ...present,
        ...(canRemove ? [{ label: l10n.t('Remove'), icon: 'trash', value: () => Promise.resolve(apply(null)) }] : []),
      ],
    });
    return isUnanswered(picked) ? picked : picked();
  };
  return {
    ...{ label, value: valueText(values, change), isSet: change !== undefined, fields: [field] },
    ask: (step) => {
      const [only] = values.keys();
      return values.size > 1 && change === undefined ? askAmong(step) : askText(step, change ?? only ?? '');
    },
  };
}

/** Row that adds a property. */
export function newRow<T>(
  { prompts }: RowContext,
  row: {
    readonly label: string;
    /** Beginning of the `field` of errors about all properties of its kind. */
    readonly field: string;
    readonly prompt: string;
    readonly placeholder: string;
    /** Parses a typed text; throws an `InvalidInputError` for an invalid one. */
    readonly parse: (text: string) => T;
    readonly apply: (parsed: T) => PropertyChanges;
  },
): FormRow<PropertyChanges> {
  const { label, field, prompt, placeholder, parse, apply } = row;
  return {
    ...{ label, value: '', isSet: false, fields: [field] },
    ask: async (step) => {
      const check = (text: string): ReturnType<typeof checkInput> => checkInput(parse, text);
      const answer = await prompts.input({ ...step, canGoBack: true, prompt, placeholder, check });
      return isUnanswered(answer) ? answer : apply(parse(answer));
    },
  };
}

/** Row whose value is one of few. */
export function choiceRow<T extends string>(
  { prompts }: RowContext,
  row: PropertyRow & {
    readonly placeholder: string;
    readonly choices: readonly Choice<T>[];
    readonly apply: (value: T) => PropertyChanges;
  },
): FormRow<PropertyChanges> {
  const { label, field, values, change, placeholder, choices, apply } = row;
  const [only] = values.keys();
  const active = change ?? (values.size === 1 ? only : undefined);
  return {
    ...{ label, value: valueText(values, change), isSet: change !== undefined, fields: [field] },
    ask: async (step) => {
      const activeLabel = typeof active === 'string' ? { activeLabel: active } : {};
      const answer = await prompts.pick<T>({ ...step, canGoBack: true, placeholder, choices, ...activeLabel });
      return isUnanswered(answer) ? answer : apply(answer);
    },
  };
}
