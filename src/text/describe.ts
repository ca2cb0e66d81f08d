import prettyBytes from 'pretty-bytes';
import { relativeTimeFormat } from './intlFormats.ts';

/** Units from the largest to the smallest, with their average length. */
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Count in the user's language, e.g. `12,345`. */
export function describeCount(count: number, locale: string): string {
  return count.toLocaleString(locale);
}

/** Size in the user's language, e.g. `12.3 kB`. */
export function describeSize(sizeBytes: number, locale: string): string {
  return prettyBytes(sizeBytes, { locale });
}

/** Header name as documents write it, e.g. `Content-Type`; names of OSS, such as `x-oss-meta-author`, stay lower-case. */
export function describeHeader(name: string): string {
  if (/^x-/i.test(name)) return name.toLowerCase();
  const words = name.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
  return words.join('-').replace(/-Md5$/, '-MD5');
}

/** Time since a date in the largest unit that fits, e.g. `3 days ago`. */
export function describeAge(date: Date, now: Date, locale: string): string {
  const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
  const format = relativeTimeFormat(locale, 'auto');
  const step = UNITS.find(([, length]) => seconds >= length);
  return step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, 'second');
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Time from now to a moment, e.g. `in 42 minutes`. A larger unit begins at twice its length, so that rounding stays small. */
export function describeMoment(date: Date, now: Date, locale: string): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  if (seconds <= 0) return describeAge(date, now, locale);
  const format = relativeTimeFormat(locale, 'always');
  if (seconds >= 2 * DAY_SECONDS) return format.format(Math.floor(seconds / DAY_SECONDS), 'day');
  if (seconds >= 2 * HOUR_SECONDS) return format.format(Math.floor(seconds / HOUR_SECONDS), 'hour');
  return format.format(Math.ceil(seconds / MINUTE_SECONDS), 'minute');
}
