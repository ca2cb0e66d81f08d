import assert from 'node:assert/strict';
import { memoize } from '../../../src/text/intlFormats.ts';

describe('a memoized function', () => {
  it('creates one value for each combination of arguments', () => {
    const created: string[] = [];
    const format = memoize((locale: string | undefined, unit: string) => {
      created.push(`${locale} ${unit}`);
      return { locale, unit };
    });
    assert.equal(format('en', 'day'), format('en', 'day'));
    assert.deepEqual(format(undefined, 'day'), { locale: undefined, unit: 'day' });
    assert.deepEqual(format('en', 'hour'), { locale: 'en', unit: 'hour' });
    assert.deepEqual(created, ['en day', 'undefined day', 'en hour']);
  });
});
