import assert from 'node:assert/strict';
import { CredentialSourceError } from '../../../src/profiles/sources/sourceError.ts';

/** The problem and the arguments of the `CredentialSourceError` that `act` throws; anything else fails the test. */
export async function problemOf(act: () => unknown): Promise<readonly unknown[]> {
  try {
    await act();
  } catch (error) {
    if (error instanceof CredentialSourceError) return [error.problem, ...error.args];
    throw error;
  }
  return assert.fail('it worked');
}
