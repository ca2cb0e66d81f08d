import { InvalidInputError } from '../../oss/errors/errors.ts';
import { namePattern } from '../../oss/names/namePattern.ts';
import type { ObjectEntry } from '../../oss/client/objects.ts';
import { parseDuration } from '../../text/duration.ts';

/** Filter of a folder's objects as typed text. An empty text matches everything. */
export interface FilterTexts {
  /** Pattern of the key below the folder, see `namePattern`. */
  readonly name: string;
  /** E.g. `> 10 MB`, `< 1 GB` or `1 MB - 5 MB`. */
  readonly size: string;
  /** Time since the last modification, e.g. `< 7d` or `> 30d`. */
  readonly age: string;
}

export const EMPTY_FILTER: FilterTexts = { name: '', size: '', age: '' };

/** Parsed filter for the objects below a prefix. */
export interface ObjectFilter {
  /** Common prefix of all matching keys, for the listing request. */
  readonly prefix: string;
  readonly passes: (entry: Pick<ObjectEntry, 'key' | 'sizeBytes' | 'lastModified'>) => boolean;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const SIZE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];
const ANY_VALUE: Range = { from: 0, to: Number.POSITIVE_INFINITY };

/** Parses a filter for the objects below `prefix`. Throws an `InvalidInputError` with an example for an invalid size or age. */
export function objectFilter({ name, size, age }: FilterTexts, prefix: string, now: Date): ObjectFilter {
  const pattern = name.trim() === '' ? undefined : namePattern(name.trim());
  const sizes = parseSizeRange(size);
  const ages = parseAgeRange(age);
  return {
    prefix: prefix + (pattern?.prefix ?? ''),
    passes: ({ key, sizeBytes, lastModified }) =>
      (pattern?.matches(key.slice(prefix.length)) ?? true) &&
      isWithin(sizeBytes, sizes) &&
      isWithin((now.getTime() - lastModified.getTime()) / 1000, ages),
  };
}

/** Range of sizes in bytes. */
export function parseSizeRange(text: string): Range {
  return parseRange(text, 'size', parseSize);
}

/** Range of ages in seconds. */
export function parseAgeRange(text: string): Range {
  return parseRange(text, 'age', parseDuration);
}

function parseRange(text: string, field: 'size' | 'age', parse: (text: string) => number): Range {
  const wanted = text.trim();
  if (wanted === '') return ANY_VALUE;
  const bound = /^([<>])=?\s*(.+)$/.exec(wanted);
  if (bound) {
    const limit = parse(bound[2] ?? '');
    return bound[1] === '<' ? { from: 0, to: limit } : { from: limit, to: Number.POSITIVE_INFINITY };
  }
  const [from, to, rest] = wanted.split(/\s*[-–]\s*/);
  if (from === undefined || to === undefined || rest !== undefined) {
    throw new InvalidInputError(
      field,
      field === 'size'
        ? 'Enter a limit or a range, for example > 10 MB, < 1 GB, or 1 MB - 5 MB.'
        : 'Enter a limit or a range, for example < 7d, > 30d, or 1d - 7d.',
    );
  }
  return { from: parse(from), to: parse(to) };
}

/** Size in bytes, e.g. of `12345` or `5 GB`. Units are powers of 1024, as sizes are shown. Throws an `InvalidInputError`. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?$/i.exec(text.trim());
  if (!match) {
    throw new InvalidInputError('size', '{0} is not a size. Enter a number and B, KB, MB, GB, or TB.', [text.trim()]);
  }
  const [, amount, unit = ''] = match;
  return Number(amount) * 1024 ** SIZE_UNITS.indexOf(`${unit.toUpperCase()}B`);
}

function isWithin(value: number, { from, to }: Range): boolean {
  return value >= from && value <= to;
}
