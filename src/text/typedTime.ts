/**
 * Typed duration or moment in the form that the parsers read: full-width characters (`３０分钟`, `18：00`), words for days
 * (`tomorrow 9:00`, `明天 9:00`, `周五 18:00`, `下周一 9:00`), times in Chinese (`下午3点半`) and with am or pm, Chinese
 * numbers (`半小时`, `两天`) and a decimal comma (`1,5h`; `1,500s` is no number). Other text is returned in lower case.
 */
export function normalizeTypedTime(text: string): string {
  // A longer text is no duration or moment; the limit keeps the expressions cheap.
  const typed = text.slice(0, MAX_LENGTH).normalize('NFKC').trim().toLowerCase();
  return typed
    .replace(/[。.]$/, '')
    .replace(/^(.*?[\d\p{Script=Han}])(?:之后|以内|后|内)$/u, '$1')
    .replace(
      /^([本这下]个?)?(?:周|星期|礼拜)([一二三四五六日天])\s*/,
      (_, week: string | undefined, day: string) => `${weekOf(week)}${WEEKDAYS[day] ?? ''} `,
    )
    .replace(/(?<![\d.,])(\d+),(\d{1,2})(?=\s*\p{L})/gu, '$1.$2')
    .replace(/(\d{1,2})点(?:(半)|(\d{1,2})分?)?/, (_, hour: string, half?: string, minute?: string) =>
      clock(hour, half === undefined ? (minute ?? '0') : '30'),
    )
    .replace(
      /(凌晨|早上|上午|中午|下午|晚上|今晚)\s*(\d{1,2}):(\d{2})/,
      (_, part: string, hour: string, minute: string, index: number) =>
        clock(String(hourOfDay(part, Number(hour), index > 0)), minute),
    )
    .replace(
      /(?<!\d)(1[0-2]|0?[1-9])(?::(\d{2}))?\s*([ap])\.?m\.?$/,
      (_, hour: string, minute: string | undefined, half: string) =>
        clock(String((Number(hour) % 12) + (half === 'p' ? 12 : 0)), minute ?? '00'),
    )
    .replace(/^(今天|明天|后天)\s*/, (_, day: string) => `${DAYS[day] ?? ''} `)
    .replace(/^半个?(?=小时|天)/, '0.5')
    .replace(
      /([一两二三四五六七八九十])个?(?=小时|星期|礼拜|周|天|分|秒)/g,
      (_, digit: string) => NUMBERS[digit] ?? digit,
    )
    .replace(/(?<=\d)个(?=小时|星期|礼拜)/g, '')
    .trim();
}

const MAX_LENGTH = 100;

const DAYS: Readonly<Record<string, string>> = { 今天: 'today', 明天: 'tomorrow', 后天: 'after-tomorrow' };

const WEEKDAYS: Readonly<Record<string, string>> = {
  ...{ 一: 'mon', 二: 'tue', 三: 'wed', 四: 'thu', 五: 'fri', 六: 'sat', 日: 'sun', 天: 'sun' },
};

const NUMBERS: Readonly<Record<string, string>> = {
  ...{ 一: '1', 两: '2', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 十: '10' },
};

/** Prefix of a day of the calendar week, which begins on Monday: none of the next such day. */
function weekOf(word: string | undefined): string {
  if (word === undefined) return '';
  return word.startsWith('下') ? 'next-week-' : 'this-week-';
}

/** Hour, counted to 24, of an hour in a part of the day. Midnight belongs to no evening of a given day, so it stays 24. */
function hourOfDay(part: string, hour: number, hasDay: boolean): number {
  const isEvening = part === '晚上' || part === '今晚';
  if (hour === 12 && (isEvening || part === '凌晨')) return isEvening && hasDay ? 24 : 0;
  const isAfternoon = isEvening || part === '下午' ? hour < 12 : part === '中午' && hour < 11;
  return isAfternoon ? hour + 12 : hour;
}

function clock(hour: string, minute: string): string {
  return `${hour}:${minute.padStart(2, '0')}`;
}
