import * as l10n from '@vscode/l10n';
import { type Link, type ObjectTarget, shortName } from '../../../links/link.ts';
import type { LinkWarning } from '../../../links/linkWarnings.ts';
import { optionsForMethod, type LinkMethod, type LinkOptions } from '../../../links/linkOptions.ts';
import { headerTitle } from '../../../oss/requests/headerRules.ts';
import { formatMoment } from '../../../text/moment.ts';
import { InvalidInputError } from '../../../oss/errors/errors.ts';
import { describeCount } from '../../../text/describe.ts';
import { inputErrorText } from '../../../ui/prompts/checkInput.ts';
import type { Choice, Heading, StepInfo, Prompts } from '../../../ui/prompts/questions.ts';
import { askForm, type FormAction, type RowGroup } from './formPage.ts';
import type { FormRow } from './formRow.ts';
import { rowsBySection, type OptionFacts, type Section } from './optionRows.ts';
import { validityRow, type ValidityFacts } from './askValidity.ts';

/** Initial options of the form, and facts about its objects. */
export interface LinkFormQuestion extends ValidityFacts, OptionFacts {
  /** Objects that share all options. */
  readonly targets: readonly ObjectTarget[];
  readonly initial: LinkOptions;
  /** Sentence about archived objects among them, whose download links do not work yet. */
  readonly archived?: string;
  /** Last options of a method in this bucket. */
  readonly remembered: (method: LinkMethod) => LinkOptions;
  /** Link to the first object with these options. Throws an `InvalidInputError` for options that make no link. */
  readonly preview: (options: LinkOptions) => Promise<LinkPreview>;
  /** Asks for a name and saves the options as a recipe. */
  readonly saveRecipe: (options: LinkOptions) => Promise<void>;
  /** Asks for the buckets for which the options become the default, and stores them. */
  readonly useAsDefault: (options: LinkOptions) => Promise<void>;
}

/** Properties of a link that the form shows before it is copied. */
export type LinkPreview = Pick<Link, 'url' | 'expiration' | 'signedHeaders' | 'warnings'>;

/** Asks for all options of a link in one form that previews the link. Enter on the first row accepts them. */
export function askLinkOptions(prompts: Prompts, question: LinkFormQuestion): Promise<LinkOptions | undefined> {
  return askForm<LinkOptions, LinkOptions>(prompts, question.initial, async (options) => {
    const outcome = await outcomeOf(options, question);
    return {
      title: titleOf(question, options, outcome),
      placeholder: summaryOf(outcome),
      actions: outcomeChoices(question, options, outcome),
      groups: rowsOf(prompts, question, options),
      more: saveChoices(question, options, outcome),
      error: 'error' in outcome ? outcome.error : undefined,
      stepOf: (row) => stepOf(question, row),
    };
  });
}

type Outcome = { readonly link: LinkPreview; readonly expiry: string } | { readonly error: InvalidInputError };

