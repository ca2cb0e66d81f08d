import assert from 'node:assert/strict';
import {
  CopyMismatchError,
  NotCopyableError,
  SourceChangedError,
  TargetExistsError,
} from '../../../src/transfers/copy/copyErrors.ts';
import {
  NotEditableError,
  NotSavedError,
  ObjectChangedError,
  ObjectGoneError,
  PropertiesMismatchError,
} from '../../../src/transfers/edit/editErrors.ts';
import {
  ContentMismatchError,
  FileChangedError,
  OutsideFolderError,
  RemoteFileTooLargeError,
  TransferCancelledError,
  UploadUncertainError,
} from '../../../src/transfers/transferErrors.ts';

describe('an error of a transfer', () => {
  for (const error of [
    new CopyMismatchError('k'),
    new NotCopyableError('k', 'archived'),
    new SourceChangedError('k'),
    new TargetExistsError('k'),
    new NotEditableError('k', 'archived'),
    new NotSavedError('off'),
    new ObjectChangedError('k', undefined),
    new ObjectGoneError('k'),
    new PropertiesMismatchError('k'),
    new ContentMismatchError('k', 'upload'),
    new FileChangedError('k'),
    new OutsideFolderError('k'),
    new RemoteFileTooLargeError(),
    new UploadUncertainError('k'),
  ]) {
    it(`is logged by the name and the code of its class: ${error.constructor.name}`, () => {
      assert.deepEqual([error.name, `${error.code}Error`], [error.constructor.name, error.constructor.name]);
      assert.notEqual(error.message, '');
    });
  }

  it('is an AbortError after a cancellation, which shows no message', () => {
    const { name, code } = new TransferCancelledError();
    assert.deepEqual([name, code], ['AbortError', 'TransferCancelled']);
  });
});
