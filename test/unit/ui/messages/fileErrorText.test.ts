import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { explainError } from '../../../../src/ui/messages/errorText.ts';

describe('the explanation of an error of local files', () => {
  const table: readonly (readonly [code: string, message: RegExp])[] = [
    ['ENOSPC', /^The disk is full\. Free some space/],
    ['EDQUOT', /^The disk is full\./],
    ['EACCES', /^No permission to use "\/data\/a\.txt"\. Select another folder/],
    ['EPERM', /^No permission to use/],
    ['EROFS', /^No permission to use/],
    ['ENOENT', /^"\/data\/a\.txt" doesn't exist\./],
    ['ENAMETOOLONG', /^The path "\/data\/a\.txt" is too long/],
    ['EMFILE', /^Too many files are open\./],
    ['ENFILE', /^Too many files are open\./],
    ['EIO', /^Unexpected error: EIO: open/],
  ];
  for (const [code, message] of table) {
    it(`names cause and remedy: ${code}`, () => {
      const error = Object.assign(new Error(`${code}: open`), { code, syscall: 'open', path: '/data/a.txt' });
      assert.match(explainError(error).message, message);
    });
  }

  it('names the target of a move, and what VS Code says of a file', () => {
    const moved = { code: 'EACCES', syscall: 'rename', path: '/tmp/a.part', dest: '/data/a.txt' };
    assert.match(explainError(Object.assign(new Error('EACCES'), moved)).message, /"\/data\/a\.txt"/);
    const ofVscode = { name: 'FileNotFound (FileSystemError)', code: 'FileNotFound' };
    assert.match(explainError(Object.assign(new Error('/x/b.md'), ofVscode)).message, /^"\/x\/b\.md" doesn't exist\./);
  });

  it('recognises an error of Node, and no other error with a code', async () => {
    const missing = await readFile('/nowhere/at all.txt').catch((error: unknown) => error);
    const { message, details } = explainError(missing);
    assert.equal(message, '"/nowhere/at all.txt" doesn\'t exist. It may have been moved or deleted.');
    assert.match(details, /ENOENT: no such file or directory/);
    const other = Object.assign(new Error('not of a file'), { code: 'ENOENT' });
    assert.equal(explainError(other).message, 'Unexpected error: not of a file');
  });
});
