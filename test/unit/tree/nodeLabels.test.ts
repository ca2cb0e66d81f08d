import assert from 'node:assert/strict';
import { folderOf, locationText, restoreLabel, useText } from '../../../src/tree/nodeLabels.ts';

describe('the location of a bucket', () => {
  for (const [where, browsing, links, text] of [
    ['cn-hangzhou', undefined, undefined, 'cn-hangzhou'],
    ['cn-hangzhou', 'a.example', undefined, 'cn-hangzhou · via a.example'],
    ['cn-hangzhou', undefined, 'b.example', 'cn-hangzhou → b.example'],
    ['cn-hangzhou', 'a.example', 'b.example', 'cn-hangzhou · via a.example → b.example'],
    ['cn-hangzhou', 'a.example', 'a.example', 'cn-hangzhou ⇄ a.example'],
    ['', 'a.example', 'a.example', '⇄ a.example'],
    ['', undefined, 'b.example', '→ b.example'],
    ['', 'a.example', undefined, 'via a.example'],
    ['', undefined, undefined, ''],
  ] as const) {
    it(`is written as "${text}"`, () => {
      assert.equal(locationText(where, { browsing, links }), text);
    });
  }
});

describe('the restore state in a row', () => {
  const now = new Date('2030-01-01T12:00:00Z');
  const until = new Date('2030-01-03T12:00:00Z');

  it('is empty for objects that are not archived', () => {
    assert.equal(restoreLabel(undefined, now, 'en'), '');
  });

  it('names each state', () => {
    assert.equal(restoreLabel({ kind: 'archived' }, now, 'en'), 'archived');
    assert.equal(restoreLabel({ kind: 'restoring' }, now, 'en'), 'restoring');
    assert.equal(restoreLabel({ kind: 'restored' }, now, 'en'), 'restored');
    assert.match(restoreLabel({ kind: 'restored', until }, now, 'en'), /^restored until [\d:]+ \S+ on \w+, Jan \d$/);
    assert.equal(restoreLabel({ kind: 'restored', until }, until, 'en'), 'archived');
  });
});

describe('a shortcut', () => {
  for (const [key, folder] of [
    ['a.txt', 'docs'],
    ['a/', 'docs'],
    ['a/b.txt', 'docs/a'],
    ['a/b/c/', 'docs/a/b'],
  ] as const) {
    it(`of ${key} is in ${folder}`, () => {
      assert.equal(folderOf({ bucket: 'docs', key }), folder);
    });
  }

  it('says what was done with the object', () => {
    assert.deepEqual(
      (['linked', 'opened', 'uploaded'] as const).map((use) => useText(use, '2 hours ago')),
      ['linked 2 hours ago', 'opened 2 hours ago', 'uploaded 2 hours ago'],
    );
  });
});
