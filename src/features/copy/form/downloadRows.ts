import * as l10n from '@vscode/l10n';
import { isProcessableImage } from '../../../links/headers/imageProcess.ts';
import { objectName, type ObjectTarget } from '../../../links/link.ts';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { validatedId } from '../../../oss/requests/linkRequest.ts';
import {
  processValue,
  rangeValue,
  responseParameters,
  type ResponseOverrides,
} from '../../../oss/requests/getParameters.ts';
import { askDownload, downloadText } from './askDownload.ts';
import { askImageProcess, type ShowImage } from './askImageProcess.ts';
import { isUnanswered, type Choice, type Prompts } from '../../../ui/prompts/questions.ts';
import { textRow, toggleRow, withOptions, withPart, type FormRow } from './formRow.ts';

/** What is known of the objects to download. */
export interface DownloadFacts {
  readonly targets: readonly ObjectTarget[];
  /** The versions of the object, newest first; none where they may not be listed. */
  readonly versions: (target: ObjectTarget) => Promise<readonly Choice<string>[]>;
  /** Shows what processing makes of the object. */
  readonly showImage: (target: ObjectTarget, options: LinkOptions) => Promise<void>;
}

/** What only downloads have: what is read, and what the answer says of it. */
export function downloadRows(
  prompts: Prompts,
  facts: DownloadFacts,
  options: LinkOptions,
): { readonly first: readonly FormRow[]; readonly second: readonly FormRow[] } {
  const [first, another] = facts.targets;
  const single = another ? undefined : first;
  return {
    first: [
      downloadRow(prompts, single, options),
      processRow(prompts, facts, options),
      ...(single ? [versionRow(prompts, facts, single, options)] : []),
      rangeRow(prompts, options),
    ],
    second: [rangeBehaviorRow(options), ...responseRows(prompts, options)],
  };
}

function downloadRow(prompts: Prompts, single: ObjectTarget | undefined, options: LinkOptions): FormRow {
  const ownName = single && objectName(single.key);
  const { download } = options;
  return {
    label: l10n.t('Download'),
    value: downloadText(download, ownName),
    isSet: download !== undefined,
    fields: ['response-content-disposition'],
    ask: async (place) => {
      const answer = await askDownload(prompts, { ...place, canGoBack: true }, download, ownName);
      return isUnanswered(answer) ? answer : withOptions(options, answer);
    },
  };
}

function processRow(prompts: Prompts, { targets, showImage }: DownloadFacts, options: LinkOptions): FormRow {
  const { process } = options;
  const image = targets.find(({ key }) => isProcessableImage(key));
  const row = textRow(prompts, {
    label: image ? l10n.t('Image Processing') : l10n.t('Processing'),
    prompt: l10n.t('What OSS makes of the object before it answers'),
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
    ask: async (place) => {
      const answer = await askImageProcess(prompts, place, process, show);
      return isUnanswered(answer) ? answer : withOptions(options, answer);
    },
  };
}

function versionRow(
  prompts: Prompts,
  { versions }: DownloadFacts,
  target: ObjectTarget,
  options: LinkOptions,
): FormRow {
  const { versionId } = options;
  return {
    label: l10n.t('Version'),
    value: versionId ?? l10n.t('the latest at the time of the download'),
    isSet: versionId !== undefined,
    fields: ['versionid'],
    ask: async (place) => {
      const latest: Choice<string> = { label: l10n.t('The latest'), icon: 'history', value: '' };
      const known = await versions(target);
      const answer = await prompts.pick<{ id: string }>({
        ...place,
        canGoBack: true,
        placeholder: l10n.t('Which version? Pick one or type its id'),
        choices: [latest, ...known].map((choice) => ({ ...choice, value: { id: choice.value } })),
        ...(versionId !== undefined && { activeLabel: versionId }),
        typed: (text) =>
          isId(text) && !known.some(({ value }) => value === text)
            ? { label: text, description: l10n.t('this version'), value: { id: text } }
            : undefined,
      });
      if (isUnanswered(answer)) return answer;
      return withOptions(options, { versionId: answer.id === '' ? undefined : answer.id });
    },
  };
}

function isId(text: string): boolean {
  try {
    validatedId('versionId', text);
    return true;
  } catch {
    // It filters the list instead.
    return false;
  }
}

function rangeRow(prompts: Prompts, options: LinkOptions): FormRow {
  return textRow(prompts, {
    label: l10n.t('Range'),
    prompt: l10n.t('The only bytes that the link gives; the receiver has to send this header'),
    placeholder: 'bytes=0-1023',
    current: options.range,
    defaultText: l10n.t('any that is asked for'),
    fields: ['range'],
    check: rangeValue,
    apply: (text) => withOptions(options, { range: text }),
  });
}

function rangeBehaviorRow(options: LinkOptions): FormRow {
  const { rangeBehavior } = options;
  return toggleRow({
    label: l10n.t('Range Behaviour'),
    on: l10n.t('a range that the object does not have is an error'),
    off: l10n.t('a range that the object does not have gives all of it'),
    isSet: rangeBehavior !== undefined,
    fields: ['x-oss-range-behavior'],
    take: () => withOptions(options, { rangeBehavior: rangeBehavior === undefined ? 'standard' : undefined }),
  });
}

type Response = NonNullable<LinkOptions['response']>;

function responseRows(prompts: Prompts, options: LinkOptions): readonly FormRow[] {
  const { response } = options;
  const row = (
    name: keyof Response,
    header: string,
    placeholder: string,
    overrides: (text: string) => ResponseOverrides,
  ): FormRow =>
    textRow(prompts, {
      label: header,
      prompt: l10n.t('{0} of the answer, in place of that of the object', header),
      placeholder,
      current: response?.[name],
      defaultText: l10n.t('as the object says'),
      fields: [`response-${header.toLowerCase()}`],
      check: (text) => responseParameters(overrides(text)),
      apply: (text) => withOptions(options, { response: withPart(response, name, text) }),
    });
  return [
    row('contentType', 'Content-Type', 'text/plain; charset=utf-8', (contentType) => ({ contentType })),
    row('contentLanguage', 'Content-Language', 'zh-CN', (contentLanguage) => ({ contentLanguage })),
    row('contentEncoding', 'Content-Encoding', 'gzip', (contentEncoding) => ({ contentEncoding })),
    row('cacheControl', 'Cache-Control', 'no-cache', (cacheControl) => ({ cacheControl })),
    row('expires', 'Expires', '2030-12-31T09:15:00Z', (expires) => ({ expires: new Date(expires) })),
  ];
}
