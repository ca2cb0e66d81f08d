import { InvalidInputError } from '../../../src/oss/errors/errors.ts';

/** For `assert.throws`: an `InvalidInputError` about the field, whose message says what is allowed. */
export function invalidInput(field: string, message?: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof InvalidInputError &&
    error.field === field &&
    (message === undefined || message.test(error.message));
}
