import prettyBytes from 'pretty-bytes';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Making a format takes longer than using it, and a page has a thousand rows. */
const ageFormats = new Map<string, Intl.RelativeTimeFormat>();

function ageFormat(locale: string): Intl.RelativeTimeFormat {
  const known = ageFormats.get(locale);
  if (known) return known;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  ageFormats.set(locale, format);
  return format;
}

/** A size as people read it, e.g. `12.3 kB`. */
export function describeSize(sizeBytes: number, locale: string): string {
  return prettyBytes(sizeBytes, { locale });
}

/** How long ago something was, in the largest unit that fits, e.g. `3 days ago`. */
export function describeAge(date: Date, now: Date, locale: string): string {
  const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
  const format = ageFormat(locale);
  const step = STEPS.find(([, length]) => seconds >= length);
  return step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, 'second');
}
