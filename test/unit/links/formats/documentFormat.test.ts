import assert from 'node:assert/strict';
import { documentFormat } from '../../../../src/links/formats/documentFormat.ts';

describe('the form of a link in a document', () => {
  for (const [languageId, key, id] of [
    ['markdown', 'a/b.pdf', 'markdown'],
    ['markdown', 'a/图 1.PNG', 'markdown-image'],
    ['mdx', 'a.jpeg', 'markdown-image'],
    ['html', 'a.pdf', 'html'],
    ['vue', 'a.svg', 'html-image'],
    ['restructuredtext', 'a.png', 'rst'],
    ['python', 'a.png', 'url'],
    ['plaintext', 'a.pdf', 'url'],
    ['markdown', 'png', 'markdown'],
    ['markdown', 'a.png/notes', 'markdown'],
  ] as const) {
    it(`is ${id} for ${key} in ${languageId}`, () => {
      assert.equal(documentFormat(languageId, key).id, id);
    });
  }
});
