import assert from 'node:assert/strict';
import { whenHolds, type ContextKeys } from '../../support/whenClause.ts';

const keys: ContextKeys = {
  view: 'ossLinks.explorer',
  viewItem: 'ossBucket;added',
  listMultiSelection: false,
  'config.ossLinks.allowDelete': true,
  count: 3,
  folders: ['a', 'b'],
  folder: 'b',
  names: { b: true },
  empty: '',
};

describe('a when-clause', () => {
  for (const [clause, expected] of [
    ['config.ossLinks.allowDelete', true],
    ['listMultiSelection', false],
    ['unknown', false],
    ['empty', false],
    ['!listMultiSelection', true],
    ['!unknown', true],
    ['true', true],
    ['false', false],
    ['!false', true],
    ['view == ossLinks.explorer', true],
    ["view == 'ossLinks.explorer'", true],
    ['view != ossLinks.explorer', false],
    ['view == ossLinks.issued', false],
    ['unknown == undefined', false],
    ['count == 3', true],
    ['config.ossLinks.allowDelete == true', true],
    ['listMultiSelection == false', true],
    ['unknown == false', true],
    ['count > 2', true],
    ['count >= 3', true],
    ['count < 3', false],
    ['count <= 3', true],
    ['unknown < 3', false],
    ['folder in folders', true],
    ['folder in names', true],
    ['view in folders', false],
    ['folder in unknown', false],
    ['folder not in folders', false],
    ['view not in folders', true],
    ['viewItem =~ /\\bossBucket\\b/', true],
    ['viewItem =~ /\\b(ossBucket|ossFolder);added\\b/', true],
    ['viewItem =~ /OSSBUCKET/', false],
    ['viewItem =~ /OSSBUCKET/i', true],
    ['viewItem =~ /a[/)]b/', false],
    ['viewItem =~ /\\bossBucket\\b(?!.*\\bfiltered\\b)/ && !listMultiSelection', true],
    // And binds before or, without parentheses.
    ['true || true && false', true],
    ['(true || true) && false', false],
    ['false && true || true', true],
    ['!(true && false)', true],
  ] as const) {
    it(`${clause} is ${expected}`, () => {
      assert.equal(whenHolds(clause, keys), expected);
    });
  }

  for (const clause of [
    '',
    '&& view',
    'view &&',
    'view ==',
    'view = ossLinks.explorer',
    '(view',
    'view)',
    'view =~ ossBucket',
    'view view',
    'folder not folders',
    "view == 'ossLinks",
  ]) {
    it(`${clause} is refused`, () => {
      assert.throws(() => whenHolds(clause, keys), SyntaxError);
    });
  }
});
