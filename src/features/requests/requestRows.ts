import * as l10n from '@vscode/l10n';
import { parseSize } from '../../links/bulk/objectFilter.ts';
import type { FolderTarget } from '../../links/link.ts';
import { validateNote } from '../../links/ledger/ledger.ts';
import { isScoped } from '../../links/scopedCredentials.ts';
import { extensionsOfKind, parseExtensions, typesOfKinds, type FileKinds } from '../../links/requests/fileKinds.ts';
import { MAX_NOTE_LENGTH, MAX_UPLOAD_BYTES } from '../../links/requests/fileRequest.ts';
import type { RequestOptions } from '../../links/requests/requestOptions.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { validateKey } from '../../oss/validate.ts';
import type { LinkRole } from '../../profiles/profile.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { BACK, isUnanswered, type Choice, type Prompts } from '../../ui/prompts/questions.ts';
import { durationRow, type ValidityFacts } from '../copy/form/askValidity.ts';
import type { RowGroup } from '../copy/form/formPage.ts';
import { listRow, textRow, toggleRow, type FormRow, type RowContext } from '../copy/form/formRow.ts';
import { linkHostRow, type LinkHostFacts } from '../copy/form/hostRow.ts';
import type { SameNameRule } from './bucketFacts.ts';
import { kindsText, maxSizeText, sameNameText } from './requestTexts.ts';

/** Facts about the folder and the bucket that the rows use. */
export interface RequestFacts extends ValidityFacts, LinkHostFacts {
  /** Folder from which the command was called. */
  readonly folder: FolderTarget;
  /** Name of a new subfolder. */
  readonly newSubfolder: string;
  readonly linkRole: LinkRole | undefined;
  /** Effect of an upload on an existing object; `undefined` if the settings cannot be read. */
  readonly sameNameRule: SameNameRule | undefined;
}

type Context = RowContext<RequestFacts, RequestOptions>;
type Row = FormRow<RequestOptions>;

/** Rows of the form of a request. */
export function requestRows(context: Context, progressRow: Row): readonly RowGroup<RequestOptions>[] {
  return [
    {
      heading: l10n.t('Request'),
      rows: [folderRow(context), noteRow(context), validityRow(context), hostRow(context)],
    },
    { heading: l10n.t('Files'), rows: [sizeRow(context), kindsRow(context), sameNameRow(context)] },
    { heading: l10n.t('Page'), rows: [languageRow(context), progressRow] },
    ...signatureRows(context),
  ];
}

function withChanges(
  options: RequestOptions,
  changes: { readonly [Name in keyof RequestOptions]?: RequestOptions[Name] | undefined },
): RequestOptions {
  // Only optional options are ever removed.
  return omitUndefined({ ...options, ...changes }) as RequestOptions;
}

function folderRow({ prompts, facts: { folder, newSubfolder }, options }: Context): Row {
  const { bucket, prefix } = folder;
  const path = `${bucket}/${prefix}`;
  const texts = {
    own: l10n.t('new subfolder {0}', `${newSubfolder}/`),
    none: prefix === '' ? l10n.t('anywhere in the bucket {0}', bucket) : l10n.t('the folder {0} itself', path),
  };
  const { subfolder } = options;
  return listRow<{ readonly name: string | undefined }, RequestOptions>(prompts, {
    label: l10n.t('Folder'),
    value: subfolder === undefined ? texts.own : subfolder === '' ? texts.none : l10n.t('subfolder {0}', subfolder),
    isSet: true,
    fields: ['folder', 'key'],
    placeholder: l10n.t('Select where files go, or type the name of a subfolder of {0}', path),
    choices: () => [
      { label: texts.own, description: l10n.t('one for each request'), icon: 'new-folder', value: { name: undefined } },
      { label: texts.none, icon: 'folder', value: { name: '' } },
    ],
    typed: (text) => {
      const name = text.replace(/\/+$/, '');
      if (name === '' || checkInput(validateKey, `${prefix}${name}/`)) return undefined;
      return { label: l10n.t('Subfolder {0}', `${name}/`), icon: 'edit', value: { name: `${name}/` } };
    },
    apply: ({ name }) => withChanges(options, { subfolder: name }),
  });
}

function noteRow({ prompts, options }: Context): Row {
  return textRow<RequestOptions>(prompts, {
    label: l10n.t('Note'),
    prompt: l10n.t('Note for the sender, shown on the page'),
    placeholder: l10n.t('for example, the photos of the offsite'),
    current: options.note,
    defaultText: l10n.t('none'),
    fields: ['note'],
    check: (text) => {
      validateNote(text, MAX_NOTE_LENGTH);
    },
    apply: (note) => withChanges(options, { note }),
  });
}

function validityRow({ prompts, facts, options }: Context): Row {
  return durationRow(prompts, facts, options.validity, (validity) => ({ ...options, validity }));
}

function hostRow({ prompts, facts, options }: Context): Row {
  return linkHostRow(prompts, facts, options.host, (host) => withChanges(options, { host }));
}

