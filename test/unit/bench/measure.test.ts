import assert from 'node:assert/strict';
import { interleave, median, rounded } from '../../bench/measure.ts';

describe('interleave', () => {
  it('runs the subjects in turn and excludes the first round from the medians', async () => {
    const turns: string[] = [];
    const costs = { a: [1000, 5, 1, 3], b: [2000, 20, 40, 30] };
    const subject = (name: 'a' | 'b') => (): number => {
      turns.push(name);
      return costs[name].shift() ?? NaN;
    };
    assert.deepEqual(await interleave({ a: subject('a'), b: subject('b') }, 3), { a: 3, b: 30 });
    assert.equal(turns.join(''), 'abababab');
  });
});

describe('median', () => {
  for (const [values, expected] of [
    [[3, 1, 2], 2],
    [[10, 9], 9.5],
    [[7], 7],
    [[], NaN],
  ] as const) {
    it(`of ${JSON.stringify(values)} is ${expected}`, () => {
      assert.equal(median(values), expected);
    });
  }
});

describe('rounded', () => {
  it('keeps the requested digits', () => {
    assert.equal(rounded(1.2345), 1.23);
    assert.equal(rounded(12.55, 0), 13);
  });
});
