import { InvalidInputError } from '../oss/errors/errors.ts';
import { normalizeTypedTime } from './typedTime.ts';
import { dayFormat, momentFormat, wallTimeFormat, type DateDetail } from './intlFormats.ts';

/** Current time, language and time zone for parsing or formatting a date. Zone and language default to the system's. */
export interface MomentContext {
  readonly now: Date;
  readonly locale?: string | undefined;
  /** IANA name such as `Asia/Shanghai`. */
  readonly timeZone?: string | undefined;
}

/** Local date and time without a zone; `month` counts from 1. */
interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const dayMs = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Date as people type it: `2030-12-31 09:15`, `2030-12-31` (its first minute), `2030-12-31T09:15Z`, `… +08:00`, the
 * next `18:00` or `fri 18:00` after `now`, `tomorrow 9:00`, `下周一 9:00`, and other forms that `normalizeTypedTime` converts. Without
 * an offset it is local time. `undefined` for other text; throws an `InvalidInputError` of the field `validity` for a
 * date that does not exist.
 */
export function parseMoment(text: string, { now, timeZone }: MomentContext): Date | undefined {
  const wanted = normalizeTypedTime(text);
  const dated =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:(?:t|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(z|utc|gmt|(?:utc|gmt)?\s*[+-](?:[01]?\d|2[0-3])(?::?[0-5]\d)?)?)?$/.exec(
      wanted,
    );
  if (dated) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = dated
      .slice(1, 7)
      .map((digits) => Number((digits as string | undefined) ?? 0));
    const wall = { year, month, day, hour, minute, second };
    assertExists(wall, text);
    const offset = dated[7];
    return offset === undefined ? instantOf(wall, timeZone) : new Date(wallTimeAsUtcMs(wall) - parseOffsetMs(offset));
  }
  const inYear = /^(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2}):(\d{2}))?$/.exec(wanted);
  if (inYear) {
    const [month = 0, day = 0, hour = 0, minute = 0] = inYear
      .slice(1)
      .map((digits) => Number((digits as string | undefined) ?? 0));
    return nextInYear({ month, day, hour, minute, second: 0 }, text, { now, timeZone });
  }
  const relative = /^(today|tomorrow|after-tomorrow|in-three-days),?(?:\s+|\s+at\s+)?(\d{1,2}):(\d{2})$/.exec(wanted);
  if (relative) {
    const [, day = '', hour, minute] = relative;
    return onDay(Number(hour), Number(minute), RELATIVE_DAYS[day] ?? 0, text, { now, timeZone });
  }
  const inWeek = /^(this|next)-week-(\w{3})\s+(\d{1,2}):(\d{2})$/.exec(wanted);
  if (inWeek) {
    const [, week, day = '', hour, minute] = inWeek;
    const today = wallTimeAt(now, timeZone);
    const daysAhead = daysFromMonday(weekdays.indexOf(day)) - daysFromMonday(weekdayOf(today));
    return onDay(Number(hour), Number(minute), daysAhead + (week === 'next' ? 7 : 0), text, { now, timeZone });
  }
  const clock = /^(?:(sun|mon|tue|wed|thu|fri|sat)(?:s|rs|day|sday|nesday|rsday|urday)?,?\s+)?(\d{1,2}):(\d{2})$/.exec(
    wanted,
  );
  if (!clock) return undefined;
  const weekday = weekdays.indexOf(clock[1] ?? '');
  return nextAt(Number(clock[2]), Number(clock[3]), weekday, text, { now, timeZone });
}

/** Day of the week, 0 for Sunday. */
function weekdayOf(wall: WallTime): number {
  return new Date(wallTimeAsUtcMs(wall)).getUTCDay();
}

function daysFromMonday(weekday: number): number {
  return (weekday + 6) % 7;
}

/** Days from today for each word. */
const RELATIVE_DAYS: Readonly<Record<string, number>> = {
  ...{ today: 0, tomorrow: 1, 'after-tomorrow': 2, 'in-three-days': 3 },
};

function onDay(
  hour: number,
  minute: number,
  daysAhead: number,
  text: string,
  { now, timeZone }: Omit<MomentContext, 'locale'>,
): Date {
  const today = { ...wallTimeAt(now, timeZone), hour, minute, second: 0 };
  assertExists(today, text);
  return instantOf(dayAfter(today, daysAhead), timeZone);
}

