import * as l10n from '@vscode/l10n';
import { EMPTY_FILTER, parseAgeRange, parseSizeRange, type FilterTexts } from '../../links/bulk/objectFilter.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import {
  BACK,
  isUnanswered,
  type Answer,
  type Choice,
  type InputCheck,
  type StepInfo,
  type Prompts,
} from '../../ui/prompts/questions.ts';

type Row = keyof FilterTexts | 'done' | 'clear' | 'source';

/** Source of the objects besides a listing. */
export interface ObjectSource {
  /** Name of the chosen source; `undefined` while the objects are listed. */
  readonly name: () => string | undefined;
  /** Asks for a source. */
  readonly choose: () => Promise<void>;
}

/** Asks for a filter of objects by name, size and age, and for their source, in one list. */
export async function askObjectFilter(
  prompts: Prompts,
  step: StepInfo,
  filter: FilterTexts,
  source?: ObjectSource,
): Promise<Answer<FilterTexts>> {
  let chosen = filter;
  for (;;) {
    const row = await prompts.pick<Row>({
      ...step,
      placeholder: l10n.t('Select the objects'),
      choices: rows(chosen, source),
    });
    if (isUnanswered(row)) return row;
    if (row === 'done') return chosen;
    if (row === 'source') {
      await source?.choose();
      continue;
    }
    if (row === 'clear') {
      chosen = EMPTY_FILTER;
      continue;
    }
    const text = await prompts.input({ ...step, canGoBack: true, ...question(row), value: chosen[row] });
    if (text === undefined) return undefined;
    if (text !== BACK) chosen = { ...chosen, [row]: text };
  }
}

function rows({ name, size, age }: FilterTexts, source: ObjectSource | undefined): readonly Choice<Row>[] {
  const any = l10n.t('any');
  const isFiltered = name !== '' || size !== '' || age !== '';
  const done = isFiltered ? l10n.t('Objects that match') : l10n.t('All objects');
  return [
    { label: done, icon: 'check', value: 'done' },
    { label: l10n.t('Name'), description: name || any, icon: 'filter', value: 'name' },
    { label: l10n.t('Size'), description: size || any, icon: 'filter', value: 'size' },
    { label: l10n.t('Modified'), description: age || any, icon: 'filter', value: 'age' },
    ...(source
      ? [
          {
            label: l10n.t('From an Inventory Report…'),
            description: source.name() ?? l10n.t('without listing the bucket'),
            icon: 'database',
            value: 'source' as const,
          },
        ]
      : []),
    ...(isFiltered ? [{ label: l10n.t('Clear Filter'), icon: 'clear-all', value: 'clear' as const }] : []),
  ];
}

function question(row: keyof FilterTexts): {
  readonly prompt: string;
  readonly placeholder: string;
  readonly check?: (text: string) => InputCheck | undefined;
} {
  switch (row) {
    case 'name':
      return {
        prompt: l10n.t('Prefix or pattern such as *.pdf (case-sensitive)'),
        placeholder: '*.pdf',
      };
    case 'size':
      return {
        prompt: l10n.t('Size or size range'),
        placeholder: '> 10 MB',
        check: (text) => checkInput(parseSizeRange, text),
      };
    case 'age':
      return {
        prompt: l10n.t('Age or age range'),
        placeholder: '< 7d',
        check: (text) => checkInput(parseAgeRange, text),
      };
  }
}
