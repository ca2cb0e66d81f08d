import { InvalidInputError } from '../errors/errors.ts';
import { validateOssHeader, isUserMetadata, userMetadataHeader } from '../requests/headerRules.ts';
import { validateKey } from '../validate.ts';

/** Condition on one field of an upload form: its only value, its prefix, or a list of allowed or forbidden values. */
export interface FormFieldRule {
  readonly op: 'eq' | 'starts-with' | 'in' | 'not-in';
  /** The name without `$`, in any case. */
  readonly field: string;
  readonly value: string | readonly string[];
}

/** Object keys that a form may write: one, or all with a prefix. */
export type FormKey = { readonly exact: string } | { readonly prefix: string };

/** Content types that a form may send. */
export type FormContentTypes =
  { readonly eq: string } | { readonly in: readonly string[] } | { readonly startsWith: string };

const MAX_FIELD_NAME_BYTES = 8 * 1024;
const MAX_FIELD_VALUE_BYTES = 2 * 1024 ** 2;
const MAX_USER_METADATA_BYTES = 8 * 1024;

/** Fields that the signature sets, or that a policy cannot contain. */
const RESERVED_FIELDS = new Set([
  'bucket',
  'content-length-range',
  'file',
  'ossaccesskeyid',
  'policy',
  'signature',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-security-token',
  'x-oss-signature',
  'x-oss-signature-version',
]);

/**
 * Field names as in the documentation of PostObject, by lower-case name.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
 */
