import { headerTitle } from '../../../oss/requests/headerRules.ts';
import * as l10n from '@vscode/l10n';
import { parseHeaderRow, proposedHeaders, type ProposedHeader } from '../../../links/headers/proposedHeaders.ts';
import type { LinkMethod } from '../../../links/linkOptions.ts';
import { allowedValues } from '../../../oss/requests/headerRules.ts';
import { validateHeader, validateHeaders } from '../../../oss/requests/linkHeaders.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import {
  BACK,
  isUnanswered,
  type Answer,
  type Choice,
  type Heading,
  type InputCheck,
  type StepInfo,
  type Prompts,
} from '../../../ui/prompts/questions.ts';

/** Header with which OSS refuses to overwrite an object. */
const FORBID_OVERWRITE = 'x-oss-forbid-overwrite';

type Headers = Readonly<Record<string, string>>;
type Action = { readonly kind: 'done' | 'add' } | { readonly kind: 'change'; readonly name: string } | TypedRow;
interface TypedRow {
  readonly kind: 'row';
  readonly name: string;
  readonly value: string;
}

export interface HeadersQuestion {
  readonly method: LinkMethod;
  /** Label of the row that accepts the headers. */
  readonly doneLabel: string;
  /** Other signed headers, shown for completeness, e.g. Content-Type. */
  readonly otherHeaders: Headers;
}

/** Asks for signed headers in one list: accept, add one, change or remove one. */
export async function askHeaders(
  prompts: Prompts,
  step: StepInfo,
  headers: Headers,
  question: HeadersQuestion,
): Promise<Answer<Headers>> {
  let chosen = headers;
  for (;;) {
    const action = await prompts.pick<Action>({
      ...step,
      placeholder: l10n.t('Required headers. Type "Name: value" to add one.'),
      choices: actionChoices(chosen, question),
      typed: (text) => typedRow(text, chosen),
    });
    if (isUnanswered(action)) return action;
    if (action.kind === 'done') return chosen;
    const row = action.kind === 'row' ? action : await askRow(prompts, step, action, chosen, question.method);
    if (row === undefined) return undefined;
    if (row !== BACK) chosen = withRow(chosen, row);
  }
}

function actionChoices(
  headers: Headers,
  { method, doneLabel, otherHeaders }: HeadersQuestion,
): (Choice<Action> | Heading)[] {
  const all = { ...otherHeaders, ...headers };
  const names = Object.keys(all).sort();
  const done: Choice<Action> = {
    label: doneLabel,
    icon: 'check',
    description:
      names.length === 0
        ? l10n.t('without signed headers')
        : l10n.t('required headers: {0}', names.map(headerTitle).join(', ')),
    value: { kind: 'done' },
  };
  const rows = Object.entries(headers).map(([name, value]): Choice<Action> => ({
    label: `${name}: ${value}`,
    description: l10n.t('change or remove'),
    icon: 'edit',
    value: { kind: 'change', name },
  }));
  const add: Choice<Action> = { label: l10n.t('Add Header…'), icon: 'add', value: { kind: 'add' } };
  const forbid: Choice<Action> = {
    label: l10n.t('Forbid Overwriting'),
    description: `${FORBID_OVERWRITE}: true`,
    icon: 'lock',
    value: { kind: 'row', name: FORBID_OVERWRITE, value: 'true' },
  };
  const offersForbid = method === 'PUT' && headers[FORBID_OVERWRITE] === undefined;
  return [
    done,
    ...(offersForbid ? [forbid] : []),
    add,
    ...(rows.length > 0 ? [{ heading: l10n.t('Headers') }, ...rows] : []),
  ];
}

function typedRow(text: string, headers: Headers): Choice<Action> | undefined {
  try {
    const row: TypedRow = { kind: 'row', ...parseHeaderRow(text) };
    if (hasOwnQuestion(row.name) || checkRow(headers, row)) return undefined;
    return { label: l10n.t('Add {0}', `${row.name}: ${row.value}`), icon: 'add', value: row };
  } catch {
    // Not yet a header: the text filters the list instead.
    return undefined;
  }
}

