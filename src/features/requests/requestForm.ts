import * as l10n from '@vscode/l10n';
import { isOssHost, type FolderTarget } from '../../links/link.ts';
import type { MadeRequest } from '../../links/requests/makeRequest.ts';
import type { RequestOptions } from '../../links/requests/requestOptions.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { formatMoment } from '../../text/moment.ts';
import { inputErrorText } from '../../ui/prompts/checkInput.ts';
import type { Choice, Prompts } from '../../ui/prompts/questions.ts';
import { askForm, type FormAction } from '../copy/form/formPage.ts';
import type { FormRow } from '../copy/form/formRow.ts';
import { requestRows, type RequestFacts } from './requestRows.ts';
import { folderText, limitsText } from './requestTexts.ts';

/** Ways to deliver a request. */
export type HandOver = 'savePage' | 'uploadPage' | 'copyAs';

/** Options and services of the form of a request. */
export interface RequestFormQuestion extends RequestFacts {
  readonly initial: RequestOptions;
  /** Saves the options, so that they are not lost if the user leaves the form. */
  readonly keep: (options: RequestOptions) => void;
  /** Request with these options, for its expiry, address and warnings. Throws an `InvalidInputError` for options that cannot be used. */
  readonly preview: (options: RequestOptions) => Promise<MadeRequest>;
  /** State of progress on the page, and the action that allows it. */
  readonly progress: ProgressFacts;
  /** CDN that the bucket's download links use, and the link to the page with them; absent without one. */
  readonly pageHost: string | undefined;
  /** Delivers the request; false if the user cancelled. */
  readonly handOver: (way: HandOver, options: RequestOptions) => Promise<boolean>;
}

/** True if the bucket lets pages read responses to uploads. */
export interface ProgressFacts {
  /** `undefined` if the CORS rules cannot be read. */
  readonly isAllowed: () => boolean | undefined;
  readonly allow: () => Promise<void>;
}

/** Folder that receives the files of a request with these options. */
export function receivingFolder({ folder, newSubfolder }: RequestFacts, { subfolder }: RequestOptions): FolderTarget {
  return { ...folder, prefix: `${folder.prefix}${subfolder ?? `${newSubfolder}/`}` };
}

type Outcome = { readonly made: MadeRequest; readonly expiry: string } | { readonly error: InvalidInputError };

/** Asks for all options of a request in one form, and delivers it. Returns true if it was delivered. */
export function askRequest(prompts: Prompts, question: RequestFormQuestion): Promise<true | undefined> {
  return askForm<RequestOptions, true>(prompts, question.initial, async (options) => {
    question.keep(options);
    const outcome = await outcomeOf(options, question);
    return {
      title: titleOf(options, outcome, question),
      placeholder: l10n.t('Select an action, or an option to change it'),
      actions: [...outcomeChoices(options, outcome, question), unlimitedChoice()],
      groups: requestRows({ prompts, facts: question, options }, progressRow(options, question)),
      error: 'error' in outcome ? outcome.error : undefined,
      stepOf: ({ label }) => ({ title: `${label} · ${folderText(receivingFolder(question, options))}` }),
    };
  });
}

async function outcomeOf(options: RequestOptions, { preview, now, locale }: RequestFormQuestion): Promise<Outcome> {
  try {
    const made = await preview(options);
    const moment = formatMoment(made.request.expiration, { now: now(), locale });
    return { made, expiry: l10n.t('expires at {0}', moment) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { error };
    throw error;
  }
}

function titleOf(options: RequestOptions, outcome: Outcome, question: RequestFormQuestion): string {
  const title = `${l10n.t('Request Files')} · ${folderText(receivingFolder(question, options))}`;
  return 'error' in outcome ? title : `${title} · ${outcome.expiry}`;
}

function outcomeChoices(
  options: RequestOptions,
  outcome: Outcome,
  { sameNameRule, locale, handOver, pageHost }: RequestFormQuestion,
): readonly Choice<FormAction<true>>[] {
  if ('error' in outcome) {
    const label = l10n.t("These options can't be combined");
    return [{ label, detail: inputErrorText(outcome.error), icon: 'error', value: () => 'stay' }];
  }
  const { made, expiry } = outcome;
  const handingOver = (way: HandOver): FormAction<true> => {
    return async () => ((await handOver(way, options)) ? { result: true } : 'stay');
  };
  return [
    {
      label: l10n.t('Save Upload Page…'),
      description: `${expiry} · ${new URL(made.request.url).host}`,
      detail: limitsText(options, sameNameRule, locale),
      icon: 'save',
      value: handingOver('savePage'),
    },
    {
      label: l10n.t('Upload the Page and Copy Its Link'),
      description: pageLinkText(made, pageHost),
      icon: 'cloud-upload',
      value: handingOver('uploadPage'),
    },
    {
      label: l10n.t('Copy As…'),
      description: l10n.t('curl command, HTML form, or program'),
      icon: 'copy',
      value: handingOver('copyAs'),
    },
    ...replacementWarning(options, sameNameRule),
    ...made.warnings.map(({ text, shortText }): Choice<FormAction<true>> => ({
      label: l10n.t('Warning'),
      ...(shortText !== undefined && { description: shortText }),
      detail: text,
      icon: 'warning',
      value: () => 'stay',
    })),
  ];
}

/** Text about the link to the page: hosts of OSS make browsers save it; a CDN serves it, but accepts no forms. */
function pageLinkText({ request, options }: MadeRequest, pageHost: string | undefined): string {
  const cdn = options.host === undefined ? pageHost : undefined;
  const { host } = new URL(request.url);
  return cdn === undefined && isOssHost(request.url)
    ? l10n.t('browsers save the page from {0}; only a custom domain shows it', host)
    : l10n.t('{0} shows the page', cdn ?? host);
}

/** Warning about a bucket in which senders can replace objects even if the request forbids overwriting. */
function replacementWarning(
  { sameName }: RequestOptions,
  rule: RequestFormQuestion['sameNameRule'],
): readonly Choice<FormAction<true>>[] {
  if (rule !== 'replaces' || sameName === 'keepBoth') return [];
  return [
    {
      label: l10n.t('Warning'),
      detail: l10n.t(
        'Versioning of this bucket is suspended: OSS replaces objects of the same name. Keep both, or use a new subfolder.',
      ),
      icon: 'warning',
      value: () => 'stay',
    },
  ];
}

/** Text about what a request cannot limit, which the form always shows. */
function unlimitedChoice(): Choice<FormAction<true>> {
  return {
    label: l10n.t('Not limited'),
    description: l10n.t('number and content of files; anyone with the request can upload until it expires'),
    icon: 'info',
    value: () => 'stay',
  };
}

function progressRow(options: RequestOptions, { progress }: RequestFormQuestion): FormRow<RequestOptions> {
  const isAllowed = progress.isAllowed();
  return {
    label: l10n.t('Progress'),
    value: progressText(isAllowed),
    isSet: isAllowed === true,
    fields: [],
    ask: async () => {
      await progress.allow();
      return options;
    },
  };
}

function progressText(isAllowed: boolean | undefined): string {
  if (isAllowed === undefined) return l10n.t('unknown (the CORS rules cannot be read)');
  return isAllowed
    ? l10n.t('shown (a CORS rule allows it)')
    : l10n.t('not shown (no CORS rule allows it); files are sent one by one');
}
