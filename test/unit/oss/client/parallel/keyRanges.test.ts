import assert from 'node:assert/strict';
import { splitRange, type ReadRange, type Split } from '../../../../../src/oss/client/parallel/keyRanges.ts';
import { SeenCharacters } from '../../../../../src/oss/client/parallel/seenCharacters.ts';

function seenIn(...keys: readonly string[]): SeenCharacters {
  const seen = new SeenCharacters();
  for (const key of keys) seen.add(key);
  return seen;
}

function splitOf(range: Partial<ReadRange>, seen: SeenCharacters): Split | undefined {
  return splitRange({ after: '', end: undefined, firstKey: '', differsBy: undefined, ...range }, '', seen);
}

const digits = Array.from('0123456789');

describe('splitRange', () => {
  it('halves the characters of a range', () => {
    const seen = seenIn(...digits.map((digit) => `${digit}5`));
    assert.equal(splitOf({ firstKey: '00', after: '19', end: '9' }, seen)?.pivot, '5');
  });

  it('finds no split between neighbours', () => {
    const seen = seenIn('95', 'a5');
    assert.equal(splitOf({ firstKey: '80', after: '97', end: 'a' }, seen), undefined);
  });

  it('expects the characters of the next place where few were observed', () => {
    const seen = seenIn(...digits.map((digit) => `0${digit}`), '10');
    assert.equal(splitOf({ firstKey: '00', after: '10' }, seen)?.pivot, '6');
  });
});

describe('characters that were seen', () => {
  const months = (...years: readonly string[]): readonly string[] =>
    years.flatMap((year) =>
      Array.from({ length: 12 }, (_, month) => `${year}/${String(month + 1).padStart(2, '0')}/a`),
    );
  const between = (seen: SeenCharacters, key: string): string =>
    seen.between(Array.from(key), key.length - 1, key.at(-1) ?? '', '\uFFFD').join('');

  it('are those at the same place below the folders, whatever their lengths are', () => {
    const seen = seenIn('short/a', 'short/c', 'a longer name/e');
    assert.equal(between(seen, 'another/a'), 'cef');
  });

  it('are those after the same character where a pivot had no keys after it', () => {
    const seen = seenIn(...months('2024'));
    assert.equal(between(seen, '2025/10'), '123456789:');
    seen.addEmpty('2025/15');
    assert.equal(between(seen, '2025/10'), '12');
    assert.equal(between(seen, '2025/07'), '89:');
  });

  it('are counted by place', () => {
    const seen = seenIn('a/b', 'a/c');
    assert.equal(seen.countAt(Array.from('x/y'), 2), 2);
    assert.equal(seen.countAt(Array.from('x/y'), 0), 1);
    assert.equal(seen.countAt(Array.from('x/y/z'), 4), 1);
  });
});
