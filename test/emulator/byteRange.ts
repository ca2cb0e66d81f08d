import { Refusal } from './refusal.ts';

/** From `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Parses a Range header; `undefined` means the whole object.
 * By default OSS returns the whole object for a range that is malformed or reaches beyond the object; with
 * `x-oss-range-behavior: standard` it cuts the end, and refuses a start beyond the object with 416.
 */
export function readRange(headers: Readonly<Record<string, string>>, sizeBytes: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers['range'] ?? '') ?? [];
  if (first === '' && last === '') {
    return undefined;
  }
  const isStandard = headers['x-oss-range-behavior'] === 'standard';
  const start = first === '' ? sizeBytes - Number(last) : Number(first);
  const end = first === '' || last === '' ? sizeBytes : Number(last) + 1;
  if (first !== '' && end <= start && last !== '') {
    return undefined;
  }
  if (start >= sizeBytes && isStandard) {
    throw new Refusal(416, 'InvalidRange', 'The requested range cannot be satisfied.', {
      headers: { 'content-range': `bytes */${sizeBytes}` },
      fields: [
        ['ActualObjectSize', sizeBytes],
        ['RangeHeader', headers['range'] ?? ''],
      ],
    });
  }
  if (!isStandard && (start < 0 || start >= sizeBytes || end > sizeBytes)) {
    return undefined;
  }
  return { start: Math.max(start, 0), end: Math.min(end, sizeBytes) };
}
