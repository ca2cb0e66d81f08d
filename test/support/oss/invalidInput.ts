import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';

/** For `assert.throws`: an `InvalidInputError` about the field, whose message says what is allowed. */
export function invalidInput(field: string, message?: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof InvalidInputError &&
    error.field === field &&
    (message === undefined || message.test(error.message));
}

/** The `InvalidInputError` that an action throws. */
export function invalidInputError(action: () => unknown): InvalidInputError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof InvalidInputError);
    return error;
  }
  assert.fail('The action threw no error.');
}
