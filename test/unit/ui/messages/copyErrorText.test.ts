import assert from 'node:assert/strict';
import {
  CopyMismatchError,
  NotCopyableError,
  SourceChangedError,
  TargetExistsError,
} from '../../../../src/transfers/copy/copyErrors.ts';
import { explainError } from '../../../../src/ui/messages/errorText.ts';

describe('the explanation of a copy that fails', () => {
  const table: readonly (readonly [Error, string])[] = [
    [new NotCopyableError('a/b', 'archived'), 'Couldn\'t copy "a/b": it is archived. Restore it first.'],
    [new NotCopyableError('a/b', 'symlink'), 'Couldn\'t copy "a/b": it is a symbolic link to another object.'],
    [
      new NotCopyableError('a/b', 'unchecked'),
      "Couldn't copy \"a/b\": the host doesn't report its size and ETag, so a copy can't be verified.",
    ],
    [new SourceChangedError('a/b'), '"a/b" was changed by someone else meanwhile, so it was kept. Try again.'],
    [new TargetExistsError('a/b'), 'Couldn\'t write "a/b": another object has this key.'],
    [
      new CopyMismatchError('a/b'),
      'Couldn\'t copy to "a/b": the copy differs from the object, which was kept. Try again.',
    ],
  ];
  for (const [error, message] of table) {
    it(`contains cause and remedy: ${error.name} ${'reason' in error ? String(error.reason) : ''}`, () => {
      assert.equal(explainError(error).message, message);
    });
  }
});
