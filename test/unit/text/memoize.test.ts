import assert from 'node:assert/strict';
import { memoize } from '../../../src/text/memoize.ts';

describe('what is made once', () => {
  it('is the same for the same words, and another for others', () => {
    const makings: string[] = [];
    const format = memoize((locale: string | undefined, unit: string) => {
      makings.push(`${locale} ${unit}`);
      return { locale, unit };
    });
    assert.equal(format('en', 'day'), format('en', 'day'));
    assert.deepEqual(format(undefined, 'day'), { locale: undefined, unit: 'day' });
    assert.deepEqual(format('en', 'hour'), { locale: 'en', unit: 'hour' });
    assert.deepEqual(makings, ['en day', 'undefined day', 'en hour']);
  });
});