/** Same time some days later. `Date.UTC` carries days over the end of a month. */
function dayAfter(wall: WallTime, days: number): WallTime {
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return { ...wall, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Next instant with a day and a time of the year. */
function nextInYear(
  wall: Omit<WallTime, 'year'>,
  text: string,
  { now, timeZone }: Omit<MomentContext, 'locale'>,
): Date {
  const { year } = wallTimeAt(now, timeZone);
  // The 29th of February exists every fourth year, and once not for eight.
  const years = Array.from({ length: 9 }, (_, index) => ({ ...wall, year: year + index })).filter(exists);
  const next = years.map((one) => instantOf(one, timeZone)).find((instant) => instant > now);
  if (next === undefined) throw unknownDate(text);
  return next;
}

function nextAt(
  hour: number,
  minute: number,
  weekday: number,
  text: string,
  { now, timeZone }: Omit<MomentContext, 'locale'>,
): Date {
  const today = { ...wallTimeAt(now, timeZone), hour, minute, second: 0 };
  assertExists(today, text);
  for (let daysAhead = 0; ; daysAhead += 1) {
    // Adding 24 hours to an instant would be wrong when clocks change.
    const wall = dayAfter(today, daysAhead);
    const candidate = instantOf(wall, timeZone);
    const isWeekday = weekday < 0 || weekday === weekdayOf(wall);
    if (candidate > now && isWeekday) return candidate;
  }
}

function assertExists(wall: WallTime, text: string): void {
  if (!exists(wall)) throw unknownDate(text);
}

function exists(wall: WallTime): boolean {
  const date = new Date(wallTimeAsUtcMs(wall));
  return (
    date.getUTCFullYear() === wall.year &&
    date.getUTCMonth() + 1 === wall.month &&
    date.getUTCDate() === wall.day &&
    date.getUTCHours() === wall.hour &&
    date.getUTCMinutes() === wall.minute &&
    date.getUTCSeconds() === wall.second
  );
}

function unknownDate(text: string): InvalidInputError {
  return new InvalidInputError('validity', 'Invalid date or time: {0}.', [text.trim()]);
}

function wallTimeAsUtcMs({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function parseOffsetMs(offset: string): number {
  const signed = /([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(offset);
  if (!signed) return 0;
  const minutes = Number(signed[2]) * 60 + Number(signed[3] ?? 0);
  return (signed[1] === '-' ? -minutes : minutes) * 60_000;
}

function wallTimeAt(date: Date, timeZone: string | undefined): WallTime {
  const parts = wallTimeFormat(timeZone).formatToParts(date);
  const valueOf = (type: keyof WallTime) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: valueOf('year'),
    month: valueOf('month'),
    day: valueOf('day'),
    hour: valueOf('hour'),
    minute: valueOf('minute'),
    second: valueOf('second'),
  };
}

/** Offset of a zone from UTC at an instant, in milliseconds. */
function offsetMsAt(instantMs: number, timeZone: string | undefined): number {
  const wholeSecondMs = Math.floor(instantMs / 1000) * 1000;
  return wallTimeAsUtcMs(wallTimeAt(new Date(wholeSecondMs), timeZone)) - wholeSecondMs;
}

/**
 * Instant at which the clocks of a zone show `wall`. If they show it twice, the earlier one, so that a link never works
 * longer than intended. If they skip it, the instant is as long after the jump as `wall` is into the gap.
 */
function instantOf(wall: WallTime, timeZone: string | undefined): Date {
  const approximateMs = wallTimeAsUtcMs(wall);
  const offsetBeforeMs = offsetMsAt(approximateMs - dayMs, timeZone);
  const offsetAfterMs = offsetMsAt(approximateMs + dayMs, timeZone);
  const shown = [approximateMs - offsetBeforeMs, approximateMs - offsetAfterMs].filter(
    (instantMs) => instantMs + offsetMsAt(instantMs, timeZone) === approximateMs,
  );
  return new Date(shown.length > 0 ? Math.min(...shown) : approximateMs - offsetBeforeMs);
}

/**
 * Date in local time with its zone: today `18:00 GMT+8`, otherwise with the day, in English
 * `18:00 GMT+8 on Mon, Nov 23`, in another year with the year.
 */
export function formatMoment(date: Date, { now, locale, timeZone }: MomentContext): string {
  return writeMoment(date, detailRelativeTo(wallTimeAt(date, timeZone), wallTimeAt(now, timeZone)), locale, timeZone);
}

/** Date in local time and in UTC, e.g. `18:00 GMT+8 (10:00 UTC)`; written once if the two are the same. */
export function formatMomentInBothZones(date: Date, context: MomentContext): string {
  const local = formatMoment(date, context);
  if (offsetMsAt(date.getTime(), context.timeZone) === 0) return local;
  const detail = detailRelativeTo(wallTimeAt(date, 'UTC'), wallTimeAt(date, context.timeZone));
  return `${local} (${writeMoment(date, detail, context.locale, 'UTC')})`;
}

function detailRelativeTo(wall: WallTime, reference: WallTime): DateDetail {
  if (wall.year !== reference.year) return 'year';
  return wall.month === reference.month && wall.day === reference.day ? 'time' : 'day';
}

function writeMoment(date: Date, detail: DateDetail, locale: string | undefined, timeZone: string | undefined): string {
  const format = momentFormat(detail, locale, timeZone);
  // "expires at Mon, Nov 23, 09:15" is no English, and every sentence about a moment says "at" or "until".
  return detail !== 'time' && format.resolvedOptions().locale.startsWith('en')
    ? `${momentFormat('time', locale, timeZone).format(date)} on ${dayFormat(detail, locale, timeZone).format(date)}`
    : format.format(date);
}
