import * as l10n from '@vscode/l10n';
import { InvalidInputError, OssError } from '../../../oss/errors/errors.ts';
import type { ObjectAcl } from '../../../oss/client/objectSettings.ts';
import {
  headerTitle,
  isUserMetadata,
  userMetadataHeader,
  type StorageClass,
} from '../../../oss/requests/headerRules.ts';
import { validateHeader } from '../../../oss/requests/linkHeaders.ts';
import { describingHeaders } from '../../../transfers/copy/objectState.ts';
import type { PropertyChanges } from '../../../transfers/edit/propertyChanges.ts';
import type { FormRow } from '../../copy/form/formRow.ts';
import type { RowGroup } from '../../copy/form/formPage.ts';
import { choiceRow, newRow, valueRow } from './askProperty.ts';
import {
  headerValues,
  isOnly,
  tagValues,
  valuesOf,
  withHeader,
  withTag,
  withoutKey,
  type RowContext,
} from './propertyValues.ts';

type PropertyRow = FormRow<PropertyChanges>;

const CONTENT_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/plain;charset=utf-8',
  'cache-control': 'max-age=3600',
  'content-disposition': 'attachment; filename="report.pdf"',
  'content-encoding': 'gzip',
  'content-language': 'en-US',
  expires: 'Tue, 31 Dec 2030 09:15:00 GMT',
};

/** Rows of all properties, by group. */
export function propertyGroups(context: RowContext): readonly RowGroup<PropertyChanges>[] {
  return [
    { heading: l10n.t('Headers'), rows: Object.keys(CONTENT_HEADERS).map((name) => headerRow(name, context)) },
    {
      heading: l10n.t('User metadata'),
      rows: [...metadataNames(context).map((name) => headerRow(name, context)), newMetadataRow(context)],
    },
    { heading: l10n.t('Tags'), rows: [...tagNames(context).map((name) => tagRow(name, context)), newTagRow(context)] },
    { heading: l10n.t('Access and storage'), rows: [aclRow(context), storageClassRow(context)] },
  ];
}

function metadataNames({ objects, changes }: RowContext): readonly string[] {
  const all = [
    ...objects.flatMap(({ properties }) => Object.keys(describingHeaders(properties.metadata))),
    ...Object.keys(changes.headers),
  ];
  return [...new Set(all.filter(isUserMetadata))].sort();
}

function tagNames({ objects, changes }: RowContext): readonly string[] {
  const all = objects.flatMap(({ properties: { tags } }) => (tags instanceof OssError ? [] : Object.keys(tags)));
  return [...new Set([...all, ...Object.keys(changes.tags)])].sort();
}

function headerRow(name: string, context: RowContext): PropertyRow {
  const values = headerValues(context, name);
  return valueRow(context, {
    ...{ label: headerTitle(name), field: name, values, change: context.changes.headers[name] },
    placeholder: CONTENT_HEADERS[name] ?? '',
    // OSS gives every object a type.
    canRemove: name !== 'content-type',
    check: (text) => {
      validateHeader(name, text);
    },
    apply: (value) => withHeader(context, name, value),
  });
}

function tagRow(name: string, context: RowContext): PropertyRow {
  const values = tagValues(context, name);
  return valueRow(context, {
    ...{ label: l10n.t('Tag {0}', name), field: `x-oss-tagging ${name}`, values, change: context.changes.tags[name] },
    ...{ placeholder: '', canRemove: true, check: validateTagText },
    apply: (value) => withTag(context, name, value),
  });
}

/** Name and value around the first separator, without blanks at their ends; both empty without a separator. */
export function readPair(text: string, separator: string): readonly [name: string, value: string] {
  const index = text.indexOf(separator);
  return index < 0 ? ['', ''] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}

