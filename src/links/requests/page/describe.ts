const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const TIME_UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A size such as `12.3 MB`, with units of 1,000. */
export function describeSize(sizeBytes: number, language: string): string {
  let size = sizeBytes;
  let index = 0;
  // What rounds to 1,000 belongs to the next unit.
  while (size >= 999.95 && index < SIZE_UNITS.length - 1) {
    size /= 1000;
    index += 1;
  }
  const unit = SIZE_UNITS[index] ?? 'byte';
  // The short form of a byte is "byte", even of many.
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(size);
}

/** A time in the largest unit of which there are two, e.g. `47 hours`; rounded down, so that no more is promised than there is. */
export function describeSeconds(seconds: number, language: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [unit, length] = TIME_UNITS.find(([, unitSeconds]) => whole >= 2 * unitSeconds) ?? TIME_UNITS[3];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(whole / length),
  );
}

/** A moment with its zone, e.g. `November 22, 2026 at 9:15 AM GMT+8`. */
export function describeMoment(moment: Date, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone !== undefined && { timeZone }),
  }).format(moment);
}
