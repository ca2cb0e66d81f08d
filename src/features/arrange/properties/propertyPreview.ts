import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../../links/link.ts';
import { OssError } from '../../../oss/errors/errors.ts';
import { headerTitle } from '../../../oss/requests/headerRules.ts';
import { describeCount } from '../../../text/describe.ts';
import { markdownCell, markdownTable } from '../../../text/plainText.ts';
import { describingHeaders } from '../../../transfers/copy/objectState.ts';
import {
  changeOf,
  isNothing,
  type ObjectChange,
  type ObjectProperties,
  type PropertyChanges,
} from '../../../transfers/edit/propertyChanges.ts';
import { NotEditableError } from '../../../transfers/edit/editErrors.ts';
import { explainError } from '../../../ui/messages/errorText.ts';

/** Object whose properties are edited. */
export interface EditedObject {
  readonly target: ObjectTarget;
  readonly properties: ObjectProperties;
}

/** Object that changes, and what changes. */
export interface PlannedChange {
  readonly object: EditedObject;
  readonly change: ObjectChange;
}

/** Effect of changes on a selection. */
export interface Preview {
  readonly planned: readonly PlannedChange[];
  /** Number of objects that have the properties already. */
  readonly unchangedCount: number;
  readonly blocked: readonly { readonly name: string; readonly error: unknown }[];
}

/** A property and its change, as text and for one object. */
interface Line {
  readonly label: string;
  /** New value; `null`: removed. */
  readonly value: string | null;
  /** Present value; `undefined` if it cannot be read. */
  readonly present: (properties: ObjectProperties) => string | null | undefined;
}

/** Finds out which objects the changes apply to. */
export function previewOf(objects: readonly EditedObject[], changes: PropertyChanges): Preview {
  const planned: PlannedChange[] = [];
  const blocked: { name: string; error: unknown }[] = [];
  for (const object of objects) {
    const { key } = object.target;
    try {
      const change = changeOf(object.properties, changes, key, object.target);
      if (!isNothing(change)) planned.push({ object, change });
    } catch (error) {
      if (!(error instanceof NotEditableError || error instanceof OssError)) throw error;
      blocked.push({ name: key, error });
    }
  }
  return { planned, blocked, unchangedCount: objects.length - planned.length - blocked.length };
}

/** What changes for how many objects, and what follows from it. */
export function previewText(
  { planned, blocked, unchangedCount }: Preview,
  changes: PropertyChanges,
  locale: string,
): string {
  const lines = linesOf(changes).map(({ label, value, present }) => {
    const { length } = planned.filter(({ object }) => present(object.properties) !== value);
    const shown = value ?? l10n.t('removed');
    return planned.length === 1 ? `${label}: ${shown}` : `${label}: ${shown} (${countText(length, locale)})`;
  });
  const copied = planned.filter(({ change }) => change.headers !== undefined);
  const appendable = copied.filter(({ object }) => /^appendable$/i.test(object.properties.metadata.type ?? ''));
  const [first] = blocked;
  const notes = [
    unchangedCount > 0 &&
      l10n.t('Unchanged, as they have these properties already: {0}.', countText(unchangedCount, locale)),
    first && l10n.t("Can't be changed: {0}. {1}", countText(blocked.length, locale), explainError(first.error).message),
    changes.acl === 'public-read' &&
      l10n.t('public-read: anyone who knows the address can download them, without a link.'),
    changes.acl === 'public-read-write' &&
      l10n.t('public-read-write: anyone who knows the address can download, replace, and delete them, without a link.'),
    planned.some(({ change }) => /archive/i.test(change.storageClass ?? '')) &&
      l10n.t('They must be restored before they can be read again.'),
    planned.some(({ change }) => change.storageClass !== undefined) &&
      l10n.t('OSS charges for changing the storage class, and for leaving one before its minimum duration.'),
    appendable.length > 0 &&
      l10n.t(
        'Appendable objects that become normal ones, to which nothing can be appended: {0}.',
        countText(appendable.length, locale),
      ),
    copied.length > 0 && l10n.t('In a bucket with versioning, each changed object gets a new version.'),
  ];
  return [...lines, '', ...notes.filter((note) => typeof note === 'string')].join('\n').trim();
}

/** Table of all objects that change, with the present and the new values. */
export function previewTable({ planned, blocked }: Preview, changes: PropertyChanges): string {
  const rows = planned.flatMap(({ object }) =>
    linesOf(changes).flatMap(({ label, value, present }) => {
      const now = present(object.properties);
      if (now === value) return [];
      const before = now === undefined ? l10n.t('not readable') : (now ?? l10n.t('none'));
      return [[object.target.key, label, before, value ?? l10n.t('removed')].map((cell) => markdownCell(cell))];
    }),
  );
  const table = markdownTable([l10n.t('Object'), l10n.t('Property'), l10n.t('Now'), l10n.t('New')], rows);
  const refused = blocked.map(({ name, error }) => `- ${markdownCell(`${name}: ${explainError(error).message}`)}`);
  return [table, ...(refused.length > 0 ? [`## ${l10n.t("Can't be changed")}`, refused.join('\n')] : []), ''].join(
    '\n\n',
  );
}

/** `1 object`, or the number of objects. */
export function countText(count: number, locale: string): string {
  return count === 1 ? l10n.t('1 object') : l10n.t('{0} objects', describeCount(count, locale));
}

function linesOf({ headers, tags, acl, storageClass }: PropertyChanges): readonly Line[] {
  return [
    ...Object.entries(headers).map(([name, value]): Line => ({
      ...{ label: headerTitle(name), value },
      present: ({ metadata }) => describingHeaders(metadata)[name] ?? null,
    })),
    ...Object.entries(tags).map(([name, value]): Line => ({
      ...{ label: l10n.t('Tag {0}', name), value },
      present: (properties) => (properties.tags instanceof OssError ? undefined : (properties.tags[name] ?? null)),
    })),
    ...(acl === undefined
      ? []
      : [
          {
            ...{ label: 'ACL', value: acl },
            present: (properties: ObjectProperties) =>
              properties.acl instanceof OssError ? undefined : properties.acl,
          },
        ]),
    ...(storageClass === undefined
      ? []
      : [
          {
            ...{ label: l10n.t('Storage class'), value: storageClass },
            present: ({ metadata }: ObjectProperties) => metadata.storageClass ?? 'Standard',
          },
        ]),
  ];
}
