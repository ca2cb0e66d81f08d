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
  // Created in the test, so that its file is known to run them.
  const errors = {
    CopyMismatchError: () => new CopyMismatchError('k'),
    NotCopyableError: () => new NotCopyableError('k', 'archived'),
    SourceChangedError: () => new SourceChangedError('k'),
    TargetExistsError: () => new TargetExistsError('k'),
    NotEditableError: () => new NotEditableError('k', 'archived'),
    NotSavedError: () => new NotSavedError('off'),
    ObjectChangedError: () => new ObjectChangedError('k', undefined),
    ObjectGoneError: () => new ObjectGoneError('k'),
    PropertiesMismatchError: () => new PropertiesMismatchError('k'),
    ContentMismatchError: () => new ContentMismatchError('k', 'upload'),
    FileChangedError: () => new FileChangedError('k'),
    OutsideFolderError: () => new OutsideFolderError('k'),
    RemoteFileTooLargeError: () => new RemoteFileTooLargeError(),
    UploadUncertainError: () => new UploadUncertainError('k'),
  };
  for (const [name, create] of Object.entries(errors)) {
    it(`is logged by the name and the code of its class: ${name}`, () => {
      const error = create();
      assert.deepEqual([error.name, `${error.code}Error`], [name, name]);
      assert.equal(error.constructor.name, name);
      assert.notEqual(error.message, '');
    });
  }

  it('is an AbortError after a cancellation, which shows no message', () => {
    const { name, code } = new TransferCancelledError();
    assert.deepEqual([name, code], ['AbortError', 'TransferCancelled']);
  });
});
