import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  deserializeValidity,
  parseValidity,
  withRecentValidity,
  serializeValidity,
  standardValidities,
  validitySeconds,
} from '../../../src/links/validity.ts';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';
import { propertyRuns } from '../../support/propertyRuns.ts';

const now = new Date('2026-11-22T00:15:00.900Z');
const context = { now, locale: 'en', timeZone: 'Asia/Shanghai' };

function refusal(text: string, maxSeconds?: number): string {
  try {
    parseValidity(text, { ...context, maxSeconds });
  } catch (error) {
    assert.ok(error instanceof InvalidInputError);
    assert.equal(error.field, 'validity');
    return error.message;
  }
  assert.fail(`"${text}" was accepted`);
}

describe('parseValidity', () => {
  it('reads durations', () => {
    assert.deepEqual(parseValidity('1h30m', context), { kind: 'duration', seconds: 5400 });
  });

  it('reads dates in the given time zone', () => {
    assert.deepEqual(parseValidity('18:00', context), { kind: 'until', date: new Date('2026-11-22T10:00:00Z') });
  });

  it('accepts 1 second and 7 days', () => {
    for (const seconds of [1, 604_800]) {
      assert.deepEqual(parseValidity(String(seconds), context), { kind: 'duration', seconds });
    }
    assert.equal(parseValidity('2026-11-29T00:15:00Z', context).kind, 'until');
  });

  for (const text of ['0', '0s', '0.2s', '-5', '-30m', '−1h', 'PT0S']) {
    it(`refuses "${text}" as too short`, () => {
      assert.equal(refusal(text), 'The validity must be at least 1 second.');
    });
  }

  for (const text of ['604801', '8d', '7d 1s', '2w', '9'.repeat(400), '2026-11-29T00:15:01Z', '9999-12-31']) {
    it(`explains the cap of 7 days for "${text.slice(0, 30)}"`, () => {
      assert.match(refusal(text), /7 days.*V4/);
    });
  }

  it('names a narrower maximum', () => {
    assert.equal(refusal('1h30m1s', 5400), 'The validity can be at most 1 hour 30 minutes here.');
    assert.deepEqual(parseValidity('1h30m', { ...context, maxSeconds: 5400 }), { kind: 'duration', seconds: 5400 });
  });

  for (const text of ['2026-11-22 08:14', '2026-11-22', '2026-11-22T00:15:00Z', '2020/01/01']) {
    it(`refuses "${text}" as past`, () => {
      assert.match(refusal(text), /past/);
    });
  }

  it('lists the supported formats', () => {
    assert.match(refusal('whenever'), /1h30m.*PT1H.*18:00.*2030-12-31 09:15/);
  });
});

describe('validitySeconds', () => {
  it('is the duration itself', () => {
    assert.equal(validitySeconds({ kind: 'duration', seconds: 90 }, now), 90);
  });

  it('counts to a date from the second of signing, so that the link expires at exactly that second', () => {
    assert.equal(validitySeconds({ kind: 'until', date: new Date('2026-11-22T00:16:00Z') }, now), 60);
    assert.equal(validitySeconds({ kind: 'until', date: new Date('2026-11-22T00:15:01Z') }, now), 1);
  });

  it('refuses a date that has passed since it was chosen', () => {
    assert.throws(
      () => validitySeconds({ kind: 'until', date: new Date('2026-11-22T00:15:00.950Z') }, now),
      (error) => error instanceof InvalidInputError && error.message.includes('past'),
    );
  });
});

describe('stored validities', () => {
  it('are durations in their short form', () => {
    assert.equal(serializeValidity({ kind: 'duration', seconds: 5400 }), '1h30m');
    assert.equal(serializeValidity({ kind: 'until', date: now }), undefined);
  });

  it('are read back unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 604_800 }), (seconds) => {
        const validity = { kind: 'duration', seconds } as const;
        assert.deepEqual(deserializeValidity(serializeValidity(validity)), validity);
      }),
      propertyRuns,
    );
  });

  for (const stored of [undefined, null, 3600, {}, '', '0s', 'later', '1h 30m', '2026-11-22', `${'9'.repeat(30)}d`]) {
    it(`are ignored if ${inspect(stored)} is stored`, () => {
      assert.equal(deserializeValidity(stored), undefined);
    });
  }

  it('are listed latest first, without duplicates, up to a maximum', () => {
    const minutes = (count: number) => ({ kind: 'duration', seconds: count * 60 }) as const;
    assert.deepEqual(withRecentValidity(['15m', '1h', '2m'], minutes(60)), ['1h', '15m', '2m']);
    assert.deepEqual(withRecentValidity(['15m', '1h', '2m'], minutes(3), 3), ['3m', '15m', '1h']);
    assert.deepEqual(withRecentValidity(['15m'], { kind: 'until', date: now }), ['15m']);
  });
});

describe('standardValidities', () => {
  it('are 15 minutes, 1 hour, 1 day and 7 days', () => {
    assert.deepEqual(standardValidities.map(serializeValidity), ['15m', '1h', '1d', '7d']);
  });
});
