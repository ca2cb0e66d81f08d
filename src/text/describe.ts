import * as l10n from '@vscode/l10n';
import prettyBytes from 'pretty-bytes';
import { relativeTimeFormat, spacedNumbers } from './intlFormats.ts';

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

/** Date and time to the second, e.g. `11/16/2026, 16:08:33`: with 24 hours, as moments and typed times. */
export function describeTime(date: Date, locale: string): string {
  return date.toLocaleString(locale, { hourCycle: 'h23' });
}

/** Size in the user's language, e.g. `12.5 KB`. 1 KB is 1,024 bytes, as in VS Code and the OSS console. */
export function describeSize(sizeBytes: number, locale: string): string {
  return prettyBytes(sizeBytes, { locale, binary: true }).replace('iB', 'B');
}

/** Size in bytes, e.g. `12,800 bytes`. */
export function describeBytes(sizeBytes: number, locale: string): string {
  return sizeBytes === 1 ? l10n.t('1 byte') : l10n.t('{0} bytes', describeCount(sizeBytes, locale));
}

/** Time since a date in the largest unit that fits, e.g. `3 days ago`. */
export function describeAge(date: Date, now: Date, locale: string): string {
  const seconds = (now.getTime() - date.getTime()) / 1000;
  const format = relativeTimeFormat(locale, 'auto');
  const step = UNITS.find(([, length]) => seconds >= length);
  return spacedNumbers(step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, 'second'));
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Duration for a narrow view, in whole hours or days from ten of them, e.g. `24 h`, `7 d` or `1 h 58 min`. */
export function describeShortDuration(seconds: number): string {
  const unit = [DAY_SECONDS, HOUR_SECONDS].find((one) => seconds >= 9.5 * one);
  return describeDuration(unit === undefined ? seconds : Math.round(seconds / unit) * unit);
}

/** Duration in at most two units, e.g. `1 h 58 min`. */
export function describeDuration(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_SECONDS);
  const hours = Math.floor(minutes / 60);
  const [restHours, restMinutes] = [hours % 24, minutes % 60];
  if (hours >= 48) {
    const days = Math.floor(hours / 24);
    return restHours === 0 ? l10n.t('{0} d', days) : l10n.t('{0} d {1} h', days, restHours);
  }
  if (hours >= 1) return restMinutes === 0 ? l10n.t('{0} h', hours) : l10n.t('{0} h {1} min', hours, restMinutes);
  return minutes >= 1 ? l10n.t('{0} min', minutes) : l10n.t('less than 1 min');
}