async function outcomeOf(options: LinkOptions, { preview, now, locale }: LinkFormQuestion): Promise<Outcome> {
  try {
    const link = await preview(options);
    return { link, expiry: l10n.t('expires at {0}', formatMoment(link.expiration, { now: now(), locale })) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { error };
    throw error;
  }
}

function rowsOf(prompts: Prompts, facts: LinkFormQuestion, options: LinkOptions): readonly RowGroup<LinkOptions>[] {
  const context = { prompts, facts, options };
  const headings: Readonly<Record<Section, string>> = {
    link: l10n.t('Link'),
    response: l10n.t('Response'),
    callback: l10n.t('Callback'),
    access: l10n.t('Access'),
    signature: l10n.t('Signature'),
  };
  return [...rowsBySection(options.method, context)].map(([section, rows]) => ({
    heading: headings[section],
    rows: section === 'link' ? [methodRow(facts, options), validityRow(context), ...rows] : rows,
  }));
}

function methodRow({ remembered }: LinkFormQuestion, options: LinkOptions): FormRow {
  const texts: Readonly<Record<LinkMethod, string>> = { GET: l10n.t('Download (GET)'), PUT: l10n.t('Upload (PUT)') };
  const others: Readonly<Record<LinkMethod, LinkMethod>> = { GET: 'PUT', PUT: 'GET' };
  return {
    label: l10n.t('Method'),
    value: texts[options.method],
    isSet: true,
    fields: ['method'],
    ask: () => {
      const method = others[options.method];
      // Options of both methods stay; the others are the last choices for the new method.
      return Promise.resolve({ ...remembered(method), ...optionsForMethod(method, options) });
    },
  };
}

function outcomeChoices(
  { targets, archived, locale }: LinkFormQuestion,
  options: LinkOptions,
  outcome: Outcome,
): readonly Choice<FormAction<LinkOptions>>[] {
  if ('error' in outcome) {
    const label = l10n.t("These options can't be combined");
    return [{ label, detail: inputErrorText(outcome.error), icon: 'error', value: () => 'stay' }];
  }
  const { link, expiry } = outcome;
  const { method } = options;
  const label =
    targets.length === 1
      ? { GET: l10n.t('Copy Download Link'), PUT: l10n.t('Copy Upload Link') }[method]
      : {
          GET: l10n.t('Copy {0} Download Links', describeCount(targets.length, locale)),
          PUT: l10n.t('Copy {0} Upload Links', describeCount(targets.length, locale)),
        }[method];
  return [
    {
      label,
      description: `${expiry} · ${hostOf(link)}`,
      ...(requiredHeaders(link).length > 0 && { detail: headersText(link) }),
      icon: 'check',
      value: () => ({ result: options }),
    },
    ...warningsOf(link, method === 'GET' ? archived : undefined).map(
      ({ text, shortText }): Choice<FormAction<LinkOptions>> => ({
        label: l10n.t('Warning'),
        ...(shortText !== undefined && { description: shortText }),
        detail: text,
        icon: 'warning',
        value: () => 'stay',
      }),
    ),
  ];
}

/** Warnings about the link, that of archived objects first. */
function warningsOf(
  { warnings }: LinkPreview,
  archived: string | undefined,
): readonly Pick<LinkWarning, 'text' | 'shortText'>[] {
  return archived === undefined ? warnings : [{ text: archived, shortText: l10n.t('archived') }, ...warnings];
}

function saveChoices(
  { saveRecipe, useAsDefault }: LinkFormQuestion,
  options: LinkOptions,
  outcome: Outcome,
): readonly (Choice<FormAction<LinkOptions>> | Heading)[] {
  if ('error' in outcome) return [];
  /** Action after which the form stays open. */
  const staying = (run: (options: LinkOptions) => Promise<void>): FormAction<LinkOptions> => {
    return async () => {
      await run(options);
      return 'stay' as const;
    };
  };
  return [
    { heading: l10n.t('Recipe and default') },
    {
      label: l10n.t('Save as Recipe…'),
      description: l10n.t('Save these options for reuse'),
      icon: 'book',
      value: staying(saveRecipe),
    },
    {
      label: l10n.t('Use as Default…'),
      description: l10n.t('One-click links then use these options'),
      icon: 'pinned',
      value: staying(useAsDefault),
    },
  ];
}

function titleOf({ targets, locale }: LinkFormQuestion, { method }: LinkOptions, outcome: Outcome): string {
  const [first] = targets;
  const what =
    targets.length === 1 && first ? shortName(first.key) : l10n.t('{0} objects', describeCount(targets.length, locale));
  const of = { GET: l10n.t('Download link for {0}', what), PUT: l10n.t('Upload link for {0}', what) }[method];
  return 'error' in outcome ? of : `${of} · ${outcome.expiry}`;
}

function stepOf({ targets }: LinkFormQuestion, { label }: FormRow): StepInfo {
  const [first] = targets;
  return { title: targets.length === 1 && first ? `${label} · ${shortName(first.key)}` : label };
}

function summaryOf(outcome: Outcome): string {
  if ('error' in outcome) return inputErrorText(outcome.error);
  const { warnings } = outcome.link;
  const headers = headersText(outcome.link);
  return warnings.length === 0 ? headers : `${headers} · ${l10n.t('Warnings: {0}', warnings.length)}`;
}

function headersText(link: LinkPreview): string {
  const names = requiredHeaders(link);
  return names.length === 0
    ? l10n.t('No extra headers required')
    : l10n.t('Required headers: {0}', names.map(headerTitle).join(', '));
}

function requiredHeaders({ signedHeaders }: LinkPreview): readonly string[] {
  return Object.keys(signedHeaders).filter((name) => name !== 'host');
}

function hostOf({ url }: LinkPreview): string {
  return new URL(url).host;
}
