import * as l10n from '@vscode/l10n';
import type { PropertyChanges } from '../../../transfers/edit/propertyChanges.ts';
import { describingHeaders } from '../../../transfers/copy/objectState.ts';
import { OssError } from '../../../oss/errors/errors.ts';
import type { Prompts } from '../../../ui/prompts/questions.ts';
import type { EditedObject } from './propertyPreview.ts';

/** Selection, changes so far, and what rows need to ask. */
export interface RowContext {
  readonly objects: readonly EditedObject[];
  readonly changes: PropertyChanges;
  readonly prompts: Prompts;
  readonly locale: string;
}

/** Number of objects by their value of a property. `null`: they have none; `undefined`: it cannot be read. */
export type Values = ReadonlyMap<string | null | undefined, number>;

/** Values of a property in the selection. */
export function valuesOf({ objects }: RowContext, read: (object: EditedObject) => string | null | undefined): Values {
  const values = new Map<string | null | undefined, number>();
  for (const object of objects) {
    const value = read(object);
    values.set(value, (values.get(value) ?? 0) + 1);
  }
  return values;
}

/** Values of a header in the selection. */
export function headerValues(context: RowContext, name: string): Values {
  return valuesOf(context, ({ properties }) => describingHeaders(properties.metadata)[name] ?? null);
}

/** Values of a tag in the selection. */
export function tagValues(context: RowContext, name: string): Values {
  return valuesOf(context, ({ properties: { tags } }) => (tags instanceof OssError ? undefined : (tags[name] ?? null)));
}

/** True if all objects have this value. */
export function isOnly(values: Values, value: string | null): boolean {
  return values.size === 1 && values.has(value);
}

/** Present value of the selection, and the new one if it changes. */
export function valueText(values: Values, change: string | null | undefined): string {
  const [only] = values.keys();
  const present = values.size > 1 ? l10n.t('several values') : textOf(only);
  return change === undefined ? present : `${present} → ${change ?? l10n.t('removed')}`;
}

function textOf(value: string | null | undefined): string {
  return value === undefined ? l10n.t('not readable') : (value ?? l10n.t('none'));
}

/** Changes with one of a header, unless all objects have that value already. */
export function withHeader(context: RowContext, name: string, value: string | null): PropertyChanges {
  const { changes } = context;
  const headers = withoutKey(changes.headers, name);
  return { ...changes, headers: isOnly(headerValues(context, name), value) ? headers : { ...headers, [name]: value } };
}

/** Changes with one of a tag, unless all objects have that value already. */
export function withTag(context: RowContext, name: string, value: string | null): PropertyChanges {
  const { changes } = context;
  const tags = withoutKey(changes.tags, name);
  return { ...changes, tags: isOnly(tagValues(context, name), value) ? tags : { ...tags, [name]: value } };
}

/** Copy without a key. */
export function withoutKey<T extends object, Key extends keyof T>(whole: T, key: Key): Omit<T, Key> {
  const { [key]: _, ...rest } = whole;
  return rest;
}
