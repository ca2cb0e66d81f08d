import assert from 'node:assert/strict';
import {
  EMPTY_FILTER,
  objectFilter,
  parseAgeRange,
  parseSizeRange,
  type FilterTexts,
} from '../../../../src/links/bulk/objectFilter.ts';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';

const now = new Date('2030-01-31T00:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const entries = [
  { key: 'a/small.pdf', sizeBytes: 1_048_575, lastModified: daysAgo(1) },
  { key: 'a/large.pdf', sizeBytes: 20_000_000, lastModified: daysAgo(10) },
  { key: 'a/sub/old.txt', sizeBytes: 5_000_000, lastModified: daysAgo(100) },
];

describe('objectFilter', () => {
  const filters: readonly (readonly [filter: Partial<FilterTexts>, prefix: string, passed: readonly string[]])[] = [
    [{}, 'a/', ['a/small.pdf', 'a/large.pdf', 'a/sub/old.txt']],
    [{ name: '*.pdf' }, 'a/', ['a/small.pdf', 'a/large.pdf']],
    [{ name: 'sub/' }, 'a/sub/', ['a/sub/old.txt']],
    [{ name: 's*.txt' }, 'a/s', ['a/sub/old.txt']],
    [{ size: '> 1 MB' }, 'a/', ['a/large.pdf', 'a/sub/old.txt']],
    [{ size: '<1MB' }, 'a/', ['a/small.pdf']],
    [{ size: '1 MB - 10 MB' }, 'a/', ['a/sub/old.txt']],
    // With the dash that people type in texts.
    [{ size: '1 MB – 10 MB' }, 'a/', ['a/sub/old.txt']],
    [{ age: '7d–30d' }, 'a/', ['a/large.pdf']],
    [{ age: '< 7d' }, 'a/', ['a/small.pdf']],
    [{ age: '>30d' }, 'a/', ['a/sub/old.txt']],
    [{ size: '> 1 MB', age: '< 30d' }, 'a/', ['a/large.pdf']],
  ];
  for (const [filter, prefix, passed] of filters) {
    it(`passes matching names for ${JSON.stringify(filter)}, and lists the prefix ${prefix}`, () => {
      const { passes, prefix: listed } = objectFilter({ ...EMPTY_FILTER, ...filter }, 'a/', now);
      assert.equal(listed, prefix);
      assert.deepEqual(
        entries.filter(passes).map(({ key }) => key),
        passed,
      );
    });
  }

  const wrong: readonly (readonly [read: (text: string) => unknown, text: string, told: RegExp])[] = [
    [parseSizeRange, '10 MB', /a limit or a range/],
    [parseSizeRange, '> ten', /ten is not a size/],
    [parseSizeRange, '1 MB - 2 MB - 3 MB', /a limit or a range/],
    [parseAgeRange, '7d', /a limit or a range/],
    [parseAgeRange, '< soon', /Enter a /],
  ];
  for (const [read, text, told] of wrong) {
    it(`explains the error in ${text}`, () => {
      assert.throws(
        () => read(text),
        (error) => error instanceof InvalidInputError && told.test(error.message),
      );
    });
  }
});
