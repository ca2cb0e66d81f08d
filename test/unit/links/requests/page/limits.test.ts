import assert from 'node:assert/strict';
import {
  contentTypeOf,
  describeProblem,
  nextName,
  objectKey,
  problemOfFile,
  uniquePart,
} from '../../../../../src/links/requests/page/limits.ts';
import type { PageData } from '../../../../../src/links/requests/page/pageData.ts';
import { pageTexts } from '../../../../../src/links/requests/pageTexts.ts';

const data: PageData = {
  prefix: 'in/',
  minBytes: 1,
  maxBytes: 1000,
  keepsBoth: false,
  plainFields: {},
  expiresMs: 10_000,
  language: 'en',
  texts: pageTexts.en.script,
};
const pictures: PageData = { ...data, types: { jpg: 'image/jpeg', png: 'image/png' } };

describe('problemOfFile', () => {
  const problem = (file: { name?: string; size?: number }, change: Partial<PageData> = {}, nowMs = 0) =>
    problemOfFile({ name: 'a.jpg', size: 10, ...file }, { ...data, ...change }, nowMs);

  it('finds no problem within the limits, both ends included', () => {
    for (const size of [1, 1000]) assert.equal(problem({ size }), undefined);
    assert.equal(problem({}, {}, 9_999), undefined);
    assert.equal(problem({ name: 'no extension' }), undefined);
  });

  it('finds files that are too large, too small or too late', () => {
    assert.equal(problem({ size: 1001 }), 'tooLarge');
    assert.equal(problem({ size: 0 }), 'tooSmall');
    assert.equal(problem({ size: 0 }, { minBytes: 0 }), undefined);
    assert.equal(problem({}, {}, 10_000), 'expired');
  });

  it('finds kinds that are not accepted, by the extension in any case', () => {
    const types = pictures.types ?? {};
    for (const name of ['a.JPG', 'a.b.png', '照片.jpg']) assert.equal(problem({ name }, { types }), undefined, name);
    for (const name of ['a.gif', 'jpg', 'a.jpg.exe', 'a.', 'constructor', 'a.constructor', 'folder.jpg/a']) {
      assert.equal(problem({ name }, { types }), 'wrongKind', name);
    }
  });

  it('finds names that are too long for an object key, including the suffix that separates them', () => {
    assert.equal(problem({ name: 'x'.repeat(1020) }), undefined);
    assert.equal(problem({ name: 'x'.repeat(1021) }), 'nameTooLong');
    assert.equal(problem({ name: '图'.repeat(341) }), 'nameTooLong');
    assert.equal(problem({ name: 'x'.repeat(1011) }, { keepsBoth: true }), undefined);
    assert.equal(problem({ name: 'x'.repeat(1012) }, { keepsBoth: true }), 'nameTooLong');
  });
});

describe('names of uploads', () => {
  it('are those of the files, composed, and without control characters', () => {
    assert.equal(objectKey('e\u0301te\u0301\n.txt', data, 'abc'), 'in/été_.txt');
    assert.equal(objectKey('文件夹/照片.png', data, ''), 'in/文件夹/照片.png');
  });

  it('get a segment of their own if both are kept', () => {
    assert.equal(objectKey('a.txt', { ...data, keepsBoth: true }, 'k3x9q2ab'), 'in/k3x9q2ab-a.txt');
    assert.match(uniquePart(), /^[0-9a-z]{8}$/);
    assert.equal(
      uniquePart(() => 0.999_999),
      'zzzzzzzz',
    );
  });

  it('count up if they are taken', () => {
    assert.deepEqual(['a.tar.gz', 'photo (2).jpg', 'photo (9).jpg', 'README', '.profile', 'f/a b', ''].map(nextName), [
      'a.tar (2).gz',
      'photo (3).jpg',
      'photo (10).jpg',
      'README (2)',
      ' (2).profile',
      'f/a b (2)',
      ' (2)',
    ]);
  });

  it('have the content type of their extension if there are types', () => {
    assert.equal(contentTypeOf('a.PNG', pictures), 'image/png');
    assert.equal(contentTypeOf('a.png', data), undefined);
  });
});

describe('describeProblem', () => {
  it('shows sizes and kinds', () => {
    assert.equal(describeProblem('tooLarge', 1500, pictures), 'The file is too large: 1.5 KB of at most 1,000 bytes.');
    assert.equal(describeProblem('tooSmall', 0, pictures), 'The file is too small: 0 bytes of at least 1 byte.');
    assert.equal(describeProblem('wrongKind', 1, pictures), 'Files of this kind are not accepted. Accepted: jpg, png.');
    assert.equal(describeProblem('nameTaken', 1, pictures), pageTexts.en.script.problems.nameTaken);
  });
});
