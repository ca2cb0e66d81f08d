import { filled, type Problem } from '../pageTexts.ts';
import { describeSize } from './describe.ts';
import type { PageData } from './pageData.ts';

/** A file as far as limits go. */
interface SizedFile {
  readonly name: string;
  readonly size: number;
}

const MAX_KEY_BYTES = 1023;
/** The longest part that a name gets to keep it apart from others. */
const UNIQUE_LENGTH = 8;

/** The reason for which a file cannot be sent at all, or `undefined`. */
export function problemOfFile({ name, size }: SizedFile, data: PageData, nowMs: number): Problem | undefined {
  if (nowMs >= data.expiresMs) return 'expired';
  if (size > data.maxBytes) return 'tooLarge';
  if (size < data.minBytes) return 'tooSmall';
  if (data.types && contentTypeOf(name, data) === undefined) return 'wrongKind';
  const keyBytes =
    new TextEncoder().encode(objectKey(name, data, '')).length + (data.keepsBoth ? UNIQUE_LENGTH + 1 : 0);
  return keyBytes > MAX_KEY_BYTES ? 'nameTooLong' : undefined;
}

/** The content type to send for a file, or `undefined` where the request names none or does not accept the file. */
export function contentTypeOf(name: string, { types = {} }: PageData): string | undefined {
  const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(types, extension) ? types[extension] : undefined;
}

/** The name of the object. Letters are composed, since macOS takes them apart; forms cannot carry control characters. */
export function objectKey(name: string, { prefix, keepsBoth }: PageData, unique: string): string {
  const legal = name.normalize('NFC').replace(/\p{Cc}/gu, '_');
  return `${prefix}${keepsBoth && unique !== '' ? `${unique}-` : ''}${legal}`;
}

/** Random letters and digits that keep a name apart from others. */
export function uniquePart(random: () => number = Math.random): string {
  return Array.from({ length: UNIQUE_LENGTH }, () => Math.floor(random() * 36).toString(36)).join('');
}

/** The next name to try where a name is taken: `photo.jpg`, `photo (2).jpg`, `photo (3).jpg`. */
export function nextName(name: string): string {
  const [, stem = '', count, extension = ''] = /^(.*?)(?: \((\d{1,4})\))?(\.[^./]+)?$/s.exec(name) ?? [];
  return `${stem} (${Number(count ?? 1) + 1})${extension}`;
}

/** A problem in words. */
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
