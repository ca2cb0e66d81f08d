import { hash } from 'node:crypto';
import type { CdnType } from './cdnSettings.ts';

/** Parts of a CDN link that its hash covers; host and query are not among them. */
export interface CdnHashInput {
  readonly type: CdnType;
  /** Percent-encoded, as in the request line. */
  readonly path: string;
  /** As in the link. */
  readonly timestampText: string;
  readonly privateKey: string;
  /** Type A. */
  readonly rand?: string | undefined;
  /** Type A. */
  readonly uid?: string | undefined;
}

/** Notation of the time in a link. */
export interface CdnTimeNotation {
  readonly type: CdnType;
  readonly timeFormat?: 'hex' | 'dec' | undefined;
  readonly hexCase?: 'lower' | 'upper' | undefined;
}

/** Times in links have 10 decimal or 8 hexadecimal digits: 9 September 2001 to 7 February 2106. */
const FIRST_SECOND = 1_000_000_000;
const LAST_SECOND = 0xffff_ffff;

/** Offset of Beijing time, which type B uses; it has no daylight saving time. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;
const BEIJING_MINUTE = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** Text that is hashed. It contains the key, so it is a secret. */
export function cdnStringToHash({
  type,
  path,
  timestampText,
  privateKey,
  rand = '0',
  uid = '0',
}: CdnHashInput): string {
  switch (type) {
    case 'A':
      return `${path}-${timestampText}-${rand}-${uid}-${privateKey}`;
    case 'B':
      return `${privateKey}${timestampText}${path}`;
    case 'C1':
    case 'C2':
    case 'F':
      return `${privateKey}${path}${timestampText}`;
  }
}

/** MD5 in lower-case hex, the only hash that CDN URL authentication supports. */
export function cdnHash(stringToHash: string): string {
  return hash('md5', stringToHash, 'hex');
}

/** True for times that a link can contain, in Unix seconds. */
export function isCdnTime(seconds: number): boolean {
  return seconds >= FIRST_SECOND && seconds <= LAST_SECOND;
}

/** Time in the notation of the type. Type B has whole minutes: the seconds are removed. */
export function writeCdnTime(seconds: number, { type, timeFormat, hexCase }: CdnTimeNotation): string {
  switch (type) {
    case 'A':
      return String(seconds);
    case 'B':
      return writeBeijingMinute(seconds);
    case 'C1':
    case 'C2':
      return writeHex(seconds, hexCase);
    case 'F':
      return timeFormat === 'dec' ? String(seconds) : writeHex(seconds, hexCase);
  }
}

/** Time of a link in Unix seconds; `undefined` for text that is no time of the type. */
export function readCdnTime(text: string, { type }: Pick<CdnTimeNotation, 'type'>): number | undefined {
  const seconds = type === 'B' ? readBeijingMinute(text) : readSeconds(text, type);
  return seconds !== undefined && isCdnTime(seconds) ? seconds : undefined;
}

function writeHex(seconds: number, hexCase: CdnTimeNotation['hexCase']): string {
  const text = seconds.toString(16);
  return hexCase === 'upper' ? text.toUpperCase() : text;
}

function writeBeijingMinute(seconds: number): string {
  return new Date(seconds * 1000 + BEIJING_OFFSET_MS).toISOString().slice(0, 16).replaceAll(/[-T:]/g, '');
}

function readBeijingMinute(text: string): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (BEIJING_MINUTE.exec(text) ?? []).slice(1).map(Number);
  const seconds = (Date.UTC(year, month - 1, day, hour, minute) - BEIJING_OFFSET_MS) / 1000;
  // `Date.UTC` interprets 31 June as 1 July.
  return isCdnTime(seconds) && writeBeijingMinute(seconds) === text ? seconds : undefined;
}

/** Notation of a time of type F, by its length: times of 10 digits are decimal, those of 8 are hexadecimal. */
function readSeconds(text: string, type: CdnType): number | undefined {
  if (/^\d{10}$/.test(text) && (type === 'A' || type === 'F')) return Number(text);
  return /^[0-9a-f]{8}$/i.test(text) && type !== 'A' ? Number.parseInt(text, 16) : undefined;
}
