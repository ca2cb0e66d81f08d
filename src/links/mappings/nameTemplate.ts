import { InvalidInputError } from '../../oss/errors/errors.ts';
import { hasDotSegments } from '../../oss/validate.ts';

/** Facts from which a template makes the name of an object. */
export interface NamedFile {
  /** File name with its extension. */
  readonly name: string;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
  readonly date: Date;
  /** Path of the document in its mapped folder. */
  readonly document: string;
}

/** Name of an object for a file. */
export type NameTemplate = (file: NamedFile) => string;

/** Characters that end an `oss://` address in a text, or have a meaning in URLs and patterns. */
const UNSAFE =
  /[\s\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"'`<>|\\^{}()[\]，。；：！？、（）【】《》〈〉「」『』“”‘’…#?%&*:;,!/~$@=+]+/gu;
const MAX_NAME_LENGTH = 100;
const DATE_PARTS = /yyyy|yy|MM|dd|HH|mm|ss/g;
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Example with which a template is validated and shown. */
export const EXAMPLE_FILE = {
  name: 'cat.png',
  sha256: '1f3a9c07d2'.padEnd(64, '5e8b'),
  document: 'guide/start.md',
} as const satisfies Omit<NamedFile, 'date'>;

/**
 * Parses a template such as `{date:yyyy/MM}/{name}-{hash8}{ext}`. Throws an `InvalidInputError` for an unknown
 * placeholder, and for a template whose names no client can request.
 */
export function parseNameTemplate(text: string): NameTemplate {
  const parts: NameTemplate[] = [];
  let end = 0;
  for (const { index, 0: written, 1: placeholder = '' } of text.matchAll(PLACEHOLDER)) {
    parts.push(literal(text.slice(end, index)), valueOf(placeholder));
    end = index + written.length;
  }
  parts.push(literal(text.slice(end)));
  const template: NameTemplate = (file) => withoutEmptySegments(parts.map((part) => part(file)).join(''));
  const example = template({ ...EXAMPLE_FILE, date: new Date(0) });
  if (example === '') throw new InvalidInputError('name', 'The name template is empty.');
  if (hasDotSegments(example)) throw dotSegments();
  return template;
}

/**
 * Key with a number in its last segment, e.g. `a/cat-2.png`. It contains no blank, which would end an address in a
 * text.
 */
export function numberedUpload(key: string, number: number): string {
  const dot = key.lastIndexOf('.');
  const end = dot > key.lastIndexOf('/') + 1 ? dot : key.length;
  return `${key.slice(0, end)}-${number}${key.slice(end)}`;
}

function literal(text: string): NameTemplate {
  const [unsafe] = text.replaceAll('/', '').match(UNSAFE) ?? [];
  if (unsafe !== undefined) {
    throw new InvalidInputError('name', "The name template can't contain {0}.", [JSON.stringify(unsafe)]);
  }
  return () => text;
}

/** Error for a prefix or name with `.` or `..` between slashes. */
export function dotSegments(): InvalidInputError {
  return new InvalidInputError(
    'name',
    'Most clients rewrite "." and ".." in URLs, so links to this prefix won\'t work.',
  );
}

function valueOf(placeholder: string): NameTemplate {
  const [, kind = '', argument] = /^([a-z]+)(?::?(.+))?$/.exec(placeholder) ?? [];
  if (argument === undefined) {
    switch (kind) {
      case 'name':
        return ({ name }) => safeName(splitName(name).base) || 'file';
      case 'ext':
        return ({ name }) => safeName(splitName(name).extension).replace(/^(?=.)/, '.');
      case 'document':
        return ({ document }) => safeName(splitName(document.slice(document.lastIndexOf('/') + 1)).base);
      case 'folder':
        return ({ document }) => document.split('/').slice(0, -1).map(safeName).join('/');
      case 'hash':
        return ({ sha256 }) => sha256;
    }
  }
  if (kind === 'hash' && /^hash\d+$/.test(placeholder)) {
    const length = Number(argument);
    if (length >= 4 && length <= 64) return ({ sha256 }) => sha256.slice(0, length);
    throw new InvalidInputError('name', 'A hash in the name template has 4 to 64 characters.');
  }
  if (kind === 'date' && (argument === undefined || placeholder.startsWith('date:'))) {
    const pattern = argument ?? 'yyyy-MM-dd';
    literal(pattern.replaceAll(DATE_PARTS, ''));
    return ({ date }) => formatDate(date, pattern);
  }
  throw new InvalidInputError('name', 'The name template has no placeholder {0}. Use {1}.', [
    `{${placeholder}}`,
    '{name}, {ext}, {hash8}, {date:yyyy/MM}, {document}, {folder}',
  ]);
}

/** Date in the time zone of the user. */
function formatDate(date: Date, pattern: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  const values: Readonly<Record<string, string>> = {
    yyyy: year,
    yy: year.slice(-2),
    MM: two(date.getMonth() + 1),
    dd: two(date.getDate()),
    HH: two(date.getHours()),
    mm: two(date.getMinutes()),
    ss: two(date.getSeconds()),
  };
  return pattern.replaceAll(DATE_PARTS, (part) => values[part] ?? part);
}

/** Part of a name that is valid in an `oss://` address in a text; letters of any script are kept. */
function safeName(text: string): string {
  const safe = text
    .normalize('NFC')
    .replaceAll(UNSAFE, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return Array.from(safe).slice(0, MAX_NAME_LENGTH).join('');
}

/** Base and extension, without the dot between them. A name that begins with a dot has no extension. */
function splitName(name: string): { readonly base: string; readonly extension: string } {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? { base: name.slice(0, dot), extension: name.slice(dot + 1) } : { base: name, extension: '' };
}

/** Path without empty segments. Placeholders may be empty, for example the folder of a document at the top. */
function withoutEmptySegments(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
}
