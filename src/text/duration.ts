import { InvalidInputError } from '../oss/errors/errors.ts';
import { normalizeTypedTime } from './typedTime.ts';
import { spacedNumbers, unitFormat, unitListFormat } from './intlFormats.ts';

const secondsIn = { week: 604_800, day: 86_400, hour: 3600, minute: 60, second: 1 };

/** Names of each unit in lower case; `compactDuration` writes the one-letter names. */
const unitNames: Readonly<Record<keyof typeof secondsIn, readonly string[]>> = {
  week: ['w', 'week', 'weeks', '周', '星期', '礼拜'],
  day: ['d', 'day', 'days', '天', '日'],
  hour: ['h', 'hr', 'hrs', 'hour', 'hours', '小时', '时'],
  minute: ['m', 'min', 'mins', 'minute', 'minutes', '分钟', '分'],
  second: ['s', 'sec', 'secs', 'second', 'seconds', '秒', '秒钟'],
};

const secondsByName = new Map(
  Object.entries(unitNames).flatMap(([unit, names]) =>
    names.map((name) => [name, secondsIn[unit as keyof typeof secondsIn]] as const),
  ),
);
/** Units before and after the `T` of ISO 8601: `P1M` is a month, `PT1M` a minute. */
const isoDateUnits = new Map([
  ['w', secondsIn.week],
  ['d', secondsIn.day],
]);
const isoTimeUnits = new Map([
  ['h', secondsIn.hour],
  ['m', secondsIn.minute],
  ['s', secondsIn.second],
]);

/** Words of people who want a link that does not expire, which OSS does not have. */
const ENDLESS = new Set([
  ...['forever', 'never', 'never expires', 'permanent', 'unlimited', 'infinite', 'no limit'],
  ...['永久', '永久有效', '永远', '永不', '永不过期', '不过期', '长期', '长期有效', '无限', '无限期', '不限', '不限时'],
]);

/**
 * Seconds of a duration as people write it: `90s`, `1h30m`, `1d 12h`, `1.5 hours`, `3600`, `PT1H`, `P1DT2H`, `P1W`.
 * The result may be zero, or too large for any link. Throws an `InvalidInputError` of the field `validity`.
 */
export function parseDuration(text: string): number {
  const wanted = normalizeTypedTime(text);
  if (ENDLESS.has(wanted)) {
    throw new InvalidInputError('validity', 'Every link expires. Enter a duration such as 7d.');
  }
  if (/^\d+$/.test(wanted)) return Number(wanted);
  const iso = /^p(?=.)([^t]*)(?:t(.+))?$/.exec(wanted);
  if (!iso) return sumOfTerms(wanted, secondsByName);
  const [, dateTerms = '', timeTerms = ''] = iso;
  return (
    (dateTerms === '' ? 0 : sumOfTerms(dateTerms, isoDateUnits)) +
    (timeTerms === '' ? 0 : sumOfTerms(timeTerms, isoTimeUnits))
  );
}

function sumOfTerms(text: string, units: ReadonlyMap<string, number>): number {
  if (!/^(?:\d+(?:\.\d+)?\s*\p{L}+\s*)+$/u.test(text)) {
    throw new InvalidInputError(
      'validity',
      'Enter a duration such as 90s, 30m, 1h30m, 2d, or PT1H, or a time such as 18:00, fri 18:00, or 2030-12-31 09:15.',
    );
  }
  let seconds = 0;
  for (const [, amount, unit = ''] of text.matchAll(/([\d.]+)\s*(\p{L}+)/gu)) {
    const unitSeconds = units.get(unit);
    if (unitSeconds === undefined) {
      throw new InvalidInputError(
        'validity',
        'Unknown unit "{0}". Use s, m, h, d, or w. Months and years have no fixed length.',
        [unit],
      );
    }
    seconds += Number(amount) * unitSeconds;
  }
  return Math.round(seconds);
}

const shownUnits = ['day', 'hour', 'minute', 'second'] as const;

/** Days, hours, minutes and seconds of a duration, without parts that are zero. */
function partsOf(seconds: number): { readonly unit: (typeof shownUnits)[number]; readonly amount: number }[] {
  let rest = seconds;
  return shownUnits
    .map((unit) => {
      const amount = Math.floor(rest / secondsIn[unit]);
      rest -= amount * secondsIn[unit];
      return { unit, amount };
    })
    .filter(({ amount }) => amount > 0);
}

/** Duration in words, e.g. `1 hour 30 minutes`, in the language of `locale` (default: the system's). */
export function formatDuration(seconds: number, locale?: string): string {
  const parts = partsOf(seconds).map(({ unit, amount }) => unitFormat(unit, locale).format(amount));
  return spacedNumbers(unitListFormat(locale).format(parts));
}

/** Duration in the short form that `parseDuration` reads, e.g. `1h30m`, the same in every language. */
export function compactDuration(seconds: number): string {
  return partsOf(seconds)
    .map(({ unit, amount }) => `${amount}${unit.charAt(0)}`)
    .join('');
}
