import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compactDuration, formatDuration, parseDuration } from '../../../src/text/duration.ts';
import { parseValidity, validitySeconds } from '../../../src/links/validity.ts';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';
import { propertyRuns } from '../../support/propertyRuns.ts';

const now = new Date('2024-11-12T09:27:56Z');
const context = { now, timeZone: 'Asia/Shanghai' };

describe('parseDuration', () => {
  it('reads the output of compactDuration and formatDuration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 604_800 }), (seconds) => {
        assert.equal(parseDuration(compactDuration(seconds)), seconds);
        assert.equal(parseDuration(formatDuration(seconds, 'en')), seconds);
      }),
      propertyRuns,
    );
  });

  it('adds parts in any order and unit', () => {
    const unit = fc.constantFrom<readonly [string, number]>(
      ['s', 1],
      [' min ', 60],
      ['小时', 3600],
      [' days ', 86_400],
      ['w', 604_800],
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(999), unit), { minLength: 1, maxLength: 5 }), (parts) => {
        const text = parts.map(([amount, [name]]) => `${amount}${name}`).join('');
        const seconds = parts.reduce((sum, [amount, [, unitSeconds]]) => sum + amount * unitSeconds, 0);
        assert.equal(parseDuration(text), seconds);
      }),
      propertyRuns,
    );
  });
});

describe('parseValidity', () => {
  it('returns 1 second to 7 days or an input error for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '1',
        '30',
        '2024',
        '-',
        ':',
        '/',
        ' ',
        '.',
        'h',
        'm',
        'P',
        'T',
        'fri',
        '18:00',
        'Z',
        '+08:00',
        '天',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          const seconds = validitySeconds(parseValidity(pieces.join(''), context), now);
          assert.ok(Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= 604_800, String(seconds));
        } catch (error) {
          assert.ok(error instanceof InvalidInputError && error.field === 'validity', String(error));
        }
      }),
      propertyRuns,
    );
  });
});