async function askRow(
  prompts: Prompts,
  step: StepInfo,
  action: Exclude<Action, TypedRow>,
  headers: Headers,
  method: LinkMethod,
): Promise<Answer<TypedRow>> {
  const back = { ...step, canGoBack: true };
  const name = action.kind === 'change' ? action.name : await askName(prompts, back, method);
  if (isUnanswered(name)) return name;
  const values = allowedValues(name);
  const value = values
    ? await askListedValue(prompts, back, name, action.kind === 'change' ? [...values, ''] : values, headers)
    : await askValue(prompts, back, name, headers);
  return isUnanswered(value) ? value : { kind: 'row', name, value };
}

async function askName(prompts: Prompts, step: StepInfo, method: LinkMethod): Promise<Answer<string>> {
  const offered = proposedHeaders.filter(({ name, methods }) => methods.includes(method) && !hasOwnQuestion(name));
  const answer = await prompts.pick<ProposedHeader | string>({
    ...step,
    placeholder: l10n.t('Select a header, or type its name'),
    choices: offered.map((header) => ({ label: header.name, detail: header.describe(), value: header })),
    typed: (text) =>
      /^[\w-]+$/.test(text) && !hasOwnQuestion(text)
        ? { label: text, description: l10n.t('use this header'), value: text }
        : undefined,
  });
  if (isUnanswered(answer) || typeof answer === 'string') return answer;
  return answer.name.endsWith('*') ? askMetadataName(prompts, step, answer.name.slice(0, -1)) : answer.name;
}

function askMetadataName(prompts: Prompts, step: StepInfo, prefix: string): Promise<Answer<string>> {
  return prompts.input({
    ...step,
    prompt: l10n.t('Metadata name'),
    value: prefix,
    check: (text) =>
      checkInput((name) => {
        validateHeader(name, 'x');
      }, text),
  });
}

/** Asks for one of the values that are valid with the other headers; an empty one removes the header. */
function askListedValue(
  prompts: Prompts,
  step: StepInfo,
  name: string,
  values: readonly string[],
  headers: Headers,
): Promise<Answer<string>> {
  const checked = values.map((value) => ({ value, problem: checkRow(headers, { name, value }) }));
  const valid = checked.filter(({ problem }) => !problem);
  return prompts.pick<string>({
    ...step,
    placeholder: valid.length > 0 ? name : (checked[0]?.problem?.message ?? name),
    choices: valid.map(({ value }) =>
      value === '' ? { label: l10n.t('Remove'), icon: 'trash', value } : { label: value, value },
    ),
  });
}

/** An empty value removes the header. */
function askValue(prompts: Prompts, step: StepInfo, name: string, headers: Headers): Promise<Answer<string>> {
  const present = headers[name.toLowerCase()];
  return prompts.input({
    ...step,
    prompt:
      present === undefined ? l10n.t('Value of {0}', name) : l10n.t('Value of {0} (leave empty to remove it)', name),
    value: present ?? '',
    check: (value) =>
      value === '' && present === undefined
        ? checkInput((empty) => {
            validateHeader(name, empty);
          }, value)
        : checkRow(headers, { name, value }),
  });
}

/** Error of the headers with this row. */
function checkRow(headers: Headers, row: Omit<TypedRow, 'kind'>): InputCheck | undefined {
  return checkInput(() => {
    validateHeaders(withRow(headers, row));
  }, row.value);
}

/** True for Content-Type, which has a step of its own. */
function hasOwnQuestion(name: string): boolean {
  return name.toLowerCase() === 'content-type';
}

function withRow(headers: Headers, { name, value }: Omit<TypedRow, 'kind'>): Headers {
  const others = Object.entries(headers).filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return Object.fromEntries(value === '' ? others : [...others, [name.toLowerCase(), value]]);
}
