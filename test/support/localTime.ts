const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Time of day in the time zone of this process, e.g. `09:05`. */
export function localClock(date: Date): string {
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** Day in the time zone of this process, e.g. `2031-05-06`. */
export function localDay(date: Date): string {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}
