const MAX_LENGTH = 100;

/**
 * Typed duration or moment in the form that the parsers read: full-width characters (`３０分钟`, `18：00`), words for days
 * (`tomorrow 9:00`, `明天 9:00`, `周五 18:00`, `下周一 9:00`), times in Chinese (`下午3点半`, `18时30分`) and with am or pm,
 * dates in Chinese (`12月31日 18:00`), numbers in words (`半小时`, `十五分钟`, `half an hour`), words around them (`in 2 hours`,
 * `截止明天9点`), traditional characters, and a decimal comma (`1,5h`; `1,500s` is no number). Other text is returned in
 * lower case.
 */
export function normalizeTypedTime(text: string): string {
  // A longer text is no duration or moment; the limit keeps the expressions cheap.
  const typed = text.slice(0, MAX_LENGTH).normalize('NFKC').trim().toLowerCase();
  const steps = [simplified, withoutFrame, withWeekday, withNumbers, withEnglishNumbers, withDate, withClock, withDay];
  return steps.reduce((written, step) => step(written), typed).trim();
}

const SIMPLIFIED: Readonly<Record<string, string>> = {
  ...{ 鐘: '钟', 時: '时', 後: '后', 週: '周', 禮: '礼', 點: '点', 個: '个', 兩: '两', 這: '这', 內: '内' },
  ...{ 過: '过', 號: '号', 間: '间' },
};

function simplified(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (character) => SIMPLIFIED[character] ?? character);
}

/** Text without words that only say that it is a validity. */
function withoutFrame(text: string): string {
  return text
    .replace(/[。.]$/, '')
    .replace(/^(?:(?:直到|截止到|截至|截止|到|在)\s*|(?:until|till|by|in|for|within|at)\s+)/, '')
    .replace(/(?<=[\d后内点分时钟天日号周秒半])(?:过期|到期|失效|有效|为止|之前|前)$/, '')
    .replace(/^(.*?[\d\p{Script=Han}])(?:之后|以后|以内|之内|后|内)$/u, '$1')
    .replace(/\s+(?:from now|later)$/, '');
}

const WEEKDAYS: Readonly<Record<string, string>> = {
  ...{ 一: 'mon', 二: 'tue', 三: 'wed', 四: 'thu', 五: 'fri', 六: 'sat', 日: 'sun', 天: 'sun' },
};

function withWeekday(text: string): string {
  return text.replace(
    /^([本这下]个?)?(?:周|星期|礼拜)([一二三四五六日天])\s*/,
    (_, week: string | undefined, day: string) => `${weekOf(week)}${WEEKDAYS[day] ?? ''} `,
  );
}

/** Prefix of a day of the calendar week, which begins on Monday: none of the next such day. */
function weekOf(word: string | undefined): string {
  if (word === undefined) return '';
  return word.startsWith('下') ? 'next-week-' : 'this-week-';
}

