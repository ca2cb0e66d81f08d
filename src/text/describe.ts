import prettyBytes from 'pretty-bytes';
import { memoize } from './memoize.ts';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const formatOf = memoize(
  (locale: string, numeric: 'auto' | 'always') => new Intl.RelativeTimeFormat(locale, { numeric }),
);

/** A number of things as people read it, e.g. `12,345`. */
export function describeCount(count: number, locale: string): string {
  return count.toLocaleString(locale);
}

/** A size as people read it, e.g. `12.3 kB`. */
export function describeSize(sizeBytes: number, locale: string): string {
  return prettyBytes(sizeBytes, { locale });
}

/** How long ago something was, in the largest unit that fits, e.g. `3 days ago`. */
export function describeAge(date: Date, now: Date, locale: string): string {
  const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
  const format = formatOf(locale, 'auto');
  const step = STEPS.find(([, length]) => seconds >= length);
  return step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, 'second');
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** How far a moment is from now, e.g. `in 42 minutes`; units change at twice their length, so that little is rounded off. */
export function describeMoment(date: Date, now: Date, locale: string): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  if (seconds <= 0) return describeAge(date, now, locale);
  const format = formatOf(locale, 'always');
  if (seconds >= 2 * DAY_SECONDS) return format.format(Math.floor(seconds / DAY_SECONDS), 'day');
  if (seconds >= 2 * HOUR_SECONDS) return format.format(Math.floor(seconds / HOUR_SECONDS), 'hour');
  return format.format(Math.ceil(seconds / MINUTE_SECONDS), 'minute');
}
