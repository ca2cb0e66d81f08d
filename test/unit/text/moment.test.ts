import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatMoment, formatMomentInBothZones, parseMoment } from '../../../src/text/moment.ts';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';
import { propertyRuns } from '../../support/propertyRuns.ts';

// A Sunday, 08:15 in Shanghai and 19:15 of the day before in New York.
const now = new Date('2026-11-22T00:15:00Z');

describe('parseMoment', () => {
  const readable: [string, string, string][] = [
    ['2026-11-22 09:15', 'Asia/Shanghai', '2026-11-22T01:15:00Z'],
    ['2026-11-22 9:15:30', 'Asia/Shanghai', '2026-11-22T01:15:30Z'],
    ['2026/11/23', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
    ['2026-11-22T09:15Z', 'Asia/Shanghai', '2026-11-22T09:15:00Z'],
    ['2026-11-22t09:15:30.250z', 'Asia/Shanghai', '2026-11-22T09:15:30Z'],
    ['2026-11-22 09:15 UTC', 'Asia/Shanghai', '2026-11-22T09:15:00Z'],
    ['2026-11-22T09:15+08:00', 'America/New_York', '2026-11-22T01:15:00Z'],
    ['2026-11-22 09:15 -0530', 'Asia/Shanghai', '2026-11-22T14:45:00Z'],
    ['18:00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['8:15', 'Asia/Shanghai', '2026-11-23T00:15:00Z'],
    ['18:00', 'America/New_York', '2026-11-22T23:00:00Z'],
    ['fri 18:00', 'Asia/Shanghai', '2026-11-27T10:00:00Z'],
    ['Sunday, 18:00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['sun 08:00', 'Asia/Shanghai', '2026-11-29T00:00:00Z'],
    ['18：00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['明天 9:00', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['明天９：００', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['明天上午9点', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['后天下午3点半', 'Asia/Shanghai', '2026-11-24T07:30:00Z'],
    ['今天 18:00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['今晚8点', 'Asia/Shanghai', '2026-11-22T12:00:00Z'],
    ['周五 18:00', 'Asia/Shanghai', '2026-11-27T10:00:00Z'],
    ['星期日 18:00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    // The calendar week begins on Monday, so Sunday is its last day.
    ['下周一 9:00', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['下周日上午9点', 'Asia/Shanghai', '2026-11-29T01:00:00Z'],
    ['下个星期三 18：00', 'Asia/Shanghai', '2026-11-25T10:00:00Z'],
    ['本周日 18:00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['这周五 18:00', 'Asia/Shanghai', '2026-11-20T10:00:00Z'],
    ['tomorrow 9:00', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['tomorrow at 9:00', 'America/New_York', '2026-11-22T14:00:00Z'],
    ['6pm', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['12:30 AM', 'Asia/Shanghai', '2026-11-22T16:30:00Z'],
    ['２０２６－１１－２３', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
    ['Sat 20:00', 'America/New_York', '2026-11-22T01:00:00Z'],
    ['周天 18:00', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['礼拜三18:00', 'Asia/Shanghai', '2026-11-25T10:00:00Z'],
    ['凌晨3点', 'Asia/Shanghai', '2026-11-22T19:00:00Z'],
    ['凌晨12点半', 'Asia/Shanghai', '2026-11-22T16:30:00Z'],
    ['早上9:30', 'Asia/Shanghai', '2026-11-22T01:30:00Z'],
    ['上午11点', 'Asia/Shanghai', '2026-11-22T03:00:00Z'],
    ['中午11点半', 'Asia/Shanghai', '2026-11-22T03:30:00Z'],
    ['中午12点', 'Asia/Shanghai', '2026-11-22T04:00:00Z'],
    ['中午1点', 'Asia/Shanghai', '2026-11-22T05:00:00Z'],
    ['下午12:30', 'Asia/Shanghai', '2026-11-22T04:30:00Z'],
    ['下午3点20分', 'Asia/Shanghai', '2026-11-22T07:20:00Z'],
    ['晚上9点', 'Asia/Shanghai', '2026-11-22T13:00:00Z'],
    ['晚上12点', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
    ['今晚12:15', 'Asia/Shanghai', '2026-11-22T16:15:00Z'],
    ['明天晚上 19:00', 'Asia/Shanghai', '2026-11-23T11:00:00Z'],
    ['后天凌晨12点', 'Asia/Shanghai', '2026-11-23T16:00:00Z'],
    ['today 9:30 p.m.', 'Asia/Shanghai', '2026-11-22T13:30:00Z'],
    ['tomorrow, 12pm', 'Asia/Shanghai', '2026-11-23T04:00:00Z'],
    ['tomorrow noon', 'Asia/Shanghai', '2026-11-23T04:00:00Z'],
    ['tonight 8pm', 'Asia/Shanghai', '2026-11-22T12:00:00Z'],
    ['until fri 18:00', 'Asia/Shanghai', '2026-11-27T10:00:00Z'],
    ['18时', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['18时30分', 'Asia/Shanghai', '2026-11-22T10:30:00Z'],
    ['下午3点一刻', 'Asia/Shanghai', '2026-11-22T07:15:00Z'],
    ['下午三点半', 'Asia/Shanghai', '2026-11-22T07:30:00Z'],
    ['晚上八点钟', 'Asia/Shanghai', '2026-11-22T12:00:00Z'],
    ['明天零点', 'Asia/Shanghai', '2026-11-22T16:00:00Z'],
    ['明早9点', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['明晚8点', 'Asia/Shanghai', '2026-11-23T12:00:00Z'],
    ['大后天 9:00', 'Asia/Shanghai', '2026-11-25T01:00:00Z'],
    ['傍晚6点', 'Asia/Shanghai', '2026-11-22T10:00:00Z'],
    ['後天下午3點', 'Asia/Shanghai', '2026-11-24T07:00:00Z'],
    ['週五 18:00', 'Asia/Shanghai', '2026-11-27T10:00:00Z'],
    ['截止明天9点', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['明天9点前', 'Asia/Shanghai', '2026-11-23T01:00:00Z'],
    ['11月25日 18:00', 'Asia/Shanghai', '2026-11-25T10:00:00Z'],
    ['十一月二十五号下午6点', 'Asia/Shanghai', '2026-11-25T10:00:00Z'],
    ['11月25日', 'Asia/Shanghai', '2026-11-24T16:00:00Z'],
    ['11月21日 18:00', 'Asia/Shanghai', '2027-11-21T10:00:00Z'],
    ['2月29日 18:00', 'Asia/Shanghai', '2028-02-29T10:00:00Z'],
    ['2026年11月25日 18:00', 'Asia/Shanghai', '2026-11-25T10:00:00Z'],
    ['2026年11月25日18时30分', 'Asia/Shanghai', '2026-11-25T10:30:00Z'],
    ['2026.11.25 18:00', 'Asia/Shanghai', '2026-11-25T10:00:00Z'],
    ['2026-11-25 18:00 GMT+8', 'America/New_York', '2026-11-25T10:00:00Z'],
    ['2026-11-25 18:00 UTC+08:00', 'America/New_York', '2026-11-25T10:00:00Z'],
    ['2026-11-25 18:00 +08', 'America/New_York', '2026-11-25T10:00:00Z'],
    ['2026-11-25 18:00 UTC-5', 'Asia/Shanghai', '2026-11-25T23:00:00Z'],
    ['2026-11-25 18:00 北京时间', 'America/New_York', '2026-11-25T10:00:00Z'],
  ];
  const shortWeekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const longWeekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  for (const [index, day] of Array.from('一二三四五六日').entries()) {
    const instant = `2026-11-${22 + ((index + 1) % 7)}T10:00:00Z`;
    for (const name of [`周${day}`, shortWeekdays[index] ?? '', longWeekdays[index] ?? '']) {
      readable.push([`${name} 18:00`, 'Asia/Shanghai', instant]);
    }
  }
  for (const [text, timeZone, instant] of readable) {
    it(`reads "${text}" in ${timeZone} as ${instant}`, () => {
      assert.deepEqual(parseMoment(text, { now, timeZone }), new Date(instant));
    });
  }

  const atClockChanges: [string, string, string, string][] = [
    ['a skipped hour moves on', '2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['a repeated hour is the first one', '2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['the hour after a repeated one', '2026-11-01 02:30', 'America/New_York', '2026-11-01T07:30:00Z'],
    ['a skipped hour in Berlin', '2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['a repeated hour in Berlin', '2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['a repeated half hour', '2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
  ];
  for (const [what, text, timeZone, instant] of atClockChanges) {
    it(`${what}: "${text}" in ${timeZone}`, () => {
      assert.deepEqual(parseMoment(text, { now, timeZone }), new Date(instant));
    });
  }

  it('uses the time zone of the system if none is given', () => {
    assert.deepEqual(parseMoment('2026-11-22 09:15', { now }), new Date(2026, 10, 22, 9, 15));
  });

  it('keeps the local hour across a clock change', () => {
    const saturdayEvening = new Date('2026-10-24T18:00:00Z');
    assert.deepEqual(
      parseMoment('18:00', { now: saturdayEvening, timeZone: 'Europe/Berlin' }),
      new Date('2026-10-25T17:00:00Z'),
    );
  });

  it('crosses the end of a year', () => {
    const newYearsEve = new Date('2026-12-31T20:00:00Z');
    assert.deepEqual(parseMoment('06:00', { now: newYearsEve, timeZone: 'UTC' }), new Date('2027-01-01T06:00:00Z'));
  });

  for (const text of [
    '2026-02-30',
    '2026-13-01 10:00',
    '2027-02-29',
    '2026-11-22 24:00',
    '25:00',
    'fri 12:60',
    '明天晚上12点',
    'tomorrow 24:00',
    '0026-01-01',
    '2月30日',
    '13月1日 9:00',
  ]) {
    it(`refuses "${text}", which is not in the calendar`, () => {
      assert.throws(
        () => parseMoment(text, { now, timeZone: 'UTC' }),
        (error) => error instanceof InvalidInputError && error.field === 'validity' && error.args[0] === text,
      );
    });
  }

  for (const text of [
    '',
    '1h30m',
    '3600',
    'P1D',
    'fri',
    'fridge 18:00',
    '18:00:00:00',
    '2026-11',
    '2026-11-22 09:15+99:00',
    '下周一 9:00:00',
  ]) {
    it(`returns undefined for "${text}"`, () => {
      assert.equal(parseMoment(text, { now, timeZone: 'UTC' }), undefined);
    });
  }

  it('reads back any date written as local time, unless that is ambiguous', () => {
    const zones = ['Asia/Shanghai', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns', 'UTC'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-06-01'), max: new Date('2026-08-31'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, timeZone) => {
          const instant = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const written = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
          assert.deepEqual(parseMoment(written.format(instant), { now, timeZone }), instant);
        },
      ),
      propertyRuns,
    );
  });
});

describe('formatMoment', () => {
  const english = { now, locale: 'en', timeZone: 'Asia/Shanghai' };
  const written: [string, typeof english, string][] = [
    ['2026-11-22T01:15:00Z', english, '09:15 GMT+8'],
    ['2026-11-21T16:05:00Z', english, '00:05 GMT+8'],
    ['2026-11-22T16:00:00Z', english, '00:00 GMT+8 on Mon, Nov 23'],
    ['2027-01-01T01:15:00Z', english, '09:15 GMT+8 on Fri, Jan 1, 2027'],
    ['2026-11-22T01:15:00Z', { ...english, locale: 'zh-CN' }, 'GMT+8 09:15'],
    ['2026-11-23T01:15:00Z', { ...english, locale: 'zh-CN' }, '11月23日周一 GMT+8 09:15'],
    ['2026-11-22T01:15:00Z', { ...english, timeZone: 'America/New_York' }, '20:15 EST'],
  ];
  for (const [instant, context, text] of written) {
    it(`writes ${instant} in ${context.locale}, ${context.timeZone} as "${text}"`, () => {
      assert.equal(formatMoment(new Date(instant), context), text);
    });
  }
});

describe('formatMomentInBothZones', () => {
  for (const [instant, timeZone, text] of [
    ['2026-11-22T01:15:00Z', 'Asia/Shanghai', '09:15 GMT+8 (01:15 UTC)'],
    ['2026-11-22T01:15:00Z', 'America/New_York', '20:15 EST (01:15 UTC on Sun, Nov 22)'],
    ['2026-11-22T01:15:00Z', 'UTC', '01:15 UTC'],
  ] as const) {
    it(`writes ${instant} in ${timeZone} as "${text}"`, () => {
      assert.equal(formatMomentInBothZones(new Date(instant), { now, locale: 'en', timeZone }), text);
    });
  }
});
