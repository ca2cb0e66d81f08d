import * as l10n from '@vscode/l10n';
import type { FormatGroup, LinkFormat } from '../../../links/formats/format.ts';
import { qrFormat } from '../../../links/formats/url.ts';
import { type ObjectTarget, shortName } from '../../../links/link.ts';
import type { LinkMethod } from '../../../links/linkOptions.ts';
import { isUnanswered, type Choice, type Heading, type Prompts } from '../../../ui/prompts/questions.ts';
import type { Services } from '../../services.ts';

/** Method, format and destination of links. */
export interface FormatAnswer {
  readonly method: LinkMethod;
  readonly format: LinkFormat;
  readonly inEditor: boolean;
}

export interface FormatQuestion {
  readonly title: string;
  /** Methods to choose from, the likelier first. */
  readonly methods: readonly LinkMethod[];
  /** True for several links at once. */
  readonly several: boolean;
  readonly formats: readonly LinkFormat[];
  /** Format ID last chosen for a method. */
  readonly lastId: (method: LinkMethod) => string | undefined;
}

type Chosen = LinkFormat | 'otherMethod' | 'otherDestination';

/** Asks for the format of links, the last choice first; `undefined` if the user cancels. */
export async function askFormat(prompts: Prompts, question: FormatQuestion): Promise<FormatAnswer | undefined> {
  let [method = 'GET', otherMethod] = question.methods;
  let inEditor = false;
  for (;;) {
    const chosen = await prompts.pick<Chosen>({
      title: question.title,
      placeholder: inEditor
        ? l10n.t('Select the format to open in an editor')
        : {
            GET: l10n.t('Select the format of the download link'),
            PUT: l10n.t('Select the format of the upload link'),
          }[method],
      choices: choicesFor(question, method, otherMethod, inEditor),
    });
    if (isUnanswered(chosen)) return undefined;
    if (chosen === 'otherDestination') inEditor = !inEditor;
    else if (chosen === 'otherMethod') [method, otherMethod] = [otherMethod ?? method, method];
    else return { method, format: chosen, inEditor };
  }
}

function choicesFor(
  { several, formats, lastId }: FormatQuestion,
  method: LinkMethod,
  otherMethod: LinkMethod | undefined,
  inEditor: boolean,
): readonly (Choice<Chosen> | Heading)[] {
  const fitting = formats.filter(
    (format) => format.methods.includes(method) && !(several && format.single) && !(inEditor && format === qrFormat),
  );
  const last = fitting.find(({ id }) => id === lastId(method));
  const first = last ?? fitting[0];
  const headings: Readonly<Record<FormatGroup, string>> = {
    link: l10n.t('Link'),
    command: l10n.t('Commands'),
    markup: l10n.t('Markup'),
    program: l10n.t('Programs'),
  };
  const others = fitting.filter((format) => format !== first);
  const groups = [...new Set(others.map(({ group }) => group))];
  return [
    ...(first ? [{ label: first.label, ...(last && { description: l10n.t('last choice') }), value: first }] : []),
    { heading: l10n.t('Or') },
    ...(otherMethod === undefined ? [] : [methodChoice(otherMethod)]),
    destinationChoice(inEditor),
    ...groups.flatMap((group) => [
      { heading: headings[group] },
      ...others.filter((format) => format.group === group).map((format) => ({ label: format.label, value: format })),
    ]),
  ];
}

function methodChoice(other: LinkMethod): Choice<Chosen> {
  const value = 'otherMethod';
  switch (other) {
    case 'GET':
      return {
        label: l10n.t('Download Link Instead…'),
        description: l10n.t('to download'),
        icon: 'cloud-download',
        value,
      };
    case 'PUT':
      return { label: l10n.t('Upload Link Instead…'), description: l10n.t('to upload'), icon: 'cloud-upload', value };
  }
}

function destinationChoice(inEditor: boolean): Choice<Chosen> {
  const value = 'otherDestination';
  return inEditor
    ? { label: l10n.t('Copy Instead…'), icon: 'copy', value }
    : { label: l10n.t('Open in Editor Instead…'), icon: 'edit', value };
}

/** Asks for the format of links to these objects, and stores it as the last choice. */
export async function chooseFormat(
  targets: readonly ObjectTarget[],
  methods: readonly LinkMethod[],
  { prompts, memory }: Pick<Services, 'prompts' | 'memory'>,
): Promise<FormatAnswer | undefined> {
  // Lazy: the formats are a large chunk.
  const { linkFormats } = await import('../../../links/formats/formats.ts');
  const [target] = targets;
  const answer = await askFormat(prompts, {
    title: target && targets.length === 1 ? l10n.t('Copy As · {0}', shortName(target.key)) : l10n.t('Copy As'),
    methods,
    several: targets.length > 1,
    formats: linkFormats,
    lastId: (method) => memory.lastFormat(method),
  });
  if (answer) await memory.rememberFormat(answer.method, answer.format.id);
  return answer;
}
