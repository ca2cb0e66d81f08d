import * as l10n from '@vscode/l10n';
import { isProcessableImage } from '../../../links/headers/imageProcess.ts';
import { objectName, type ObjectTarget } from '../../../links/link.ts';
import { RESPONSE_HEADERS, type LinkOptions, type ResponseHeader } from '../../../links/linkOptions.ts';
import { validatedId } from '../../../oss/requests/linkRequest.ts';
import {
  processValue,
  rangeValue,
  responseParameters,
  type ResponseOverrides,
} from '../../../oss/requests/getParameters.ts';
import { askDownload, downloadText } from './askDownload.ts';
import { askImageProcess, type ShowImage } from './askImageProcess.ts';
import { isUnanswered, type Choice } from '../../../ui/prompts/questions.ts';
import { textRow, toggleRow, withOptions, withPart, type FormRow, type RowContext } from './formRow.ts';

/** Facts about the objects to download. */
export interface DownloadFacts {
  readonly targets: readonly ObjectTarget[];
  /** Versions of the object, newest first; empty without the permission to list them. */
  readonly versions: (target: ObjectTarget) => Promise<readonly Choice<string>[]>;
  /** Shows the processed image. */
  readonly showImage: (target: ObjectTarget, options: LinkOptions) => Promise<void>;
}

/** Only object of the links; `undefined` if there are several. */
function singleTarget([first, ...others]: readonly ObjectTarget[]): ObjectTarget | undefined {
  return others.length === 0 ? first : undefined;
}

/** Row of the option `download`. */
export function downloadRow({ prompts, facts, options }: RowContext<DownloadFacts>): FormRow {
  const single = singleTarget(facts.targets);
  const ownName = single && objectName(single.key);
  const { download } = options;
  return {
    label: l10n.t('Download'),
    value: downloadText(download, ownName),
    isSet: download !== undefined,
    fields: ['response-content-disposition'],
    ask: async (step) => {
      const answer = await askDownload(prompts, { ...step, canGoBack: true }, download, ownName);
      return isUnanswered(answer) ? answer : withOptions(options, answer);
    },
  };
}

/** Row of the option `process`. */
export function processRow({ prompts, facts: { targets, showImage }, options }: RowContext<DownloadFacts>): FormRow {
  const { process } = options;
  const image = targets.find(({ key }) => isProcessableImage(key));
  const row = textRow(prompts, {
    label: image ? l10n.t('Image Processing') : l10n.t('Processing'),
    prompt: l10n.t('Processing of the object before the download'),
    placeholder: 'doc/preview,export_1',
    current: process,
    defaultText: l10n.t('none'),
    fields: ['x-oss-process'],
    check: processValue,
    apply: (text) => withOptions(options, { process: text }),
  });
  if (!image) return row;
  const show: ShowImage = (wanted) => showImage(image, withOptions(options, { process: wanted }));
  return {
    ...row,
    ask: async (step) => {
      const answer = await askImageProcess(prompts, step, process, show);
      return isUnanswered(answer) ? answer : withOptions(options, answer);
    },
  };
}

/** Row of the option `versionId`; none for several objects. */
export function versionRows({
  prompts,
  facts: { targets, versions },
  options,
}: RowContext<DownloadFacts>): readonly FormRow[] {
  const target = singleTarget(targets);
  if (!target) return [];
  const { versionId } = options;
  const row: FormRow = {
    label: l10n.t('Version'),
    value: versionId ?? l10n.t('latest'),
    isSet: versionId !== undefined,
    fields: ['versionid'],
    ask: async (step) => {
      const latest: Choice<string> = { label: l10n.t('Latest'), icon: 'history', value: '' };
      const listed = await versions(target);
      const answer = await prompts.pick<{ id: string }>({
        ...step,
        canGoBack: true,
        placeholder: l10n.t('Select a version, or type its ID'),
        choices: [latest, ...listed].map((choice) => ({ ...choice, value: { id: choice.value } })),
        ...(versionId !== undefined && { activeLabel: versionId }),
        typed: (text) =>
          isVersionId(text) && !listed.some(({ value }) => value === text)
            ? { label: text, description: l10n.t('use this version'), value: { id: text } }
            : undefined,
      });
      if (isUnanswered(answer)) return answer;
      return withOptions(options, { versionId: answer.id === '' ? undefined : answer.id });
    },
  };
  return [row];
}

function isVersionId(text: string): boolean {
  try {
    validatedId('versionId', text);
    return true;
  } catch {
    // The text filters the list instead.
    return false;
  }
}

/** Row of the option `range`. */
export function rangeRow({ prompts, options }: RowContext): FormRow {
  return textRow(prompts, {
    label: l10n.t('Range'),
    prompt: l10n.t('Bytes that the link returns. The receiver must send this header'),
    placeholder: 'bytes=0-1023',
    current: options.range,
    defaultText: l10n.t('any'),
    fields: ['range'],
    check: rangeValue,
    apply: (text) => withOptions(options, { range: text }),
  });
}

/** Row of the option `rangeBehavior`. */
export function rangeBehaviorRow({ options }: RowContext): FormRow {
  const { rangeBehavior } = options;
  return toggleRow({
    label: l10n.t('Invalid Ranges'),
    on: l10n.t('return an error'),
    off: l10n.t('return the whole object'),
    isSet: rangeBehavior !== undefined,
    fields: ['rangebehavior'],
    apply: () => withOptions(options, { rangeBehavior: rangeBehavior === undefined ? 'standard' : undefined }),
  });
}

/** Placeholder and value of each response header that the link can override. */
const responseExamples: {
  readonly [Name in ResponseHeader]: {
    readonly placeholder: string;
    readonly overrides: (text: string) => ResponseOverrides;
  };
} = {
  contentType: { placeholder: 'text/plain; charset=utf-8', overrides: (contentType) => ({ contentType }) },
  contentLanguage: { placeholder: 'zh-CN', overrides: (contentLanguage) => ({ contentLanguage }) },
  contentEncoding: { placeholder: 'gzip', overrides: (contentEncoding) => ({ contentEncoding }) },
  cacheControl: { placeholder: 'no-cache', overrides: (cacheControl) => ({ cacheControl }) },
  expires: { placeholder: '2030-12-31T09:15:00Z', overrides: (expires) => ({ expires: new Date(expires) }) },
};

/** Rows of the option `response`: one for each response header. */
export function responseRows({ prompts, options }: RowContext): readonly FormRow[] {
  const { response } = options;
  return (Object.keys(RESPONSE_HEADERS) as ResponseHeader[]).map((name) => {
    const header = RESPONSE_HEADERS[name];
    const { placeholder, overrides } = responseExamples[name];
    return textRow(prompts, {
      label: header,
      prompt: l10n.t("{0} of the response, instead of the object's own", header),
      placeholder,
      current: response?.[name],
      defaultText: l10n.t('from object'),
      fields: [`response-${header.toLowerCase()}`],
      check: (text) => responseParameters(overrides(text)),
      apply: (text) => withOptions(options, { response: withPart(response, name, text) }),
    });
  });
}