const DOCUMENTED_NAMES: ReadonlyMap<string, string> = new Map(
  ['Cache-Control', 'Content-Disposition', 'Content-Encoding', 'Content-Type', 'Expires'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Name of a field in the form. */
export function formFieldName(field: string): string {
  const name = conditionName(field);
  return DOCUMENTED_NAMES.get(name) ?? name;
}

/** Name of a field in a condition: lower case, except for callback variables, which keep their case. */
export function conditionName(field: string): string {
  return /^x:/i.test(field) ? field : field.toLowerCase();
}

/** Rule for the object key. Throws an `InvalidInputError` for an invalid key. */
export function keyRule(key: FormKey): FormFieldRule {
  const { exact, prefix } = key as { readonly exact?: string; readonly prefix?: string };
  if ((exact === undefined) === (prefix === undefined)) {
    throw new InvalidInputError('key', 'An upload form must have either one object name or a prefix.');
  }
  if (exact !== undefined) {
    validateKey(exact);
    if (exact.includes('${filename}')) {
      throw new InvalidInputError('key', 'OSS replaces {0} with the file name. Use a prefix.', ['${filename}']);
    }
    return { op: 'eq', field: 'key', value: exact };
  }
  // An empty prefix stands for the whole bucket.
  if (prefix !== undefined && prefix !== '') validateKey(prefix);
  return { op: 'starts-with', field: 'key', value: prefix ?? '' };
}

/** Rule for the content type. Throws an `InvalidInputError` unless it is one rule that some type satisfies. */
export function contentTypeRule(contentTypes: FormContentTypes): FormFieldRule {
  const rules = Object.entries(contentTypes) as [string, string | readonly string[]][];
  const [[name, value] = ['', '']] = rules;
  const op = (['eq', 'in', 'startsWith'] as const).find((known) => known === name);
  if (rules.length !== 1 || op === undefined) {
    throw new InvalidInputError('content-type', 'Limit content types to one type, a list, or a prefix.');
  }
  return { op: op === 'startsWith' ? 'starts-with' : op, field: 'content-type', value };
}

/**
 * Rules for user metadata, by names without `x-oss-meta-`. Throws an `InvalidInputError` for values that OSS would
 * refuse.
 */
export function metadataRules(meta: Readonly<Record<string, string>>): FormFieldRule[] {
  return Object.entries(meta).map(([name, value]) => ({ op: 'eq', field: userMetadataHeader(name), value }));
}

/**
 * Throws an `InvalidInputError` unless OSS accepts each rule and some form can satisfy all of them: names and values
 * are valid, no field has two exact values, and the rules of a field do not contradict each other.
 */
export function validateRules(rules: readonly FormFieldRule[]): void {
  const byField = new Map<string, FormFieldRule[]>();
  for (const rule of rules) {
    validateRule(rule);
    const name = conditionName(rule.field);
    byField.set(name, [...(byField.get(name) ?? []), rule]);
  }
  for (const [name, ofField] of byField) {
    if (ofField.filter(({ op }) => op === 'eq').length > 1) {
      throw new InvalidInputError(name, 'The form field {0} is set twice.', [name]);
    }
    const candidates = ofField.find(({ op }) => op === 'eq') ?? ofField.find(({ op }) => op === 'in');
    if (candidates && !valuesOf(candidates.value).some((value) => ofField.every((rule) => allows(rule, value)))) {
      throw new InvalidInputError(name, 'No value of the form field {0} can satisfy all of its conditions.', [name]);
    }
  }
  validateUserMetadata(rules);
}

function validateRule({ op, field, value }: FormFieldRule): void {
  validateFieldName(field);
  const isList = op === 'in' || op === 'not-in';
  if (isList !== Array.isArray(value)) {
    throw new InvalidInputError(
      field,
      isList ? 'The condition {0} on {1} takes a list.' : 'The condition {0} on {1} takes one value.',
      [op, field],
    );
  }
  if (value.length === 0 && isList) {
    throw new InvalidInputError(field, 'The list of the condition {0} on {1} is empty.', [op, field]);
  }
  for (const one of valuesOf(value)) validateFieldValue(field, one, op);
}

/** Throws an `InvalidInputError` unless a policy may name the field; the error's field is `name`. */
function validateFieldName(name: string): void {
  if (!/^[A-Za-z0-9_:.-]+$/.test(name) || name.length > MAX_FIELD_NAME_BYTES) {
    throw new InvalidInputError(name, 'A form field name can contain only letters, digits, hyphens, and underscores.');
  }
  if (RESERVED_FIELDS.has(name.toLowerCase())) {
    throw new InvalidInputError(name, 'The form field {0} is set by the signature itself.', [name]);
  }
  // OSS accepts no other characters here, not even the underscore.
  if (isUserMetadata(name) && !/^x-oss-meta-[a-z0-9-]+$/i.test(name)) {
    throw new InvalidInputError(name, 'A metadata name can contain only letters, digits, and hyphens.');
  }
}

function validateFieldValue(field: string, value: string, op: FormFieldRule['op']): void {
  const name = conditionName(field);
  if (!value.isWellFormed()) {
    throw new InvalidInputError(field, "The form field {0} isn't valid Unicode: it has an unpaired surrogate.", [
      field,
    ]);
  }
  if (Buffer.byteLength(value) > MAX_FIELD_VALUE_BYTES) {
    throw new InvalidInputError(field, 'The form field {0} is longer than {1} bytes.', [field, MAX_FIELD_VALUE_BYTES]);
  }
  // An object key may contain any character.
  if (name === 'key') return;
  if (/\p{Cc}/u.test(value)) {
    throw new InvalidInputError(field, 'The form field {0} contains a line break or another control character.', [
      field,
    ]);
  }
  if (op !== 'eq' && op !== 'in') return;
  if (value === '' && name.startsWith('content-')) {
    throw new InvalidInputError(field, "{0} can't be empty.", [field]);
  }
  if (name === 'success_action_status' && !['200', '201', '204'].includes(value)) {
    throw new InvalidInputError(field, '{0} must be one of: {1}.', [field, '200, 201, 204']);
  }
  if (name === 'success_action_redirect' && !(/^https?:\/\//i.test(value) && URL.canParse(value))) {
    throw new InvalidInputError(field, 'The redirect URL must begin with http:// or https://.');
  }
  validateOssHeader(name, value, field);
}

function validateUserMetadata(rules: readonly FormFieldRule[]): void {
  const sizeBytes = rules
    .filter(({ op, field }) => op === 'eq' && isUserMetadata(field))
    .reduce((sum, { field, value }) => sum + Buffer.byteLength(field) + Buffer.byteLength(valuesOf(value).join('')), 0);
  if (sizeBytes > MAX_USER_METADATA_BYTES) {
    throw new InvalidInputError(
      'x-oss-meta-*',
      'The names and values of the metadata have {0} bytes. OSS accepts at most {1}.',
      [sizeBytes, MAX_USER_METADATA_BYTES],
    );
  }
}

function allows({ op, value }: FormFieldRule, text: string): boolean {
  switch (op) {
    case 'eq':
      return text === value;
    case 'starts-with':
      return text.startsWith(valuesOf(value).join(''));
    case 'in':
      return value.includes(text);
    case 'not-in':
      return !value.includes(text);
  }
}

function valuesOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
