import assert from 'node:assert/strict';
import { mergeJson } from '../../../../src/ui/state/mergeJson.ts';

type Case = readonly [name: string, base: unknown, mine: unknown, theirs: unknown, merged: unknown];

describe('mergeJson', () => {
  const cases: readonly Case[] = [
    ['keeps keys that both sides added', {}, { a: 1 }, { b: 2 }, { b: 2, a: 1 }],
    ['removes what one side removed', { a: 1, b: 2 }, { b: 2 }, { a: 1, b: 2, c: 3 }, { b: 2, c: 3 }],
    ['merges objects within objects', { p: { x: 1 } }, { p: { x: 1, y: 2 } }, { p: { x: 3 } }, { p: { x: 3, y: 2 } }],
    ['prefers mine if both changed one value', { a: 1 }, { a: 2 }, { a: 3 }, { a: 2 }],
    ['prefers a change to a removal', { a: 1 }, {}, { a: 2 }, { a: 2 }],
    [
      'treats an object with a kind as one value',
      { e: { kind: 'public' } },
      { e: { kind: 'custom', url: 'https://a' } },
      { e: { kind: 'custom', url: 'https://b', addressing: 'path' } },
      { e: { kind: 'custom', url: 'https://a' } },
    ],
    [
      'keeps elements that both sides added in front',
      [{ id: 'x' }],
      [{ id: 'a' }, { id: 'x' }],
      [{ id: 'b' }, { id: 'x' }],
      [{ id: 'b' }, { id: 'a' }, { id: 'x' }],
    ],
    [
      'replaces a changed element as a whole',
      [{ id: 'x', n: 1 }],
      [{ id: 'x', n: 1 }, { id: 'y' }],
      [{ id: 'x', n: 2, m: 3 }],
      [{ id: 'x', n: 2, m: 3 }, { id: 'y' }],
    ],
    ['removes an element that one side removed', ['a', 'b'], ['b'], ['a', 'b', 'c'], ['b', 'c']],
    ['identifies buckets by their place', [], [{ place: 'a' }], [{ place: 'a', region: 'r' }], [{ place: 'a' }]],
    ['keeps what was added to a list that was removed', ['a'], undefined, ['a', 'b'], ['b']],
    ['keeps what was added to a record that was removed', { a: 1 }, undefined, { a: 1, b: 2 }, { b: 2 }],
    ['adds a value if there was none', undefined, { a: 1 }, undefined, { a: 1 }],
    ['keeps mine where the kinds of the values differ', ['a'], ['a', 'b'], 'text', ['a', 'b']],
    ['does not treat inherited names as keys', {}, { toString: 1 }, { b: 2 }, { b: 2, toString: 1 }],
  ];
  for (const [name, base, mine, theirs, merged] of cases) {
    it(name, () => {
      assert.deepEqual(mergeJson(base, mine, theirs), merged);
    });
  }
});
