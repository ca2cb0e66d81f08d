import { filled, type Problem } from '../pageTexts.ts';
import { describeSize } from './describe.ts';
import type { PageData } from './pageData.ts';

/** Facts about a file that limits depend on. */
interface SizedFile {
  readonly name: string;
  readonly size: number;
}

const MAX_KEY_BYTES = 1023;
/** Length of the longest segment that makes a name unique. */
const UNIQUE_LENGTH = 8;

/** Reason why a file cannot be sent; `undefined` if there is none. */
export function problemOfFile({ name, size }: SizedFile, data: PageData, nowMs: number): Problem | undefined {
  if (nowMs >= data.expiresMs) return 'expired';
  if (size > data.maxBytes) return 'tooLarge';
  if (size < data.minBytes) return 'tooSmall';
  if (data.types && contentTypeOf(name, data) === undefined) return 'wrongKind';
  const keyBytes =
    new TextEncoder().encode(objectKey(name, data, '')).length + (data.keepsBoth ? UNIQUE_LENGTH + 1 : 0);
  return keyBytes > MAX_KEY_BYTES ? 'nameTooLong' : undefined;
}

/** Content type to send for a file; `undefined` if the request has no types or does not accept the file. */
export function contentTypeOf(name: string, { types = {} }: PageData): string | undefined {
  const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(types, extension) ? types[extension] : undefined;
}

/**
 * Key of the object. Letters are composed (NFC), because macOS decomposes them; control characters are removed, because
 * forms cannot contain them.
 */
export function objectKey(name: string, { prefix, keepsBoth }: PageData, unique: string): string {
  const legal = name.normalize('NFC').replace(/\p{Cc}/gu, '_');
  return `${prefix}${keepsBoth && unique !== '' ? `${unique}-` : ''}${legal}`;
}

/** Random letters and digits that make a name unique. */
export function uniquePart(random: () => number = Math.random): string {
  return Array.from({ length: UNIQUE_LENGTH }, () => Math.floor(random() * 36).toString(36)).join('');
}

/** Next name to try if a name is taken: `photo.jpg`, `photo (2).jpg`, `photo (3).jpg`. */
export function nextName(name: string): string {
  const [, stem = '', count, extension = ''] = /^(.*?)(?: \((\d{1,4})\))?(\.[^./]+)?$/s.exec(name) ?? [];
  return `${stem} (${Number(count ?? 1) + 1})${extension}`;
}

/** Problem as text. */
export function describeProblem(problem: Problem, size: number, data: PageData): string {
  const { texts, language, types = {}, maxBytes, minBytes } = data;
  const text = texts.problems[problem];
  switch (problem) {
    case 'tooLarge':
      return filled(text, describeSize(size, language), describeSize(maxBytes, language));
    case 'tooSmall':
      return filled(text, describeSize(size, language), describeSize(minBytes, language));
    case 'wrongKind':
      return filled(text, Object.keys(types).join(', '));
    case 'expired':
    case 'nameTaken':
    case 'probablyArrived':
    case 'nameTooLong':
    case 'badName':
    case 'changed':
    case 'withdrawn':
    case 'noPermission':
    case 'busy':
    case 'network':
    case 'unreadable':
    case 'unconfirmed':
    case 'refused':
      return text;
  }
}
