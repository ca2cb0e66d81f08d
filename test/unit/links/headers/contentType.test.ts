import assert from 'node:assert/strict';
import { contentTypeFor } from '../../../../src/links/headers/contentType.ts';

describe('contentTypeFor', () => {
  for (const [name, contentType] of [
    ['photos/cat.PNG', 'image/png'],
    ['报告.pdf', 'application/pdf'],
    ['notes.md', 'text/markdown;charset=utf-8'],
    ['data.json', 'application/json'],
    ['sheet.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['backup.tar.gz', 'application/gzip'],
    ['index.html', 'text/html;charset=utf-8'],
    ['src/main.ts', 'text/plain;charset=utf-8'],
    ['App.TSX', 'text/plain;charset=utf-8'],
    ['esbuild.mts', 'text/plain;charset=utf-8'],
    ['.ts', 'application/octet-stream'],
    ['README', 'application/octet-stream'],
    ['md', 'application/octet-stream'],
    ['.png', 'application/octet-stream'],
    ['a.html/raw', 'application/octet-stream'],
    ['file.unheard-of', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ] as const) {
    it(`proposes ${contentType} for "${name}"`, () => {
      assert.equal(contentTypeFor(name), contentType);
    });
  }
});
