import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compactDuration, formatDuration, parseDuration } from '../../../src/text/duration.ts';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';
import { propertyRuns } from '../../support/propertyRuns.ts';

describe('parseDuration', () => {
  const readable: [string, number][] = [
    ['90s', 90],
    ['30m', 1800],
    ['1h30m', 5400],
    ['1H30M', 5400],
    ['2d', 172_800],
    [' 1d 12h ', 129_600],
    ['1w', 604_800],
    ['1.5h', 5400],
    ['1.1h', 3960],
    ['1,5h', 5400],
    ['1,25 hours', 4500],
    ['１，５小时', 5400],
    ['3600', 3600],
    ['0', 0],
    ['15 min', 900],
    ['1 hour 30 minutes', 5400],
    ['1小时30分钟', 5400],
    ['7天', 604_800],
    ['３０分钟', 1800],
    ['１h３０m', 5400],
    ['半小时', 1800],
    ['半个小时', 1800],
    ['两小时', 7200],
    ['一个小时', 3600],
    ['2个小时', 7200],
    ['三天', 259_200],
    ['一周', 604_800],
    ['两个礼拜', 1_209_600],
    ['2个星期', 1_209_600],
    ['2个礼拜', 1_209_600],
    ['30分钟后', 1800],
    ['2小时之后', 7200],
    ['1小时以内', 3600],
    ['三天内', 259_200],
    ['1小时。', 3600],
    ['一个半小时', 5400],
    ['2个半小时', 9000],
    ['一小时半', 5400],
    ['两天半', 216_000],
    ['十五分钟', 900],
    ['二十四小时', 86_400],
    ['七十二小时', 259_200],
    ['一刻钟', 900],
    ['半个钟头', 1800],
    ['1个钟', 3600],
    ['半分钟', 30],
    ['3小時', 10_800],
    ['30分鐘後', 1800],
    ['兩個星期', 1_209_600],
    ['30分钟后过期', 1800],
    ['7天有效', 604_800],
    ['1天2时30分', 95_400],
    ['in 2 hours', 7200],
    ['for 30 min', 1800],
    ['2 hours from now', 7200],
    ['an hour', 3600],
    ['two days', 172_800],
    ['half an hour', 1800],
    ['1 hour and 30 minutes', 5400],
    ['1 hour, 30 minutes', 5400],
    ['PT1H', 3600],
    ['pt90s', 90],
    ['PT1M', 60],
    ['P1DT2H', 93_600],
    ['P2D', 172_800],
    ['P1W', 604_800],
  ];
  for (const [index, digit] of Array.from('一二三四五六七八九十').entries()) {
    readable.push([`${digit}分钟`, (index + 1) * 60]);
  }
  for (const [seconds, names] of [
    [604_800, ['w', 'week', 'weeks', '周', '星期', '礼拜']],
    [86_400, ['d', 'day', 'days', '天', '日']],
    [3600, ['h', 'hr', 'hrs', 'hour', 'hours', '小时', '时']],
    [60, ['m', 'min', 'mins', 'minute', 'minutes', '分钟', '分']],
    [1, ['s', 'sec', 'secs', 'second', 'seconds', '秒', '秒钟']],
  ] as const) {
    for (const name of names) readable.push([`2 ${name}`, 2 * seconds]);
  }
  for (const [text, seconds] of readable) {
    it(`reads "${text}" as ${seconds} s`, () => {
      assert.equal(parseDuration(text), seconds);
    });
  }

  for (const text of ['forever', 'Never', '永久', '永不过期', ' 长期有效。']) {
    it(`says of "${text}" that every link expires`, () => {
      assert.throws(() => parseDuration(text), { field: 'validity', message: /^Every link expires\. .* 7d/ });
    });
  }

  for (const text of [
    '',
    'soon',
    'in',
    '01:30:00',
    '三三小时',
    'eleventy hours',
    'h',
    '1h30',
    '1 2h',
    '1h+1h',
    'P',
    'PT',
    'PT1H 5',
    '1,500s',
    '1,5',
    '1,5,5h',
    '1..5h',
    '1.2.3h',
  ]) {
    it(`lists the supported formats for "${text}"`, () => {
      assert.throws(
        () => parseDuration(text),
        (error) =>
          error instanceof InvalidInputError &&
          error.field === 'validity' &&
          error.message.includes('1h30m') &&
          error.message.includes('PT1H'),
      );
    });
  }

  for (const [text, unit] of [
    ['5 parsecs', 'parsecs'],
    ['1h 3y', 'y'],
    ['P1M', 'm'],
    ['P1Y', 'y'],
    ['PT1D', 'd'],
  ] as const) {
    it(`names the unknown unit of "${text}"`, () => {
      assert.throws(
        () => parseDuration(text),
        (error) => error instanceof InvalidInputError && error.args[0] === unit && error.message.includes('s, m, h, d'),
      );
    });
  }

  it('never returns NaN', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.hmsdwpt ]{0,20}$/)), (text) => {
        try {
          const seconds = parseDuration(text);
          assert.ok(seconds >= 0 && !Number.isNaN(seconds), `${text} → ${seconds}`);
        } catch (error) {
          assert.ok(error instanceof InvalidInputError);
        }
      }),
      propertyRuns,
    );
  });
});

describe('formatDuration', () => {
  for (const [seconds, locale, text] of [
    [90, 'en', '1 minute 30 seconds'],
    [5400, 'en', '1 hour 30 minutes'],
    [604_800, 'en', '7 days'],
    [5400, 'zh-CN', '1 小时 30 分钟'],
    [172_800, 'de', '2 Tage'],
  ] as const) {
    it(`writes ${seconds} s in ${locale} as "${text}"`, () => {
      assert.equal(formatDuration(seconds, locale), text);
    });
  }

  it('writes text that parseDuration reads, in English and Chinese', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 604_800 }), fc.constantFrom('en', 'zh-CN'), (seconds, locale) => {
        assert.equal(parseDuration(formatDuration(seconds, locale)), seconds);
      }),
      propertyRuns,
    );
  });
});

describe('compactDuration', () => {
  for (const [seconds, text] of [
    [1, '1s'],
    [5400, '1h30m'],
    [604_800, '7d'],
    [93_784, '1d2h3m4s'],
  ] as const) {
    it(`writes ${seconds} s as "${text}"`, () => {
      assert.equal(compactDuration(seconds), text);
    });
  }

  it('writes text that parseDuration reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (seconds) => {
        assert.equal(parseDuration(compactDuration(seconds)), seconds);
      }),
      propertyRuns,
    );
  });
});