/** Proposed sizes, in bytes. */
const OFFERED_BYTES = [10 * 2 ** 20, 100 * 2 ** 20, 2 ** 30];

function sizeRow({ prompts, facts: { locale }, options }: Context): Row {
  const { maxBytes } = options;
  const choiceOf = (sizeBytes: number | undefined): Choice<{ readonly sizeBytes: number | undefined }> => ({
    label: maxSizeText(sizeBytes, locale),
    value: { sizeBytes },
  });
  return listRow(prompts, {
    label: l10n.t('Largest File'),
    value: maxSizeText(maxBytes, locale),
    isSet: maxBytes !== undefined,
    fields: ['maxbytes', 'content-length'],
    placeholder: l10n.t('Select the largest size of each file, or type one such as 20 MB'),
    choices: () => [...OFFERED_BYTES, undefined].map(choiceOf),
    typed: (text) => {
      const sizeBytes = sizeOf(text);
      return sizeBytes === undefined
        ? undefined
        : { ...choiceOf(sizeBytes), label: text, description: maxSizeText(sizeBytes, locale) };
    },
    apply: ({ sizeBytes }) => withChanges(options, { maxBytes: sizeBytes }),
  });
}

/** Size of typed text that OSS accepts; `undefined` for other text. */
function sizeOf(text: string): number | undefined {
  if (checkInput(parseSize, text)) return undefined;
  const sizeBytes = Math.round(parseSize(text));
  return sizeBytes >= 1 && sizeBytes <= MAX_UPLOAD_BYTES ? sizeBytes : undefined;
}

function kindsRow({ prompts, options }: Context): Row {
  const { kinds } = options;
  return {
    label: l10n.t('Accepted Files'),
    value: kindsText(kinds),
    isSet: kinds !== 'any',
    fields: ['kinds'],
    ask: async (step) => {
      for (;;) {
        const answer = await prompts.pick<FileKinds | 'list'>({
          ...step,
          canGoBack: true,
          placeholder: l10n.t('Select the files that are accepted, by their extensions'),
          activeLabel: kindsText(kinds),
          choices: [
            ...(['any', 'pictures', 'documents', 'archives'] as const).map((kind) => ({
              label: kindsText(kind),
              ...(kind !== 'any' && { description: extensionsOfKind(kind).join(', ') }),
              value: kind,
            })),
            { label: l10n.t('Custom List…'), icon: 'edit', value: 'list' },
          ],
        });
        if (isUnanswered(answer)) return answer;
        if (answer !== 'list') return { ...options, kinds: answer };
        const text = await askExtensions(prompts, step.title, kinds);
        if (text === BACK) continue;
        return text === undefined ? undefined : { ...options, kinds: { extensions: [...parseExtensions(text)] } };
      }
    },
  };
}

function askExtensions(prompts: Prompts, title: string, kinds: FileKinds): Promise<string | typeof BACK | undefined> {
  return prompts.input({
    title,
    canGoBack: true,
    prompt: l10n.t('Extensions of the accepted files'),
    placeholder: 'pdf, docx, zip',
    value: typeof kinds === 'string' ? '' : kinds.extensions.join(', '),
    check: (text) =>
      checkInput((typed) => {
        typesOfKinds({ extensions: parseExtensions(typed) });
      }, text),
  });
}

function sameNameRow({ prompts, facts: { sameNameRule }, options }: Context): Row {
  const { sameName } = options;
  return listRow<{ readonly sameName: RequestOptions['sameName'] }, RequestOptions>(prompts, {
    label: l10n.t('Same Name'),
    value: sameNameText(sameName, sameNameRule),
    isSet: sameName === 'keepBoth',
    fields: [],
    placeholder: l10n.t('Select what happens if a file of that name exists'),
    choices: () =>
      (['refuse', 'keepBoth'] as const).map((way) => ({
        label: sameNameText(way, sameNameRule),
        value: { sameName: way },
      })),
    apply: ({ sameName: way }) => ({ ...options, sameName: way }),
  });
}

function languageRow({ options }: Context): Row {
  const isChinese = options.language === 'zh-CN';
  return toggleRow<RequestOptions>({
    label: l10n.t('Language'),
    on: '简体中文',
    off: 'English',
    isSet: isChinese,
    fields: [],
    apply: () => ({ ...options, language: isChinese ? 'en' : 'zh-CN' }),
  });
}

function signatureRows({ facts: { linkRole }, options }: Context): readonly RowGroup<RequestOptions>[] {
  const scoped = isScoped(options.scoped, linkRole);
  if (!linkRole && !scoped) return [];
  const row = toggleRow<RequestOptions>({
    label: l10n.t('Signed By'),
    on: l10n.t('session that can only upload into this folder'),
    off: l10n.t('the profile'),
    isSet: scoped,
    fields: ['scoped'],
    apply: () => ({ ...options, scoped: !scoped }),
  });
  return [{ heading: l10n.t('Signature'), rows: [row] }];
}
