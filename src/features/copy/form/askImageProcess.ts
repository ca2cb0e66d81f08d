import * as l10n from '@vscode/l10n';
import {
  imageOperations,
  watermarkParameters,
  watermarkText,
  withImageOperation,
} from '../../../links/headers/imageProcess.ts';
import { InvalidInputError } from '../../../oss/errors/errors.ts';
import { processValue } from '../../../oss/requests/getParameters.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import {
  isUnanswered,
  type Answer,
  type Choice,
  type Heading,
  type StepInfo,
  type Prompts,
} from '../../../ui/prompts/questions.ts';

/** Image processing; `undefined`: the original image. */
export interface ProcessAnswer {
  readonly process: string | undefined;
}

/** Shows the processed image and its own errors. */
export type ShowImage = (process: string | undefined) => Promise<void>;

/** Common operation, with its text for the user and its parameters for OSS. */
interface Operation {
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Parameters of a typed text; `undefined` if it is invalid. */
  readonly parse: (text: string) => string | undefined;
  /** Text for the parameters. */
  readonly text: (parameters: string) => string;
}

type Picked =
  { readonly kind: 'done' | 'raw' | 'none' } | { readonly kind: 'operation'; readonly operation: Operation };

/** Asks for image processing, operation by operation, and shows the image after each. */
export async function askImageProcess(
  prompts: Prompts,
  step: StepInfo,
  present: string | undefined,
  show: ShowImage,
): Promise<Answer<ProcessAnswer>> {
  let process = present;
  await show(process);
  for (;;) {
    const picked = await prompts.pick<Picked>({
      ...step,
      canGoBack: true,
      placeholder: process ?? l10n.t('Original image. Select an operation'),
      choices: choicesOf(process),
    });
    if (isUnanswered(picked)) return picked;
    if (picked.kind === 'done') return { process };
    const changed = await applyPick(prompts, { ...step, canGoBack: true }, process, picked);
    if (changed === undefined || changed.process === process) continue;
    process = changed.process;
    await show(process);
  }
}

function choicesOf(process: string | undefined): readonly (Choice<Picked> | Heading)[] {
  const chosen = new Map(imageOperations(process).map(({ name, parameters }) => [name, parameters]));
  const done: Choice<Picked> = {
    label: l10n.t('Use This Processing'),
    description: process ?? l10n.t('none'),
    icon: 'check',
    value: { kind: 'done' },
  };
  const none: Choice<Picked> = { label: l10n.t('Clear All'), icon: 'discard', value: { kind: 'none' } };
  const raw: Choice<Picked> = {
    label: l10n.t('Other…'),
    description: l10n.t('raw OSS syntax, for example {0}', 'image/circle,r_100 style/name'),
    icon: 'edit',
    value: { kind: 'raw' },
  };
  const rows = operations().map((operation): Choice<Picked> => {
    const parameters = chosen.get(operation.name);
    return {
      label: operation.label,
      icon: operation.icon,
      ...(parameters !== undefined && { description: operation.text(parameters) }),
      value: { kind: 'operation', operation },
    };
  });
  return [done, { heading: l10n.t('Operations') }, ...rows, raw, ...(process === undefined ? [] : [none])];
}

/** Processing after the picked operation; `undefined` if its input was cancelled. */
async function applyPick(
  prompts: Prompts,
  step: StepInfo,
  process: string | undefined,
  picked: Picked,
): Promise<ProcessAnswer | undefined> {
  if (picked.kind === 'none') return { process: undefined };
  const answer =
    picked.kind === 'operation'
      ? await askOperation(prompts, step, process, picked.operation)
      : await askRaw(prompts, step, process);
  return isUnanswered(answer) ? undefined : answer;
}

async function askRaw(prompts: Prompts, step: StepInfo, process: string | undefined): Promise<Answer<ProcessAnswer>> {
  const answer = await prompts.input({
    ...step,
    prompt: l10n.t('Processing in OSS syntax (leave empty to remove it)'),
    placeholder: 'image/resize,w_200/format,webp',
    value: process ?? '',
    check: (text) => (text === '' ? undefined : checkInput(processValue, text)),
  });
  return isUnanswered(answer) ? answer : { process: answer === '' ? undefined : answer };
}

