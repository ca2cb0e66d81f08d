/** Caches what `create` returns for each combination of arguments, e.g. an `Intl` format: creating one takes a hundred times longer than using it. */
export function memoize<Args extends readonly (string | undefined)[], T>(
  create: (...args: Args) => T,
): (...args: Args) => T {
  const cache = new Map<string, T>();
  return (...args) => {
    const cacheKey = args.join(' ');
    const value = cache.get(cacheKey) ?? create(...args);
    cache.set(cacheKey, value);
    return value;
  };
}

/** Text with blanks between digits and Chinese characters, as VS Code and our texts have it: `1 小时 30 分钟`. */
export function spacedNumbers(text: string): string {
  return text.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ');
}

export const relativeTimeFormat = memoize(
  (locale: string, numeric: 'auto' | 'always') => new Intl.RelativeTimeFormat(locale, { numeric }),
);

export const unitFormat = memoize(
  (unit: string, locale: string | undefined) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);

export const unitListFormat = memoize(
  (locale: string | undefined) => new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }),
);

/** Format whose parts are read as numbers of the Gregorian calendar. */
export const wallTimeFormat = memoize(
  (timeZone: string | undefined) =>
    new Intl.DateTimeFormat('en-US', {
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      timeZone,
    }),
);

/** Parts of a date in addition to the time: none today, the day this year, otherwise also the year. */
export type DateDetail = 'time' | 'day' | 'year';

/** Options of the day that a date shows in addition to its time. */
function dayOptions(detail: DateDetail): Intl.DateTimeFormatOptions {
  return {
    ...(detail === 'year' && { year: 'numeric' }),
    ...(detail !== 'time' && { weekday: 'short', month: 'short', day: 'numeric' }),
  };
}

export const dayFormat = memoize(
  (detail: Exclude<DateDetail, 'time'>, locale: string | undefined, timeZone: string | undefined) =>
    new Intl.DateTimeFormat(locale, { ...dayOptions(detail), timeZone }),
);

export const momentFormat = memoize(
  (detail: DateDetail, locale: string | undefined, timeZone: string | undefined) =>
    new Intl.DateTimeFormat(locale, {
      ...dayOptions(detail),
      hour: '2-digit',
      minute: '2-digit',
      // 24 hours in every language, as users type times.
      hourCycle: 'h23',
      timeZoneName: 'short',
      timeZone,
    }),
);