const DIGITS: Readonly<Record<string, number>> = {
  ...{ 零: 0, 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};

/** Text with Chinese numbers to 99, halves and quarters as digits. */
function withNumbers(text: string): string {
  return text
    .replace(/[零一两二三四五六七八九十]{1,3}(?=[个半刻点时分秒天日号月周钟]|小时|星期|礼拜)/g, digitsOf)
    .replace(/(?<=点)[一二三四五六七八九十]{1,3}$/, digitsOf)
    .replace(/^半个?(?=小时|钟头|天|日|分钟|周|星期)/, '0.5')
    .replace(/(\d+)个?半(?=小时|钟头|天|周|星期|分钟)/g, '$1.5')
    .replace(/(\d+)个?(小时|钟头|天|周|星期|分钟)半$/, '$1.5$2')
    .replace(/(?<!点)(\d)刻钟?$/, (_, quarters: string) => `${15 * Number(quarters)}分钟`)
    .replace(/(?<=\d)个?钟头?/g, '小时')
    .replace(/(?<=\d)个(?=小时|星期|礼拜)/g, '');
}

function digitsOf(word: string): string {
  const [, tens, ten, ones] = /^([一两二三四五六七八九])?(十)?([零一二两三四五六七八九])?$/.exec(word) ?? [];
  if (ten === undefined) return word.length === 1 ? String(DIGITS[word] ?? word) : word;
  return String((DIGITS[tens ?? '一'] ?? 1) * 10 + (DIGITS[ones ?? '零'] ?? 0));
}

const ENGLISH_NUMBERS: Readonly<Record<string, string>> = {
  ...{ a: '1', an: '1', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8' },
  ...{ nine: '9', ten: '10', twelve: '12', fifteen: '15', twenty: '20', thirty: '30' },
};

function withEnglishNumbers(text: string): string {
  return text
    .replace(/^half an? (?=hour|day|week|minute)/, '0.5 ')
    .replace(/\b([a-z]{1,7}) (?=(?:second|minute|hour|day|week)s?\b)/g, (words, word: string) => {
      const number = ENGLISH_NUMBERS[word];
      return number === undefined ? words : `${number} `;
    })
    .replace(/(?<=[a-z]),? and (?=\d)|(?<=[a-z]), (?=\d)/g, ' ')
    .replace(/(?<![\d.,])(\d+),(\d{1,2})(?=\s*\p{L})/gu, '$1.$2');
}

function withDate(text: string): string {
  return text
    .replace(/^(\d{4})(?:年|\.)(\d{1,2})(?:月|\.)(\d{1,2})[日号]?\s*/, '$1-$2-$3 ')
    .replace(/^(\d{1,2})月(\d{1,2})[日号]\s*/, '$1月$2日 ')
    .replace(/\s*(?:北京时间|中国标准时间)$/, ' +08:00');
}

function withClock(text: string): string {
  return text
    .replace(/^(今|明|后)(早|晚)(?!上)/, (_, day: string, part: string) =>
      day === '今' && part === '晚' ? '今晚' : `${day}天${part}上`,
    )
    .replace(
      /(\d{1,2})点(?:钟|整|(半)|([13])刻|(\d{1,2})分?)?|(?<!天 ?)(?<!\d)(\d{1,2})时(?:整|(半)|(\d{1,2})分?)?$/,
      (_, ...groups: (string | undefined)[]) => {
        const [hour, half, quarters, minute, hour2, half2, minute2] = groups;
        const minutes =
          (half ?? half2) === undefined ? (minute ?? minute2 ?? String(15 * Number(quarters ?? 0))) : '30';
        return clock(hour ?? hour2 ?? '', minutes);
      },
    )
    .replace(
      /(凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|今晚)\s*(\d{1,2}):(\d{2})/,
      (_, part: string, hour: string, minute: string, index: number) =>
        clock(String(hourOfDay(part, Number(hour), index > 0)), minute),
    )
    .replace(
      /(?<!\d)(1[0-2]|0?[1-9])(?::(\d{2}))?\s*([ap])\.?m\.?$/,
      (_, hour: string, minute: string | undefined, half: string) =>
        clock(String((Number(hour) % 12) + (half === 'p' ? 12 : 0)), minute ?? '00'),
    )
    .replace(/\bnoon$/, '12:00');
}

/** Hour, counted to 24, of an hour in a part of the day. Midnight belongs to no evening of a given day, so it stays 24. */
function hourOfDay(part: string, hour: number, hasDay: boolean): number {
  const isEvening = part === '晚上' || part === '今晚';
  if (hour === 12 && (isEvening || part === '凌晨')) return isEvening && hasDay ? 24 : 0;
  const isAfternoon = isEvening || part === '下午' || part === '傍晚' ? hour < 12 : part === '中午' && hour < 11;
  return isAfternoon ? hour + 12 : hour;
}

function clock(hour: string, minute: string): string {
  return `${hour}:${minute.padStart(2, '0')}`;
}

const DAYS: Readonly<Record<string, string>> = {
  ...{ 今天: 'today', 明天: 'tomorrow', 后天: 'after-tomorrow', 大后天: 'in-three-days', tonight: 'today' },
};

function withDay(text: string): string {
  return text.replace(/^(今天|明天|后天|大后天|tonight)\s*/, (_, day: string) => `${DAYS[day] ?? ''} `);
}