function newMetadataRow(context: RowContext): PropertyRow {
  const example = 'author: Ines';
  const parse = (text: string): readonly [string, string] => {
    const [name, value] = readPair(text, ':');
    if (name === '') throw new InvalidInputError('x-oss-meta-', 'Enter a name and a value, such as "{0}".', [example]);
    const header = userMetadataHeader(name.toLowerCase().replace(/^x-oss-meta-/, ''));
    validateHeader(header, value);
    return [header, value];
  };
  return newRow(context, {
    ...{
      label: l10n.t('Add User Metadata…'),
      field: 'x-oss-meta',
      prompt: l10n.t('Name and value'),
      placeholder: example,
      parse,
    },
    apply: ([name, value]) => withHeader(context, name, value),
  });
}

function newTagRow(context: RowContext): PropertyRow {
  const parse = (text: string): readonly [string, string] => {
    const [name, value] = readPair(text, '=');
    if (name === '' || name.length > 128) {
      throw new InvalidInputError('x-oss-tagging', 'A tag is key=value, with a key of 1 to {0} characters.', [128]);
    }
    validateTagText(name);
    validateTagText(value);
    return [name, value];
  };
  return newRow(context, {
    ...{
      label: l10n.t('Add Tag…'),
      field: 'x-oss-tagging',
      prompt: l10n.t('Key and value'),
      placeholder: 'project=atlas',
      parse,
    },
    apply: ([name, value]) => withTag(context, name, value),
  });
}

/** https://help.aliyun.com/en/oss/user-guide/object-tagging-8 */
function validateTagText(text: string): void {
  if (text.length > 256) {
    throw new InvalidInputError('x-oss-tagging', 'A tag has a value of at most {0} characters.', [256]);
  }
  if (/[^\p{L}\p{N} +\-=._:/]/u.test(text)) {
    throw new InvalidInputError('x-oss-tagging', 'A tag may contain letters, digits, spaces and + - = . _ : /', []);
  }
}

function aclRow(context: RowContext): PropertyRow {
  const { changes } = context;
  const values = valuesOf(context, ({ properties: { acl } }) => (acl instanceof OssError ? undefined : acl));
  const choices: readonly (readonly [ObjectAcl, string, string])[] = [
    ['private', l10n.t('only with a signature'), 'lock'],
    ['default', l10n.t('as the bucket'), 'folder'],
    ['public-read', l10n.t('anyone can download, without a link'), 'warning'],
    ['public-read-write', l10n.t('anyone can download, replace, and delete, without a link'), 'warning'],
  ];
  return choiceRow(context, {
    ...{ label: 'ACL', field: 'x-oss-object-acl', values, change: changes.acl },
    placeholder: l10n.t('Select who can use the objects'),
    choices: choices.map(([value, description, icon]) => ({ label: value, description, icon, value })),
    apply: (acl) => ({ ...withoutKey(changes, 'acl'), ...(isOnly(values, acl) ? {} : { acl }) }),
  });
}

function storageClassRow(context: RowContext): PropertyRow {
  const { changes } = context;
  const values = valuesOf(context, ({ properties: { metadata } }) => metadata.storageClass ?? 'Standard');
  const choices: readonly (readonly [StorageClass, string])[] = [
    ['Standard', l10n.t('no minimum duration')],
    ['IA', l10n.t('infrequent access, at least {0} days', 30)],
    ['Archive', l10n.t('restored before it is read, at least {0} days', 60)],
    ['ColdArchive', l10n.t('restored before it is read, at least {0} days', 180)],
    ['DeepColdArchive', l10n.t('restored before it is read, at least {0} days', 180)],
  ];
  return choiceRow(context, {
    ...{ label: l10n.t('Storage class'), field: 'x-oss-storage-class', values, change: changes.storageClass },
    placeholder: l10n.t('Select a storage class'),
    choices: choices.map(([value, description]) => ({ label: value, description, value })),
    apply: (storageClass) => ({
      ...withoutKey(changes, 'storageClass'),
      ...(isOnly(values, storageClass) ? {} : { storageClass }),
    }),
  });
}
