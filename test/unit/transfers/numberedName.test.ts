import assert from 'node:assert/strict';
import { numberedKey, versionName } from '../../../src/transfers/safePaths.ts';

describe('a number in a name', () => {
  for (const [key, expected] of [
    ['a.txt', 'a (2).txt'],
    ['folder.d/a', 'folder.d/a (2)'],
    ['.gitignore', '.gitignore (2)'],
    ['x/.env.local', 'x/.env (2).local'],
    ['报告/三.tar.gz', '报告/三.tar (2).gz'],
  ] as const) {
    it(`stands before the extension: ${expected}`, () => {
      assert.equal(numberedKey(key, 2), expected);
    });
  }
});

describe('the name of a version', () => {
  it('contains its local time before the extension', () => {
    assert.equal(versionName('plan.tar.gz', new Date(2026, 0, 2, 3, 4, 5)), 'plan.tar (2026-01-02 03-04-05).gz');
  });
});
