import { InvalidInputError } from '../errors/errors.ts';
import { validateOssHeader } from './headerRules.ts';

const FIELD = 'x-oss-traffic-limit';

/** Bits in a unit. OSS counts bytes in steps of 1,024 (its bounds are 100 KB/s and 100 MB/s), networks count bits in steps of 1,000. */
const bitsIn: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['bit', 1],
  ['kbit', 1000],
  ['mbit', 1_000_000],
  ['b', 8],
  ['kb', 8 * 1024],
  ['kib', 8 * 1024],
  ['mb', 8 * 1024 ** 2],
  ['mib', 8 * 1024 ** 2],
]);

/** Parameter of a link. Throws an `InvalidInputError` unless it is a whole number of 819,200 to 838,860,800 bit/s. */
export function trafficLimitParameters(bitsPerSecond: number | undefined): Record<string, string> {
  if (bitsPerSecond === undefined) return {};
  const value = String(bitsPerSecond);
  validateOssHeader(FIELD, value);
  return { [FIELD]: value };
}

/**
 * Parses a speed into bits per second: `1 MB/s` (megabytes of 1,024² bytes, as OSS counts them), `8 Mbit/s` or `8 Mbps`
 * (million bits), `819200` (bits). Throws an `InvalidInputError` for other text and for values that OSS does not
 * accept.
 */
export function parseTrafficLimit(text: string): number {
  const [, amount = '', unit = ''] = /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]*?)(?:\/s)?\s*$/i.exec(text) ?? [];
  const bits = bitsIn.get(unit.toLowerCase().replace(/bps$/, 'bit'));
  if (amount === '' || bits === undefined) {
    throw new InvalidInputError(FIELD, 'Enter a speed such as 1 MB/s, 500 KB/s, or 8 Mbit/s.');
  }
  const bitsPerSecond = Math.round(Number(amount) * bits);
  validateOssHeader(FIELD, String(bitsPerSecond));
  return bitsPerSecond;
}