async function askOperation(
  prompts: Prompts,
  step: StepInfo,
  process: string | undefined,
  { name, prompt, placeholder, parse, text }: Operation,
): Promise<Answer<ProcessAnswer>> {
  const parameters = imageOperations(process).find((operation) => operation.name === name)?.parameters;
  const apply = (typed: string): string | undefined => {
    const parsed = typed === '' ? undefined : parse(typed);
    if (typed !== '' && parsed === undefined) {
      throw new InvalidInputError('x-oss-process', 'Enter a value such as {0}.', [placeholder]);
    }
    return withImageOperation(process, name, parsed);
  };
  const answer = await prompts.input({
    ...step,
    prompt: parameters === undefined ? prompt : l10n.t('{0} (leave empty to remove it)', prompt),
    placeholder,
    value: parameters === undefined ? '' : text(parameters),
    check: (typed) => checkInput(apply, typed),
  });
  return isUnanswered(answer) ? answer : { process: apply(answer) };
}

/** Operations in the user's language, so they are created when shown. */
function operations(): readonly Operation[] {
  return [
    {
      name: 'resize',
      label: l10n.t('Resize'),
      icon: 'screen-normal',
      prompt: l10n.t('Width, width x height, x height, or a percentage'),
      placeholder: '800x600',
      parse: (typed) => {
        const [, percent] = /^([1-9]\d{0,2}|1000)\s*%$/.exec(typed) ?? [];
        if (percent !== undefined) return `p_${percent}`;
        const [matched, width = '', height = ''] = /^(\d{1,5})?\s*(?:[x×,]\s*(\d{1,5})?)?$/i.exec(typed) ?? [];
        if (matched === undefined || (width === '' && height === '')) return undefined;
        return [width && `w_${width}`, height && `h_${height}`].filter((part) => part !== '').join(',');
      },
      text: (parameters) => {
        const value = (name: string): string => new RegExp(`(?:^|,)${name}_(\\d+)`).exec(parameters)?.[1] ?? '';
        if (value('p') !== '') return `${value('p')}%`;
        return value('h') === '' ? value('w') : `${value('w')}x${value('h')}`;
      },
    },
    {
      name: 'crop',
      label: l10n.t('Crop'),
      icon: 'symbol-ruler',
      prompt: l10n.t('Width x height, from the middle of the image'),
      placeholder: '300x200',
      parse: (typed) => {
        const [matched, width = '', height = ''] = /^(\d{1,5})\s*[x×,]\s*(\d{1,5})$/i.exec(typed) ?? [];
        return matched === undefined ? undefined : `w_${width},h_${height},g_center`;
      },
      text: (parameters) => /^w_(\d+),h_(\d+)/.exec(parameters)?.slice(1).join('x') ?? '',
    },
    {
      name: 'rotate',
      label: l10n.t('Rotate'),
      icon: 'refresh',
      prompt: l10n.t('Degrees clockwise, 0 to 360'),
      placeholder: '90',
      parse: (typed) => (/^\d{1,3}$/.test(typed) && Number(typed) <= 360 ? typed : undefined),
      text: (parameters) => parameters,
    },
    {
      name: 'format',
      label: l10n.t('Format'),
      icon: 'file-media',
      prompt: l10n.t('jpg, png, webp, bmp, gif, tiff, heic, or avif'),
      placeholder: 'webp',
      parse: (typed) => {
        const format = typed.toLowerCase().replace('jpeg', 'jpg');
        return /^(?:jpg|png|webp|bmp|gif|tiff|heic|avif)$/.test(format) ? format : undefined;
      },
      text: (parameters) => parameters,
    },
    {
      name: 'quality',
      label: l10n.t('Quality'),
      icon: 'dashboard',
      prompt: l10n.t('1 to 100 (percent of the original quality)'),
      placeholder: '80',
      parse: (typed) =>
        /^\d{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 100 ? `q_${typed}` : undefined,
      text: (parameters) => /q_(\d+)/i.exec(parameters)?.[1] ?? '',
    },
    {
      name: 'watermark',
      label: l10n.t('Watermark'),
      icon: 'text-size',
      prompt: l10n.t('Text of the watermark'),
      placeholder: '© Example',
      // OSS allows 64 bytes. https://www.alibabacloud.com/help/en/oss/user-guide/add-watermarks
      parse: (typed) => (Buffer.byteLength(typed) <= 64 ? watermarkParameters(typed) : undefined),
      text: watermarkText,
    },
  ];
}
