const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const TIME_UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A size such as `12.3 MB`. 1 KB is 1,024 bytes, as in the OSS console. */
export function describeSize(sizeBytes: number, language: string): string {
  let size = sizeBytes;
  let index = 0;
  // A number that rounds to 1,024 is shown in the next unit.
  while (size >= 1023.95 && index < SIZE_UNITS.length - 1) {
    size /= 1024;
    index += 1;
  }
  const unit = SIZE_UNITS[index] ?? 'byte';
  // The short form of a byte is "byte" in the plural too.
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
  return format.format(size).replace('kB', 'KB');
}

/**
 * Duration in the largest unit with a count of at least two, e.g. `47 hours`; rounded down, so that the real time is
 * never shorter.
 */
export function describeSeconds(seconds: number, language: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [unit, length] = TIME_UNITS.find(([, unitSeconds]) => whole >= 2 * unitSeconds) ?? TIME_UNITS[3];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(whole / length),
  );
}

/** Date with its time zone, e.g. `November 22, 2026 at 9:15 AM GMT+8`. */
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
